import { defineErrors } from '../store/domain-error.ts'

/** Errors of the service itself. */
export const serviceError = defineErrors({
  'version-not-reached': {
    status: 503,
    zh: { title: '尚未达到所要求的版本', detail: '要求 {demanded}，目前 {version}，请稍后重试' },
    en: {
      title: 'The demanded version is not reached yet',
      detail: 'Demanded {demanded}, now {version}: try again later',
    },
  },
  overloaded: {
    status: 503,
    zh: { title: '服务繁忙', detail: '请稍后重试；派单查询优先于搜索和导出' },
    en: {
      title: 'The service is overloaded',
      detail: 'Try again shortly; dispatch answers come before searches and exports',
    },
  },
  starting: {
    status: 503,
    zh: { title: '服务正在启动', detail: '请稍后重试；首次启动需要装载数据' },
    en: { title: 'The service is starting', detail: 'Try again shortly; the first start loads its data' },
  },
  draining: {
    status: 503,
    zh: { title: '服务正在停止', detail: '请向其他实例重试' },
    en: { title: 'The service is stopping', detail: 'Try another instance' },
  },
  internal: {
    status: 500,
    zh: { title: '内部错误', detail: '请附上请求编号联系中心' },
    en: { title: 'Internal error', detail: 'Contact the centre with the request id' },
  },
  'response-invalid': {
    status: 500,
    zh: { title: '应答不符合约定', detail: '{operation} {status}：{rule}' },
    en: { title: 'The answer is not as documented', detail: '{operation} {status}: {rule}' },
  },
})
