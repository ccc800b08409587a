import { defineErrors } from '../store/domain-error.ts'

/** Errors of keys, roles and quotas. */
export const callerError = defineErrors({
  'key-missing': {
    status: 401,
    zh: { title: '需要密钥', detail: '请以 Authorization: Bearer xq_… 发送密钥' },
    en: { title: 'A key is needed', detail: 'Send it as Authorization: Bearer xq_…' },
  },
  'key-invalid': {
    status: 401,
    zh: { title: '密钥无效', detail: '密钥不存在或已吊销' },
    en: { title: 'Invalid key', detail: 'There is no such key, or it was revoked' },
  },
  'role-not-allowed': {
    status: 403,
    zh: { title: '角色无权操作', detail: '角色 {role} 不能执行 {operation}' },
    en: { title: 'Role not allowed', detail: 'The role {role} may not do {operation}' },
  },
  'quota-exceeded': {
    status: 429,
    zh: { title: '请求过于频繁', detail: '每分钟最多 {quota} 次，{reset} 秒后可再试' },
    en: { title: 'Too many requests', detail: 'At most {quota} a minute; try again in {reset} seconds' },
  },
  'provider-required': {
    status: 422,
    zh: { title: '缺少所属机构', detail: '角色 firm 的密钥必须绑定一家机构' },
    en: { title: 'No provider given', detail: 'A key of the role firm must be bound to a provider' },
  },
  'provider-refused': {
    status: 422,
    zh: { title: '不应给出机构', detail: '只有角色 firm 的密钥绑定机构' },
    en: { title: 'Provider not applicable', detail: 'Only keys of the role firm are bound to a provider' },
  },
  'key-not-found': {
    status: 404,
    zh: { title: '没有这个密钥', detail: '{id}' },
    en: { title: 'No such key', detail: '{id}' },
  },
  'key-already-revoked': {
    status: 409,
    zh: { title: '密钥已吊销', detail: '{id}' },
    en: { title: 'Key already revoked', detail: '{id}' },
  },
})
