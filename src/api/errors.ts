import { defineErrors } from '../store/domain-error.ts'

/** Errors of the form of a request: path, parameters, headers, body. */
export const edgeError = defineErrors({
  'route-not-found': {
    status: 404,
    zh: { title: '没有这个路径', detail: '{path} 不存在' },
    en: { title: 'No such path', detail: '{path} does not exist' },
  },
  'method-not-allowed': {
    status: 405,
    zh: { title: '不支持的方法', detail: '{path} 只支持 {allow}' },
    en: { title: 'Method not allowed', detail: '{path} takes {allow} only' },
  },
  'resource-not-found': {
    status: 404,
    zh: { title: '没有这个资源', detail: '{value} 不是本路径中可能存在的标识' },
    en: { title: 'No such resource', detail: '{value} is not an identifier that can exist under this path' },
  },
  'url-malformed': {
    status: 400,
    zh: { title: '网址编码有误', detail: '百分号编码不正确' },
    en: { title: 'Malformed URL', detail: 'The percent-encoding is broken' },
  },
  'query-unknown': {
    status: 400,
    zh: { title: '未知的查询参数', detail: '本操作没有参数 {name}' },
    en: { title: 'Unknown query parameter', detail: 'This operation has no parameter {name}' },
  },
  'query-repeated': {
    status: 400,
    zh: { title: '查询参数重复', detail: '参数 {name} 只能出现一次' },
    en: { title: 'Repeated query parameter', detail: 'The parameter {name} may stand only once' },
  },
  'query-invalid': {
    status: 400,
    zh: { title: '查询参数无效', detail: '{name}：{rule}' },
    en: { title: 'Invalid query parameter', detail: '{name}: {rule}' },
  },
  'header-invalid': {
    status: 400,
    zh: { title: '请求头无效', detail: '{name}：{rule}' },
    en: { title: 'Invalid header', detail: '{name}: {rule}' },
  },
  'body-missing': {
    status: 400,
    zh: { title: '缺少请求正文', detail: '本操作需要正文' },
    en: { title: 'No body', detail: 'This operation needs a body' },
  },
  'json-malformed': {
    status: 400,
    zh: { title: '正文不是有效的 JSON', detail: '请检查语法与 UTF-8 编码' },
    en: { title: 'Malformed JSON', detail: 'Check the syntax and the UTF-8 encoding' },
  },
  'body-invalid': {
    status: 400,
    zh: { title: '正文不符合约定', detail: '{pointer}：{rule}' },
    en: { title: 'The body is not as documented', detail: '{pointer}: {rule}' },
  },
  'text-invalid': {
    status: 400,
    zh: { title: '文本含有不可接受的字符', detail: '{pointer} 含有 NUL 或不成对的代理字符' },
    en: { title: 'Unacceptable characters in a text', detail: '{pointer} holds NUL or a lone surrogate' },
  },
  'body-too-large': {
    status: 413,
    zh: { title: '正文过大', detail: '最多 {limit} 字节' },
    en: { title: 'Body too large', detail: 'At most {limit} bytes' },
  },
  'body-too-slow': {
    status: 408,
    zh: { title: '正文传输过慢', detail: '请求正文的传输速度不得低于每秒 {rate} 字节' },
    en: { title: 'Body too slow', detail: 'A body must arrive with at least {rate} bytes a second' },
  },
  'body-incomplete': {
    status: 400,
    zh: { title: '正文不完整', detail: '连接在正文传完之前中断' },
    en: { title: 'Body incomplete', detail: 'The connection ended before the body did' },
  },
  'body-undecodable': {
    status: 400,
    zh: { title: '正文无法解压', detail: '正文不是有效的 {encoding} 数据' },
    en: { title: 'Body undecodable', detail: 'The body is no valid {encoding} data' },
  },
  'bodies-too-many': {
    status: 429,
    zh: { title: '同时传输的正文过多', detail: '同一地址最多同时传输 {most} 个请求正文，{reset} 秒后可再试' },
    en: {
      title: 'Too many open bodies',
      detail: 'One address may send at most {most} bodies at once; try again in {reset} seconds',
    },
  },
  'content-type-unsupported': {
    status: 415,
    zh: { title: '不支持的内容类型', detail: '请使用 {type}' },
    en: { title: 'Unsupported content type', detail: 'Use {type}' },
  },
  'idempotency-key-reused': {
    status: 422,
    zh: { title: '幂等键被用于不同的请求', detail: '同一 Idempotency-Key 只能重复同一请求' },
    en: { title: 'Idempotency-Key used for another request', detail: 'The same key may only repeat the same request' },
  },
  'answer-erased': {
    status: 409,
    zh: {
      title: '请求已执行，应答不再保存',
      detail: '此 Idempotency-Key 的请求已于 {at} 执行，未再执行；其应答所含文字已依法抹除，请另行读取该资源',
    },
    en: {
      title: 'The request was carried out, its answer is not kept',
      detail:
        'The request of this Idempotency-Key was carried out at {at} and was not repeated; its answer held words that have been erased. Read the resource instead',
    },
  },
})
