import { defineErrors } from '../store/domain-error.ts'

/** Errors of standards, their editions and declared facts. */
export const standardError = defineErrors({
  'standard-not-found': {
    status: 404,
    zh: {
      title: '没有该标准',
      detail: '没有编号为“{id}”的标准',
      meaning: '网址中的标准编号不存在。',
      action: '请在标准列表中核对编号。',
    },
    en: {
      title: 'Standard not found',
      detail: 'There is no standard {id}',
      meaning: 'The path names an edition of a standard that does not exist.',
      action: 'Look the id up in the list of standards.',
    },
  },
  'standard-unknown': {
    status: 422,
    zh: {
      title: '没有该标准',
      detail: '没有编号为“{id}”的标准版本',
      meaning: '请求内容中的标准编号不存在。',
      action: '请在标准列表中核对编号。',
    },
    en: {
      title: 'Standard unknown',
      detail: 'There is no edition {id} of a standard',
      meaning: 'The body names an edition of a standard that does not exist.',
      action: 'Look the id up in the list of standards.',
    },
  },
  'standard-taken': {
    status: 409,
    zh: {
      title: '该版本已登记',
      detail: '已有编号为“{id}”的标准版本',
      meaning: '同一标准号、同一实施日的版本此前已经登记。',
      action: '请直接使用该版本；内容有变的，请登记新的版本。',
    },
    en: {
      title: 'Edition exists',
      detail: 'There is an edition {id} already',
      meaning: 'An edition of this code and this first day is on record.',
      action: 'Use that edition. If its content has changed, record a new one.',
    },
  },
  'edition-ends-before-it-begins': {
    status: 422,
    zh: {
      title: '废止日早于实施日',
      detail: '{from} 起，{until} 止',
      meaning: '标准版本的废止日早于实施日。',
      action: '请改正日期。',
    },
    en: {
      title: 'End before beginning',
      detail: 'From {from} until {until}',
      meaning: 'The last day of the edition lies before its first.',
      action: 'Correct the days.',
    },
  },
  'edition-begins-before-its-predecessor': {
    status: 422,
    zh: {
      title: '实施日不晚于被代替的版本',
      detail: '{from} 不晚于 {other}',
      meaning: '新版本须在被代替的版本之后实施。',
      action: '请改正实施日，或核对被代替的版本。',
    },
    en: {
      title: 'Edition begins before its predecessor',
      detail: '{from} is not after {other}',
      meaning: 'An edition begins after the edition that it replaces.',
      action: 'Correct its first day, or the edition that it replaces.',
    },
  },
  'edition-overlaps': {
    status: 409,
    zh: {
      title: '同一标准的版本有效期重叠',
      detail: '与 {from} 至 {until} 的版本重叠，编号“{id}”',
      meaning: '同一标准在同一天只能有一个现行版本。',
      action: '请改正日期，或写明被代替的版本。',
    },
    en: {
      title: 'Editions overlap',
      detail: '{id}, {from} to {until}, is in force at the same time',
      meaning: 'A standard has one edition in force on a day.',
      action: 'Correct the days, or name the edition that is replaced.',
    },
  },
  'edition-replaced-already': {
    status: 409,
    zh: {
      title: '该版本已被代替',
      detail: '该版本已由“{by}”代替，编号“{id}”',
      meaning: '一个版本只能被代替一次。',
      action: '请改为代替最新的版本。',
    },
    en: {
      title: 'Edition replaced already',
      detail: '{id} was replaced by {by}',
      meaning: 'An edition is replaced once.',
      action: 'Replace the newest edition instead.',
    },
  },
  'edition-in-force': {
    status: 409,
    zh: {
      title: '版本已实施',
      detail: '该版本自 {from} 起实施，仅可修改废止日，编号“{id}”',
      meaning: '已实施的版本，其条款不再更改。',
      action: '请发布新的版本。',
    },
    en: {
      title: 'Edition in force',
      detail: '{id} is in force since {from}: only its last day may change',
      meaning: 'The clauses of an edition in force do not change.',
      action: 'Record a new edition.',
    },
  },
  'edition-not-replaced': {
    status: 409,
    zh: {
      title: '没有过渡期',
      detail: '该版本未被代替，编号“{id}”',
      meaning: '只有被代替的版本才有过渡期。',
      action: '请先登记代替它的版本。',
    },
    en: {
      title: 'No transition',
      detail: '{id} is not replaced, so it has no transition',
      meaning: 'Only an edition that was replaced has a transition.',
      action: 'Record the edition that replaces it first.',
    },
  },
  'transition-too-early': {
    status: 422,
    zh: {
      title: '过渡期止日过早',
      detail: '{until} 不晚于废止日 {ends}',
      meaning: '过渡期须延续到废止日之后。',
      action: '请填写更晚的日期。',
    },
    en: {
      title: 'Transition too early',
      detail: '{until} is not after the last day, {ends}',
      meaning: 'A transition goes beyond the last day of the edition.',
      action: 'Give a later day.',
    },
  },
  'clause-number-twice': {
    status: 422,
    zh: {
      title: '条款号重复',
      detail: '条款号“{number}”出现多次',
      meaning: '同一版本中，条款号不得重复。',
      action: '请改正条款号。',
    },
    en: {
      title: 'Clause number repeated',
      detail: 'The number {number} occurs more than once',
      meaning: 'A clause number is unique within its edition.',
      action: 'Correct the number.',
    },
  },
  'facts-invalid': {
    status: 422,
    zh: {
      title: '申报事项不符合要求',
      detail: '{place}：{rule}',
      meaning: '申报事项不符合该类别的格式。',
      action: '请按 errors 中指出的规则改正；各类别的格式可另行查询。',
    },
    en: {
      title: 'Facts invalid',
      detail: '{place}: {rule}',
      meaning: 'The facts break the schema of their category.',
      action: 'Correct them as the rule in `errors` says. The schema of the category can be read.',
    },
  },
  'facts-schema-not-found': {
    status: 404,
    zh: {
      title: '没有该类别',
      detail: '没有类别“{category}”的申报格式',
      meaning: '网址中的类别代码不存在。',
      action: '请在服务目录中核对类别代码。',
    },
    en: {
      title: 'Category not found',
      detail: 'There is no schema of facts for the category {category}',
      meaning: 'The path names a category that does not exist.',
      action: 'Look the code up in the catalogue.',
    },
  },
  'facts-not-found': {
    status: 404,
    zh: {
      title: '尚未申报',
      detail: '该机构在类别“{category}”中尚无申报',
      meaning: '该机构没有申报过该类别的事项。',
      action: '请先申报。',
    },
    en: {
      title: 'Facts not found',
      detail: 'Nothing was declared in the category {category}',
      meaning: 'The provider has declared nothing in this category.',
      action: 'Declare the facts first.',
    },
  },
  'facts-declared-anew': {
    status: 409,
    zh: {
      title: '申报已更新',
      detail: '类别“{category}”的最新申报为第 {version} 版，请核实该版',
      meaning: '核实的不是最新一版申报，机构此后又作了申报。',
      action: '请读取最新申报，核实后再提交。',
    },
    en: {
      title: 'Declared anew',
      detail: 'The newest declaration in the category {category} is version {version}: verify that one',
      meaning: 'The provider has declared again since the version that was verified.',
      action: 'Read the newest declaration, verify it and send its version.',
    },
  },
  'facts-verified': {
    status: 409,
    zh: {
      title: '申报已核实',
      detail: '类别“{category}”的第 {version} 版申报已核实',
      meaning: '同一版申报只核实一次。',
      action: '无需再次提交。',
    },
    en: {
      title: 'Facts verified already',
      detail: 'Version {version} in the category {category} is verified',
      meaning: 'A declaration is verified once.',
      action: 'Nothing is left to do.',
    },
  },
})
