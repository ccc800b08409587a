import type { Words } from '../store/domain-error.ts'

const VERSION: Words = { zh: '须为形如 1.0.0 的版本号', en: 'must be a version such as 1.0.0' }
const NAME: Words = {
  zh: '只能由字母、数字和 . _ - 组成，以字母或数字开头',
  en: 'must be letters, digits and . _ - after a letter or digit',
}
const DIGITS: Words = { zh: '须为数字', en: 'must be digits' }

/** The patterns of the contract, in words. A test requires that each pattern of a request stands here. */
export const PATTERN_WORDS: Readonly<Record<string, Words>> = {
  '^[A-Za-z0-9][A-Za-z0-9._-]*$': NAME,
  '^[A-Za-z0-9][A-Za-z0-9._:-]*$': {
    zh: '只能由字母、数字和 . _ : - 组成，以字母或数字开头',
    en: 'must be letters, digits and . _ : - after a letter or digit',
  },
  '^[A-Za-z0-9._:-]+$': { zh: '只能由字母、数字和 . _ : - 组成', en: 'must be letters, digits and . _ : -' },
  '^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$': {
    zh: '只能由字母和数字组成，中间可有 . 或 -',
    en: 'must be letters and digits, with single . or - between them',
  },
  '^[A-Za-z][A-Za-z0-9 ./-]*[A-Za-z0-9]$': {
    zh: '只能由字母、数字、空格和 . / - 组成，以字母开头，以字母或数字结尾',
    en: 'must be letters, digits, blanks and . / -, from a letter to a letter or digit',
  },
  '^[a-z0-9-]+$': { zh: '只能由小写字母、数字和 - 组成', en: 'must be small letters, digits and -' },
  '^[a-z]+(\\.[a-z-]+)+$': {
    zh: '须为由点分开的小写单词，如 appeal.decided',
    en: 'must be small words with dots between them, such as appeal.decided',
  },
  '^[a-z-]+\\.[a-z-]+$': {
    zh: '须为由点分开的两个小写单词，如 appeal.decided',
    en: 'must be two small words with a dot between them, such as appeal.decided',
  },
  '^[0-9]{2}([0-9]{2}([0-9]{2})?)?$': {
    zh: '须为 2、4 或 6 位数字的行政区划代码',
    en: 'must be an area code of 2, 4 or 6 digits',
  },
  '^[0-9]{2}(-[0-9]{3})?$': {
    zh: '须为类别代码（2 位数字）或服务项目代码（如 05-001）',
    en: 'must be a category of 2 digits or an item such as 05-001',
  },
  '^[0-9]{2}-[0-9]{3}$': { zh: '须为形如 05-001 的服务项目代码', en: 'must be an item such as 05-001' },
  '^[0-9]{2}$': { zh: '须为 2 位数字的类别代码', en: 'must be a category of 2 digits' },
  '^[0-9]{1,6}$': DIGITS,
  '^[0-9]{1,16}$': DIGITS,
  '^[0-9a-f]{64}$': { zh: '须为 64 位十六进制小写数字', en: 'must be 64 small hexadecimal digits' },
  '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$': {
    zh: '须为本服务给出的标识（UUIDv7）',
    en: 'must be an identifier that this service gave (UUIDv7)',
  },
  '^[0-9]+\\.[0-9]+\\.[0-9]+$': VERSION,
  '^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)$': VERSION,
  '^(AAA|AA|A|BBB|BB|B|CCC|CC|C|D)$': {
    zh: '只能是：AAA, AA, A, BBB, BB, B, CCC, CC, C, D',
    en: 'must be one of: AAA, AA, A, BBB, BB, B, CCC, CC, C, D',
  },
}
