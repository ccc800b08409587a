import { defineErrors } from '../store/domain-error.ts'

/** Errors of keys, roles and quotas. */
export const callerError = defineErrors({
  'key-missing': {
    status: 401,
    zh: {
      title: '需要密钥',
      detail: '本操作须凭密钥办理',
      meaning: '该操作不对公众开放，请求中没有密钥。',
      action: '请在请求头 Authorization 中以 Bearer 方式发送密钥；没有密钥的，请向中心申请。',
    },
    en: {
      title: 'Key missing',
      detail: 'This operation needs a key',
      meaning: 'The operation is not open to the public and the request carries no key.',
      action: 'Send the key as `Authorization: Bearer xq_…`. The centre issues keys.',
    },
  },
  'key-invalid': {
    status: 401,
    zh: {
      title: '密钥无效',
      detail: '密钥不存在或已吊销',
      meaning: '请求中的密钥不是本服务签发的，或者已经吊销。',
      action: '请核对密钥是否完整；已吊销的，请向中心申请新的密钥。',
    },
    en: {
      title: 'Key invalid',
      detail: 'There is no such key, or it was revoked',
      meaning: 'The key was not issued by this service, or it has been revoked.',
      action: 'Check that the key is complete. If it was revoked, ask the centre for a new one.',
    },
  },
  'key-expired': {
    status: 401,
    zh: {
      title: '密钥已到期',
      detail: '密钥的有效期已过',
      meaning: '密钥由本服务签发，有效期的最后一日已过。',
      action: '请向中心申请新的密钥；新旧密钥可在到期前同时使用。',
    },
    en: {
      title: 'Key expired',
      detail: 'The last day of this key is over',
      meaning: 'The key was issued by this service, and its last day is over.',
      action: 'Ask the centre for a new key. Both work until the old one ends, if the new one is issued in time.',
    },
  },
  'key-name-taken': {
    status: 409,
    zh: {
      title: '密钥名称已被使用',
      detail: '名称“{name}”属于另一把可用的密钥，编号“{id}”',
      meaning: '同名密钥无法在日志和列表中区分，可用的密钥不得重名。',
      action: '请另取名称（如在名称后加年份），或先吊销原密钥。',
    },
    en: {
      title: 'Name of a key taken',
      detail: 'The name {name} is borne by the key {id}, which works',
      meaning: 'Keys of one name cannot be distinguished in lists and logs, so no two that work bear the same.',
      action: 'Choose another name, for instance with the year, or revoke the other key first.',
    },
  },
  'role-not-allowed': {
    status: 403,
    zh: {
      title: '无权办理',
      detail: '{role}的密钥不能办理此操作，操作名称“{operation}”',
      meaning: '密钥有效，但其角色不在该操作允许的角色之列。',
      action: '请改用允许的角色的密钥；各操作允许的角色见接口文档。',
    },
    en: {
      title: 'Role not allowed',
      detail: 'A key of the role {role} may not call {operation}',
      meaning: 'The key is valid, but its role is not among those that may call the operation.',
      action: 'Use a key of a role that the reference of the interface names for this operation.',
    },
  },
  'quota-exceeded': {
    status: 429,
    zh: {
      title: '请求过于频繁',
      detail: '每分钟最多 {quota} 个单位（一般请求计 1），请在 {reset} 秒后重试',
      meaning: '一分钟内的请求用量已达到该密钥（或该网络地址）的上限。',
      action: '请按应答头 Retry-After 给出的秒数等待后重试，并降低请求频率。',
    },
    en: {
      title: 'Too many requests',
      detail: 'At most {quota} units a minute, an ordinary request being one; try again in {reset} seconds',
      meaning: 'The key, or the network address of a caller without a key, has used up its units of this minute.',
      action: 'Wait for the seconds in `Retry-After`, then retry. `RateLimit` shows what is left.',
    },
  },
  'provider-required': {
    status: 422,
    zh: {
      title: '缺少所属机构',
      detail: '机构密钥须绑定一家机构',
      meaning: '签发机构密钥时没有写明所属机构。',
      action: '请写明机构编号后重新提交。',
    },
    en: {
      title: 'Provider missing',
      detail: 'A key of the role firm needs `provider`, the provider that it is bound to',
      meaning: 'A key for a firm was asked for without naming the firm.',
      action: 'Give the id of the provider and send the request again.',
    },
  },
  'provider-refused': {
    status: 422,
    zh: {
      title: '不应填写所属机构',
      detail: '只有机构密钥绑定机构，其他角色不得填写',
      meaning: '为其他角色签发密钥时填写了所属机构。',
      action: '请去掉所属机构后重新提交。',
    },
    en: {
      title: 'Provider not applicable',
      detail: 'Only keys of the role firm are bound to a provider: leave `provider` out',
      meaning: 'A key of another role was asked for with a provider.',
      action: 'Leave the provider out and send the request again.',
    },
  },
  'key-not-found': {
    status: 404,
    zh: {
      title: '没有该密钥',
      detail: '没有编号为“{id}”的密钥',
      meaning: '编号不对应任何已签发的密钥。',
      action: '请在密钥列表中核对编号。',
    },
    en: {
      title: 'Key not found',
      detail: 'There is no key {id}',
      meaning: 'The id belongs to no key that was issued.',
      action: 'Look the id up in the list of keys.',
    },
  },
  'key-already-revoked': {
    status: 409,
    zh: {
      title: '密钥已吊销',
      detail: '该密钥此前已经吊销，编号“{id}”',
      meaning: '密钥只能吊销一次。',
      action: '无需处理：该密钥已不能使用。',
    },
    en: {
      title: 'Key already revoked',
      detail: 'Key {id} was revoked before',
      meaning: 'A key is revoked once.',
      action: 'Nothing needs to be done: the key no longer works.',
    },
  },
})
