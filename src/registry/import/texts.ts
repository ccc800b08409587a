/** Reasons of an import's report in words. {value} and {allowed} are filled in. */
import type { FaultCode, NoteCode } from './rules-faults.ts'

interface Text {
  zh: string
  en: string
}

export const REMARK_TEXTS: Record<FaultCode | NoteCode, Text> = {
  'uscc-missing': {
    zh: '缺少统一社会信用代码',
    en: 'The unified social credit code is missing',
  },
  'uscc-form': {
    zh: '统一社会信用代码应为18位数字或大写字母，不含I、O、S、V、Z',
    en: 'A unified social credit code has 18 digits or capital letters, without I, O, S, V and Z',
  },
  'uscc-cut': {
    zh: '代码末几位已被电子表格改写（只保留15位数字），请将该列设为文本格式后重新导出',
    en: 'A spreadsheet has cut this code to 15 digits: format the column as text and export again',
  },
  'uscc-structure': {
    zh: '代码的登记管理部门、机构类别或行政区划部分不存在（GB 32100）；登记机关确认无误的，可在例外清单中说明理由',
    en: 'No such registration authority, category or province (GB 32100); if the authority confirms it, give a reason in the overrides',
  },
  'uscc-check': {
    zh: '代码校验位不符（GB 32100），请核对；登记机关确认无误的，可在例外清单中说明理由',
    en: 'Wrong check character (GB 32100); if the authority confirms the code, give a reason in the overrides',
  },
  'uscc-conflict': {
    zh: '该代码或编号已登记为“{allowed}”，与本行不一致，请人工核实后修改登记',
    en: 'The code or number is registered as “{allowed}”: a person compares it and changes the registration',
  },
  'uscc-repeated': {
    zh: '文件中第{allowed}行已有同一代码或同一团队，本行未导入',
    en: 'Line {allowed} of the file has the same code, or the same team: this row was not applied',
  },
  'number-unknown': {
    zh: '没有这个中心编号；中心编号如 V000001',
    en: 'No provider has this centre number; such a number is V000001',
  },
  'team-known': {
    zh: '已有同名、同区划且无代码的团队，中心编号 {allowed}；如为同一团队，请增加“中心编号”列并填写后再导入',
    en: 'A team of that name without a code is registered in the area as {allowed}; if it is the same, enter the number in a column 中心编号',
  },
  'same-name': {
    zh: '同一区划已有同名的有效机构（{allowed}），请人工核实；确为不同机构的，可在例外清单中说明理由',
    en: 'An active provider of the area bears this name ({allowed}): a person compares; if it is another, give a reason in the overrides',
  },
  'identity-number': {
    zh: '此处为公民身份号码，不得导入，号码不予显示',
    en: "This is a citizen's identity number: it is not imported and not shown",
  },
  'name-missing': { zh: '缺少名称', en: 'The name is missing' },
  'name-too-short': { zh: '名称不得少于{allowed}个字', en: 'A name has at least {allowed} characters' },
  'name-too-long': { zh: '名称不得超过{allowed}个字', en: 'A name has at most {allowed} characters' },
  'area-unknown': {
    zh: '不是本市现行区划；请填写：{allowed}',
    en: 'Not an area of the city today; allowed: {allowed}',
  },
  'category-unknown': {
    zh: '服务目录中没有此类别；请填写：{allowed}',
    en: 'The catalogue has no such category; allowed: {allowed}',
  },
  'too-many': { zh: '不得超过{allowed}项', en: 'At most {allowed}' },
  date: {
    zh: '日期应为 {allowed} 之间的某一天，如 2015-05-06',
    en: 'A day between {allowed}, such as 2015-05-06',
  },
  'kind-unknown': {
    zh: '类型无法识别；可填写：{allowed} 等',
    en: 'Unknown kind; allowed are {allowed} and others of data/registers.yaml',
  },
  'status-unknown': {
    zh: '登记状态无法识别；可填写：{allowed}',
    en: 'Unknown registration status; allowed: {allowed}',
  },
  'cell-missing': { zh: '新登记的机构必须填写此栏', en: 'A provider that is new needs this' },
  'too-long': { zh: '不得超过{allowed}个字', en: 'At most {allowed} characters' },
  cells: {
    zh: '本行有{value}个单元格，表头为{allowed}个',
    en: '{value} cells, {allowed} expected',
  },
  quote: {
    zh: '引号不成对：单元格含引号时，请将引号写两遍并用引号括起整个单元格',
    en: 'A stray quotation mark: double it, and quote the whole cell',
  },
  damaged: {
    zh: '含有已损坏的字符（显示为 �），请按原件更正',
    en: 'A damaged character (shown as �): correct it by the original',
  },
  'area-of-before': {
    zh: '“{value}”已撤销，按现行区划“{allowed}”登记',
    en: '“{value}” was abolished; recorded as “{allowed}”',
  },
  'date-serial': {
    zh: '电子表格日期数 {value}，按 {allowed} 登记',
    en: 'The number {value} was read as the day {allowed}, as spreadsheets count',
  },
  'uscc-subject': {
    zh: '主体标识码的校验位不符（GB 11714），请核对代码',
    en: 'The subject code within it has a wrong check character (GB 11714): please compare',
  },
  'centre-kept': {
    zh: '中心已另行录入“{allowed}”，未按登记册更改',
    en: 'The centre has entered “{allowed}” itself: it was left as it is',
  },
  'number-given': {
    zh: '没有代码的团队，中心编号为 {allowed}',
    en: 'A team without a code; its centre number is {allowed}',
  },
  'status-applied': {
    zh: '登记状态已按代码更新，名称待人工核实',
    en: 'The registration status was taken over by the code; the name waits for a person',
  },
  'kind-differs': {
    zh: '类型与已登记的“{allowed}”不同，未作更改',
    en: 'Another kind than the registered “{allowed}”: it was left as it is',
  },
}

const ALLOWED_SHOWN = 40

/** A reason with its values filled in. */
export function remarkText(code: FaultCode | NoteCode, value: string, allowed: readonly string[]): Text {
  const fill = (text: string, joint: string) =>
    text.replace('{value}', value).replace('{allowed}', allowed.slice(0, ALLOWED_SHOWN).join(joint))
  const { zh, en } = REMARK_TEXTS[code]
  return { zh: fill(zh, code === 'date' ? ' 至 ' : '、'), en: fill(en, code === 'date' ? ' and ' : ', ') }
}
