import { defineErrors } from '../store/domain-error.ts'

/** Errors of the form of a request: path, parameters, headers, body. */
export const edgeError = defineErrors({
  'route-not-found': {
    status: 404,
    zh: {
      title: '没有该路径',
      detail: '没有路径 {path}',
      meaning: '请求的路径不在接口规范中。',
      action: '请对照接口文档检查路径和版本前缀。',
    },
    en: {
      title: 'Path not found',
      detail: 'There is no path {path}',
      meaning: 'The path is not in the contract.',
      action: 'Compare the path and its version prefix with the reference of the interface.',
    },
  },
  'method-not-allowed': {
    status: 405,
    zh: {
      title: '不支持该请求方法',
      detail: '{path} 只支持 {allow}',
      meaning: '该路径存在，但不支持所用的请求方法。',
      action: '请改用应答头 Allow 列出的方法。',
    },
    en: {
      title: 'Method not allowed',
      detail: '{path} takes {allow} only',
      meaning: 'The path exists, but not with this method.',
      action: 'Use one of the methods that `Allow` lists.',
    },
  },
  'problem-not-found': {
    status: 404,
    zh: {
      title: '没有该错误代码',
      detail: '没有错误代码“{code}”',
      meaning: '网址中的代码不在错误代码目录中。',
      action: '请在错误代码目录中核对。',
    },
    en: {
      title: 'Problem code not found',
      detail: 'There is no problem code {code}',
      meaning: 'The path names a code that the catalogue of errors does not hold.',
      action: 'Look the code up in the catalogue of errors.',
    },
  },
  'resource-not-found': {
    status: 404,
    zh: {
      title: '没有该资源',
      detail: '编号格式不正确：“{value}”',
      meaning: '路径中的编号不符合该类资源的编号格式，因此不可能存在。',
      action: '请核对编号。',
    },
    en: {
      title: 'Resource not found',
      detail: '{value} cannot be an identifier under this path',
      meaning: 'The path holds an identifier that nothing of this kind can have.',
      action: 'Check the identifier.',
    },
  },
  'url-malformed': {
    status: 400,
    zh: {
      title: '网址编码有误',
      detail: '网址中的汉字等字符须按 UTF-8 作百分号编码',
      meaning: '网址中含有未经编码的字符，或百分号编码无法解码为 UTF-8 文本。',
      action: '请按 RFC 3986 对参数重新编码。',
    },
    en: {
      title: 'URL malformed',
      detail: 'Characters beyond ASCII must be percent-encoded as UTF-8',
      meaning: 'The URL holds a character without encoding, or its percent-encoding does not decode to UTF-8.',
      action: 'Encode the parameters again as RFC 3986 says.',
    },
  },
  'request-malformed': {
    status: 400,
    zh: {
      title: '请求不是有效的 HTTP',
      detail: '请求行或请求头无法解析',
      meaning: '服务收到的内容不是有效的 HTTP 请求。',
      action: '请检查客户端或中间代理。',
    },
    en: {
      title: 'Request malformed',
      detail: 'The request line or the headers are no valid HTTP',
      meaning: 'The bytes that arrived are no HTTP request.',
      action: 'Check the client, or the proxy between.',
    },
  },
  'headers-too-large': {
    status: 431,
    zh: {
      title: '请求头过大',
      detail: '网址与请求头合计不得超过 16384 字节',
      meaning: '网址与请求头超过了服务接受的长度。',
      action: '请缩短网址或减少请求头。',
    },
    en: {
      title: 'Headers too large',
      detail: 'URL and headers together may have at most 16384 bytes',
      meaning: 'URL and headers are longer than the service accepts.',
      action: 'Shorten the URL, or send fewer headers.',
    },
  },
  'headers-too-slow': {
    status: 408,
    zh: {
      title: '请求头传输过慢',
      detail: '请求头须在 10 秒内传完',
      meaning: '请求头没有在规定时间内到达。',
      action: '请检查网络后重试。',
    },
    en: {
      title: 'Headers too slow',
      detail: 'The headers must arrive within 10 seconds',
      meaning: 'The headers did not arrive in time.',
      action: 'Check the network and try again.',
    },
  },
  'query-unknown': {
    status: 400,
    zh: {
      title: '未知的查询参数',
      detail: '本操作没有参数 {name}',
      meaning: '查询字符串中有接口规范未列出的参数。',
      action: '请删去该参数，或核对拼写。',
    },
    en: {
      title: 'Query parameter unknown',
      detail: 'This operation has no parameter {name}',
      meaning: 'The query string names a parameter that the contract does not have.',
      action: 'Remove the parameter, or check its spelling.',
    },
  },
  'query-repeated': {
    status: 400,
    zh: {
      title: '查询参数重复',
      detail: '参数 {name} 只能出现一次',
      meaning: '同一查询参数出现了多次。',
      action: '请只保留一个。',
    },
    en: {
      title: 'Query parameter repeated',
      detail: 'The parameter {name} may occur once',
      meaning: 'A query parameter occurs more than once.',
      action: 'Keep one of them.',
    },
  },
  'query-invalid': {
    status: 400,
    zh: {
      title: '查询参数不符合接口规范',
      detail: '{name}：{rule}',
      meaning: '查询参数的值不符合接口规范的格式或范围。',
      action: '请按 errors 中指出的规则改正。',
    },
    en: {
      title: 'Query parameter invalid',
      detail: '{name}: {rule}',
      meaning: 'The value of a query parameter breaks its format or range.',
      action: 'Correct it as the rule in `errors` says.',
    },
  },
  'header-invalid': {
    status: 400,
    zh: {
      title: '请求头不符合接口规范',
      detail: '{name}：{rule}',
      meaning: '请求头的值不符合接口规范的格式。',
      action: '请按 errors 中指出的规则改正。',
    },
    en: {
      title: 'Header invalid',
      detail: '{name}: {rule}',
      meaning: 'The value of a header breaks its format.',
      action: 'Correct it as the rule in `errors` says.',
    },
  },
  'text-invalid': {
    status: 400,
    zh: {
      title: '文本含有不可接受的字符',
      detail: '{pointer} 含有空字符或不成对的代理字符',
      meaning: '文本中有数据库和其他系统无法保存的字符。',
      action: '请删去这些字符后重新提交。',
    },
    en: {
      title: 'Text invalid',
      detail: '{pointer} holds NUL or a lone surrogate',
      meaning: 'A text holds characters that databases and other systems cannot keep.',
      action: 'Remove the characters and send the request again.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    zh: {
      title: '幂等键已用于其他请求',
      detail: '同一幂等键只能重复同一请求',
      meaning: '该幂等键此前用于内容不同的请求。',
      action: '重试时请保持内容不变；新的请求请使用新的幂等键。',
    },
    en: {
      title: 'Idempotency-Key reused',
      detail: 'The same key may only repeat the same request',
      meaning: 'The key was used for a request with another content.',
      action: 'Repeat a request unchanged; give a new request a new key.',
    },
  },
  'answer-erased': {
    status: 409,
    zh: {
      title: '请求已办理，应答不再保存',
      detail: '该幂等键的请求已于 {at} 办理，本次未重复办理；原应答中的文字已依法抹除',
      meaning: '重复提交的请求此前已经办理，但原应答含有已抹除的文字，不能再次给出。',
      action: '请另行读取该资源，不要更换幂等键重复提交。',
    },
    en: {
      title: 'Answer erased',
      detail:
        'The request of this Idempotency-Key was carried out at {at} and was not repeated; its answer held words that have been erased',
      meaning:
        'The request was carried out before, and its first answer cannot be given again because it held words that were erased.',
      action: 'Read the resource instead. Do not send the request under another key.',
    },
  },
})
