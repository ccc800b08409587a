import { defineErrors } from '../store/domain-error.ts'

/** Errors of the body of a request. */
export const bodyError = defineErrors({
  'body-missing': {
    status: 400,
    zh: {
      title: '缺少请求内容',
      detail: '本操作须提交请求内容',
      meaning: '请求没有正文。',
      action: '请按接口文档中的示例提交正文。',
    },
    en: {
      title: 'Body missing',
      detail: 'This operation needs a body',
      meaning: 'The request has no body.',
      action: 'Send a body like the example in the reference of the interface.',
    },
  },
  'json-malformed': {
    status: 400,
    zh: {
      title: '请求内容不是有效的 JSON',
      detail: '请检查语法和 UTF-8 编码',
      meaning: '正文无法按 JSON 解析。',
      action: '请检查括号、引号、逗号，并确认以 UTF-8 编码发送。',
    },
    en: {
      title: 'JSON malformed',
      detail: 'Check the syntax and the UTF-8 encoding',
      meaning: 'The body cannot be read as JSON.',
      action: 'Check brackets, quotes and commas, and that the body is sent in UTF-8.',
    },
  },
  'json-member-duplicate': {
    status: 400,
    zh: {
      title: '正文中有重复的成员',
      detail: '{pointer} 在同一对象中出现多次',
      meaning: '同一对象中有两个同名成员，各系统对取哪一个的处理不同。',
      action: '请只保留一个。',
    },
    en: {
      title: 'Member duplicate',
      detail: '{pointer} occurs more than once in its object',
      meaning: 'An object has two members of one name, and systems differ about which of them counts.',
      action: 'Keep one of them.',
    },
  },
  'body-invalid': {
    status: 400,
    zh: {
      title: '请求内容不符合接口规范',
      detail: '{pointer}：{rule}',
      meaning: '正文是有效的 JSON，但有成员缺失、多余，或其值不在允许的范围。',
      action: '请按 errors 中的位置和规则改正。',
    },
    en: {
      title: 'Body invalid',
      detail: '{pointer}: {rule}',
      meaning: 'The body is JSON, but a member is missing, unknown, or outside what is allowed.',
      action: 'Correct the place that `errors` points to.',
    },
  },
  'body-too-large': {
    status: 413,
    zh: {
      title: '请求内容过大',
      detail: '最多 {limit} 字节',
      meaning: '正文超过该操作的上限。',
      action: '请缩减内容，或分成几次提交。',
    },
    en: {
      title: 'Body too large',
      detail: 'At most {limit} bytes',
      meaning: 'The body is larger than the operation takes.',
      action: 'Shorten the body, or send it in parts.',
    },
  },
  'body-too-slow': {
    status: 408,
    zh: {
      title: '请求内容传输过慢',
      detail: '传输速度不得低于每秒 {rate} 字节',
      meaning: '为防止连接被占用，请求内容须以最低速度传完。',
      action: '请检查网络后重试；内容较大的，请分几次提交。',
    },
    en: {
      title: 'Body too slow',
      detail: 'A body must arrive with at least {rate} bytes a second',
      meaning: 'A body arrives at a minimum rate, so that slow connections do not use up the service.',
      action: 'Check the network and retry. Send a large body in parts.',
    },
  },
  'body-incomplete': {
    status: 400,
    zh: {
      title: '请求内容不完整',
      detail: '连接在请求内容传完之前中断',
      meaning: '请求内容没有传完。',
      action: '请检查网络后以同一幂等键重试。',
    },
    en: {
      title: 'Body incomplete',
      detail: 'The connection ended before the body did',
      meaning: 'The body did not arrive whole.',
      action: 'Check the network and retry under the same Idempotency-Key.',
    },
  },
  'body-undecodable': {
    status: 400,
    zh: {
      title: '请求内容无法解压',
      detail: '请求内容不是有效的 {encoding} 数据',
      meaning: '请求头 Content-Encoding 与请求内容不符，或数据已损坏。',
      action: '请核对压缩方式，或不压缩提交。',
    },
    en: {
      title: 'Body undecodable',
      detail: 'The body is no valid {encoding} data',
      meaning: 'The body contradicts its `Content-Encoding`, or is damaged.',
      action: 'Check the compression, or send the body without it.',
    },
  },
  'bodies-too-many': {
    status: 429,
    zh: {
      title: '同时传输的请求过多',
      detail: '同一地址最多同时传输 {most} 个请求内容，请在 {reset} 秒后重试',
      meaning: '同一网络地址未传完的请求内容已达上限。',
      action: '请等前面的请求传完后再提交。',
    },
    en: {
      title: 'Too many open bodies',
      detail: 'One address may send at most {most} bodies at once; try again in {reset} seconds',
      meaning: 'The network address has as many unfinished bodies as it may have.',
      action: 'Wait until earlier requests have been sent.',
    },
  },
  'content-type-unsupported': {
    status: 415,
    zh: {
      title: '不支持该内容类型',
      detail: '请使用 {type}',
      meaning: '请求头 Content-Type 或 Content-Encoding 的值不受支持。',
      action: '请改用所列的类型。',
    },
    en: {
      title: 'Content type unsupported',
      detail: 'Use {type}',
      meaning: 'The value of `Content-Type` or `Content-Encoding` is not supported.',
      action: 'Use the type that the detail names.',
    },
  },
})
