import { defineErrors } from '../store/domain-error.ts'

/** Errors of providers, areas and the catalogue of services. */
export const registryError = defineErrors({
  'provider-not-found': {
    status: 404,
    zh: {
      title: '没有该机构',
      detail: '没有编号为“{id}”的机构',
      meaning: '网址中的机构编号不在登记册中。',
      action: '请核对编号，或按名称查询机构。',
    },
    en: {
      title: 'Provider not found',
      detail: 'There is no provider {id}',
      meaning: 'The path names a provider that the register does not hold.',
      action: 'Check the id, or look the provider up by its name.',
    },
  },
  'provider-unknown': {
    status: 422,
    zh: {
      title: '没有该机构',
      detail: '没有编号为“{id}”的机构',
      meaning: '请求内容中的机构编号不在登记册中。',
      action: '请核对编号，或按名称查询机构。',
    },
    en: {
      title: 'Provider unknown',
      detail: 'There is no provider {id}',
      meaning: 'The body names a provider that the register does not hold.',
      action: 'Check the id, or look the provider up by its name.',
    },
  },
  'not-your-provider': {
    status: 403,
    zh: {
      title: '无权查看其他机构的信息',
      detail: '该密钥只能办理其所属机构的事项',
      meaning: '机构密钥用于其他机构的内容。',
      action: '请使用该机构自己的密钥。',
    },
    en: {
      title: 'Not your provider',
      detail: 'This key is bound to another provider',
      meaning: 'A key of a firm was used for what belongs to another firm.',
      action: 'Use the key of the firm that it belongs to.',
    },
  },
  'service-not-found': {
    status: 404,
    zh: {
      title: '没有该服务项目',
      detail: '服务目录中没有“{code}”',
      meaning: '网址中的服务项目代码不在服务目录中。',
      action: '请在服务目录中核对代码。',
    },
    en: {
      title: 'Service not found',
      detail: 'The catalogue has no {code}',
      meaning: 'The path names a service that the catalogue does not hold.',
      action: 'Look the code up in the catalogue.',
    },
  },
  'service-unknown': {
    status: 422,
    zh: {
      title: '没有该服务项目',
      detail: '服务目录中没有“{code}”',
      meaning: '请求中的服务项目代码不在服务目录中。',
      action: '请在服务目录中核对代码。',
    },
    en: {
      title: 'Service unknown',
      detail: 'The catalogue has no {code}',
      meaning: 'The request names a service that the catalogue does not hold.',
      action: 'Look the code up in the catalogue.',
    },
  },
  'area-unknown': {
    status: 422,
    zh: {
      title: '没有该区划',
      detail: '“{code}”不是现行区划代码',
      meaning: '请求中的区划代码不存在，或已经撤并。',
      action: '请在区划列表中核对代码。',
    },
    en: {
      title: 'Area unknown',
      detail: '{code} is not the code of an area in force today',
      meaning: 'The request names an area that does not exist, or no longer does.',
      action: 'Look the code up in the list of areas.',
    },
  },
  'uscc-form': {
    status: 422,
    zh: {
      title: '统一社会信用代码格式有误',
      detail: '“{uscc}”不是 18 位统一社会信用代码（GB 32100-2015）',
      meaning: '代码的长度或字符不符合国家标准。',
      action: '请按营业执照核对代码。',
    },
    en: {
      title: 'Unified social credit code malformed',
      detail: '{uscc} is not a code of 18 characters of GB 32100-2015',
      meaning: 'Length or characters of the code break the national standard.',
      action: 'Compare the code with the business licence.',
    },
  },
  'uscc-missing': {
    status: 422,
    zh: {
      title: '缺少统一社会信用代码',
      detail: '只有志愿服务组织可以没有统一社会信用代码',
      meaning: '企业必须以统一社会信用代码登记。',
      action: '请按营业执照填写代码。',
    },
    en: {
      title: 'Unified social credit code missing',
      detail: 'Only a volunteer organisation may have no code',
      meaning: 'A firm is registered by its unified social credit code.',
      action: 'Enter the code from the business licence.',
    },
  },
  'uscc-fixed': {
    status: 409,
    zh: {
      title: '统一社会信用代码不能更改',
      detail: '该机构已以代码“{uscc}”登记',
      meaning: '代码只能补录给登记时没有代码的机构。',
      action: '代码登记有误的，请重新登记机构并认定前身。',
    },
    en: {
      title: 'Unified social credit code fixed',
      detail: 'The provider is registered under {uscc}',
      meaning: 'Only a provider that was registered without a code can be given one.',
      action: 'If the code is wrong, register the provider anew and link its predecessor.',
    },
  },
  'team-known': {
    status: 409,
    zh: {
      title: '已有同名团队',
      detail: '同一区划内已有同名且无代码的团队，中心编号“{number}”',
      meaning: '没有代码的团队按名称和区划区分，由人工判断是否为同一团队。',
      action: '如为同一团队，请使用已有登记；如为不同团队，请以可区分的名称登记。',
    },
    en: {
      title: 'Team known',
      detail: 'A team of that name without a code is registered in the area: {number}',
      meaning: 'Teams without a code are distinguished by name and area, and a person judges it.',
      action: 'Use the registration that is there, or register the other team under a name of its own.',
    },
  },
  'uscc-cut': {
    status: 422,
    zh: {
      title: '统一社会信用代码被截断',
      detail: '代码只剩 15 位数字',
      meaning: '电子表格把代码当作数字，只保留了 15 位，其余各位已丢失。',
      action: '请将该列设为文本格式，按营业执照补录代码。',
    },
    en: {
      title: 'Unified social credit code cut',
      detail: 'Only 15 digits of the code are left',
      meaning: 'A spreadsheet took the code for a number and kept 15 digits; the others are lost.',
      action: 'Format the column as text and enter the code from the business licence.',
    },
  },
  'uscc-structure': {
    status: 422,
    zh: {
      title: '统一社会信用代码结构有误',
      detail: '“{uscc}”的登记管理部门、机构类别或行政区划部分不存在',
      meaning: '代码的前 8 位不是登记机关可能赋予的。',
      action: '请按营业执照核对；登记机关确以此代码登记的，请写明理由后提交。',
    },
    en: {
      title: 'Unified social credit code impossible',
      detail: '{uscc} has no known authority, category or province',
      meaning: 'No registration authority gives the first 8 characters of the code.',
      action: 'Compare it with the licence; if the authority registered it so, give the reason as usccOverride.',
    },
  },
  'name-too-short': {
    status: 422,
    zh: {
      title: '名称过短',
      detail: '名称不得少于 {least} 个字',
      meaning: '去除空格和零宽字符后，名称过短。',
      action: '请填写登记的全称。',
    },
    en: {
      title: 'Name too short',
      detail: 'A name has at least {least} characters',
      meaning: 'Without blanks and invisible characters the name is too short.',
      action: 'Enter the registered name in full.',
    },
  },
  'identity-number': {
    status: 422,
    zh: {
      title: '内容为公民身份号码',
      detail: '公民身份号码不得录入',
      meaning: '所填内容含有校验位相符的 18 位公民身份号码，号码不予显示和保存。',
      action: '请改填机构的统一社会信用代码或相应内容。',
    },
    en: {
      title: "Citizen's identity number",
      detail: 'Identity numbers are not recorded',
      meaning: "The text holds a citizen's identity number of 18 digits; it is neither shown nor kept.",
      action: 'Enter the code of the organisation, or what the field asks for.',
    },
  },
  'uscc-check': {
    status: 422,
    zh: {
      title: '统一社会信用代码校验位有误',
      detail: '“{uscc}”的末位与前 17 位不符',
      meaning: '代码的校验位与其余各位不一致，通常是抄写错误。',
      action: '请按营业执照核对；登记机关确以此代码登记的，请写明理由后提交。',
    },
    en: {
      title: 'Check character wrong',
      detail: 'The last character of {uscc} does not follow from the 17 before it',
      meaning: 'The check character contradicts the rest of the code, usually by a slip of the pen.',
      action:
        'Compare the code with the business licence. If the authority registered it so, give the reason as `usccOverride`.',
    },
  },
  'uscc-taken': {
    status: 409,
    zh: {
      title: '该统一社会信用代码已登记',
      detail: '“{uscc}”已属于另一家机构',
      meaning: '登记册中已有该代码的机构。',
      action: '请使用已登记的机构，编号见应答中的 existing。',
    },
    en: {
      title: 'Unified social credit code taken',
      detail: '{uscc} belongs to another provider',
      meaning: 'The register holds a provider with this code.',
      action: 'Use the provider that `existing` names.',
    },
  },
  'provider-already-suspended': {
    status: 409,
    zh: {
      title: '机构已暂停',
      detail: '该机构此前已经暂停，编号“{id}”',
      meaning: '机构处于暂停状态，不能再次暂停。',
      action: '无需处理；需要恢复的，请办理恢复。',
    },
    en: {
      title: 'Provider already suspended',
      detail: 'Provider {id} is suspended',
      meaning: 'A provider that is suspended cannot be suspended again.',
      action: 'Nothing needs to be done. To end the suspension, reinstate the provider.',
    },
  },
  'provider-not-suspended': {
    status: 409,
    zh: {
      title: '机构未暂停',
      detail: '该机构{status}，无需恢复，编号“{id}”',
      meaning: '只有处于暂停状态的机构才能恢复。',
      action: '无需处理。',
    },
    en: {
      title: 'Provider not suspended',
      detail: 'Provider {id} is {status}',
      meaning: 'Only a suspended provider can be reinstated.',
      action: 'Nothing needs to be done.',
    },
  },
  'provider-withdrawn': {
    status: 409,
    zh: {
      title: '机构已退出',
      detail: '该机构已退出，不能再变更，编号“{id}”',
      meaning: '机构已退出服务，其资料不再变更。',
      action: '机构重新加入的，请作为新机构登记，并认定前身。',
    },
    en: {
      title: 'Provider withdrawn',
      detail: 'Provider {id} has withdrawn and cannot change any more',
      meaning: 'The provider has left the centre for good.',
      action: 'If it comes back, register it anew and link its predecessor.',
    },
  },
})
