import { defineErrors } from '../store/domain-error.ts'

/** Errors of the service itself. */
export const serviceError = defineErrors({
  'version-not-reached': {
    status: 503,
    zh: {
      title: '数据尚未更新到要求的版本',
      detail: '要求不低于 {demanded}，目前为 {version}，请稍后重试',
      meaning: '请求要求读取不早于某一版本的数据，本实例在限定时间内尚未取得该版本。',
      action: '请按应答头 Retry-After 等待后重试。',
    },
    en: {
      title: 'Version not reached',
      detail: 'Demanded {demanded}, now {version}: try again shortly',
      meaning: 'The request demands data of a version that this instance has not seen within its patience.',
      action: 'Retry after the seconds in `Retry-After`.',
    },
  },
  overloaded: {
    status: 503,
    zh: {
      title: '服务繁忙',
      detail: '请稍后重试；派单查询优先于检索和导出',
      meaning: '服务处于过载保护状态，暂不接受此类请求。',
      action: '请按应答头 Retry-After 等待后重试，多次失败时逐次延长间隔。',
    },
    en: {
      title: 'Service overloaded',
      detail: 'Try again shortly; dispatch queries come before searches and exports',
      meaning: 'The service sheds load and does not take requests of this class for the moment.',
      action: 'Retry after the seconds in `Retry-After`, with growing pauses.',
    },
  },
  'query-too-long': {
    status: 503,
    zh: {
      title: '查询耗时过长',
      detail: '查询在规定时间内没有完成',
      meaning: '服务中止了耗时过长的查询，以免影响派单。',
      action: '请缩小查询范围（增加条件、缩短时段、减少每页条数）后重试。',
    },
    en: {
      title: 'Query too long',
      detail: 'The query was not answered in time',
      meaning: 'The service gave up a query that took too long, so that dispatch is not held up.',
      action: 'Ask for less: more conditions, a shorter period, a smaller page. Then retry.',
    },
  },
  starting: {
    status: 503,
    zh: {
      title: '服务正在启动',
      detail: '请稍后重试；首次启动需要载入数据',
      meaning: '服务进程已经运行，尚未完成启动。',
      action: '请稍后重试。',
    },
    en: {
      title: 'Service starting',
      detail: 'Try again shortly; the first start loads its data',
      meaning: 'The process runs, but has not finished its start.',
      action: 'Try again shortly.',
    },
  },
  draining: {
    status: 503,
    zh: {
      title: '服务正在停止',
      detail: '请稍后重试',
      meaning: '本实例即将停止，不再接受新的请求。',
      action: '请向其他实例重试，或稍后重试。',
    },
    en: {
      title: 'Service stopping',
      detail: 'Try another instance, or try again shortly',
      meaning: 'This instance is about to stop and takes no new requests.',
      action: 'Retry at another instance, or try again shortly.',
    },
  },
  internal: {
    status: 500,
    zh: {
      title: '内部错误',
      detail: '服务未能完成请求，请将请求编号告知中心',
      meaning: '服务出现未预料的故障，与请求内容无关。',
      action: '请记下应答中的请求编号并联系中心；带幂等键的请求可以用同一键重试。',
    },
    en: {
      title: 'Internal error',
      detail: 'The service could not complete the request; give the centre the request id',
      meaning: 'A fault of the service that nobody foresaw.',
      action:
        'Note the request id and contact the centre. A request with an Idempotency-Key may be repeated under the same key.',
    },
  },
  'response-invalid': {
    status: 500,
    zh: {
      title: '应答不符合接口规范',
      detail: '应答未通过检查，操作名称“{operation}”，状态码 {status}：{rule}',
      meaning: '开启应答检查后，服务发现自身的应答与接口规范不符。',
      action: '请将操作名称和请求编号告知中心。',
    },
    en: {
      title: 'Answer not as documented',
      detail: '{operation} {status}: {rule}',
      meaning:
        'With the check of answers switched on, the service found an answer of its own that breaks the contract.',
      action: 'Report the operation and the request id to the centre.',
    },
  },
})
