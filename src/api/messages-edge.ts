import type { Messages } from './messages.ts'

/** What the edge itself can answer, before or after a handler. */
export const EDGE_MESSAGES: Messages = {
  'route-not-found': { 'zh-CN': ['没有这个路径', '{path} 不存在'], en: ['No such path', '{path} does not exist'] },
  'method-not-allowed': {
    'zh-CN': ['不支持的方法', '{path} 只支持 {allow}'],
    en: ['Method not allowed', '{path} takes {allow} only'],
  },
  'resource-not-found': {
    'zh-CN': ['没有这个资源', '{value} 不是本路径中可能存在的标识'],
    en: ['No such resource', '{value} is not an identifier that can exist under this path'],
  },
  'url-malformed': {
    'zh-CN': ['网址编码有误', '百分号编码不正确'],
    en: ['Malformed URL', 'The percent-encoding is broken'],
  },
  'query-unknown': {
    'zh-CN': ['未知的查询参数', '本操作没有参数 {name}'],
    en: ['Unknown query parameter', 'This operation has no parameter {name}'],
  },
  'query-repeated': {
    'zh-CN': ['查询参数重复', '参数 {name} 只能出现一次'],
    en: ['Repeated query parameter', 'The parameter {name} may stand only once'],
  },
  'query-invalid': { 'zh-CN': ['查询参数无效', '{name}：{rule}'], en: ['Invalid query parameter', '{name}: {rule}'] },
  'header-invalid': { 'zh-CN': ['请求头无效', '{name}：{rule}'], en: ['Invalid header', '{name}: {rule}'] },
  'cursor-invalid': {
    'zh-CN': ['翻页游标无效', '请原样使用上一页的 next'],
    en: ['Invalid cursor', 'Use the `next` of the page before as it is'],
  },
  'body-missing': { 'zh-CN': ['缺少请求正文', '本操作需要正文'], en: ['No body', 'This operation needs a body'] },
  'json-malformed': {
    'zh-CN': ['正文不是有效的 JSON', '请检查语法与 UTF-8 编码'],
    en: ['Malformed JSON', 'Check the syntax and the UTF-8 encoding'],
  },
  'body-invalid': {
    'zh-CN': ['正文不符合约定', '{pointer}：{rule}'],
    en: ['The body is not as documented', '{pointer}: {rule}'],
  },
  'text-invalid': {
    'zh-CN': ['文本含有不可接受的字符', '{pointer} 含有 NUL 或不成对的代理字符'],
    en: ['Unacceptable characters in a text', '{pointer} holds NUL or a lone surrogate'],
  },
  'body-too-large': { 'zh-CN': ['正文过大', '最多 {limit} 字节'], en: ['Body too large', 'At most {limit} bytes'] },
  'content-type-unsupported': {
    'zh-CN': ['不支持的内容类型', '请使用 {type}'],
    en: ['Unsupported content type', 'Use {type}'],
  },
  'key-missing': {
    'zh-CN': ['需要密钥', '请以 Authorization: Bearer xq_… 发送密钥'],
    en: ['A key is needed', 'Send it as Authorization: Bearer xq_…'],
  },
  'key-invalid': {
    'zh-CN': ['密钥无效', '密钥不存在或已吊销'],
    en: ['Invalid key', 'There is no such key, or it was revoked'],
  },
  'role-not-allowed': {
    'zh-CN': ['角色无权操作', '角色 {role} 不能执行 {operation}'],
    en: ['Role not allowed', 'The role {role} may not do {operation}'],
  },
  'not-your-provider': {
    'zh-CN': ['不是本机构', '该密钥只能访问其所属机构'],
    en: ['Not your provider', 'This key is bound to another provider'],
  },
  'etag-mismatch': {
    'zh-CN': ['资源已被修改', '当前版本为 {etag}，请重新读取后再改'],
    en: ['The resource has changed', 'It is now {etag}; read it again first'],
  },
  'idempotency-key-reused': {
    'zh-CN': ['幂等键被用于不同的请求', '同一 Idempotency-Key 只能重复同一请求'],
    en: ['Idempotency-Key used for another request', 'The same key may only repeat the same request'],
  },
  'answer-erased': {
    'zh-CN': [
      '请求已执行，应答不再保存',
      '此 Idempotency-Key 的请求已于 {at} 执行，未再执行；其应答所含文字已依法抹除，请另行读取该资源',
    ],
    en: [
      'The request was carried out, its answer is not kept',
      'The request of this Idempotency-Key was carried out at {at} and was not repeated; its answer held words that have been erased. Read the resource instead',
    ],
  },
  'provider-required': {
    'zh-CN': ['缺少所属机构', '角色 firm 的密钥必须绑定一家机构'],
    en: ['No provider given', 'A key of the role firm must be bound to a provider'],
  },
  'provider-refused': {
    'zh-CN': ['不应给出机构', '只有角色 firm 的密钥绑定机构'],
    en: ['Provider not applicable', 'Only keys of the role firm are bound to a provider'],
  },
  'key-not-found': { 'zh-CN': ['没有这个密钥', '{id}'], en: ['No such key', '{id}'] },
  'key-already-revoked': { 'zh-CN': ['密钥已吊销', '{id}'], en: ['Key already revoked', '{id}'] },
  'version-not-reached': {
    'zh-CN': ['尚未达到所要求的版本', '要求 {demanded}，目前 {version}，请稍后重试'],
    en: ['The demanded version is not reached yet', 'Demanded {demanded}, now {version}: try again later'],
  },
  'store-unavailable': {
    'zh-CN': ['数据库暂不可用', '请稍后重试'],
    en: ['The database is not available', 'Try again shortly'],
  },
  'store-full': {
    'zh-CN': ['磁盘空间已满', '暂不能写入，读取不受影响；空间恢复后请重试'],
    en: ['The disk is full', 'Nothing can be written; reads go on. Try again when there is space'],
  },
  'store-read-only': {
    'zh-CN': ['磁盘只读', '暂不能写入，读取不受影响'],
    en: ['The disk is read-only', 'Nothing can be written; reads go on'],
  },
  overloaded: {
    'zh-CN': ['服务繁忙', '请稍后重试；派单查询优先于搜索和导出'],
    en: ['The service is overloaded', 'Try again shortly; dispatch answers come before searches and exports'],
  },
  'quota-exceeded': {
    'zh-CN': ['请求过于频繁', '每分钟最多 {quota} 次，{reset} 秒后可再试'],
    en: ['Too many requests', 'At most {quota} a minute; try again in {reset} seconds'],
  },
  starting: {
    'zh-CN': ['服务正在启动', '请稍后重试；首次启动需要装载数据'],
    en: ['The service is starting', 'Try again shortly; the first start loads its data'],
  },
  draining: { 'zh-CN': ['服务正在停止', '请向其他实例重试'], en: ['The service is stopping', 'Try another instance'] },
  internal: {
    'zh-CN': ['内部错误', '请附上请求编号联系中心'],
    en: ['Internal error', 'Contact the centre with the request id'],
  },
  'response-invalid': {
    'zh-CN': ['应答不符合约定', '{operation} {status}：{rule}'],
    en: ['The answer is not as documented', '{operation} {status}: {rule}'],
  },
}
