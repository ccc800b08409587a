/** Titles of the lines and reasons of a rating. */
import type { Language } from '../../api/operations.ts'
import type { Dimension } from '../rules/explanation.ts'
import type { Lines } from '../rules/score.ts'

type Texts = Record<Language, string>

/** Every line of a score, in the order in which an explanation shows them (hk-credit 7.5). */
export const LINE_TEXTS: Record<keyof Lines, Texts> = {
  review: { 'zh-CN': '评价：客户评价按权重与时间衰减后的得分', en: 'Reviews: what customers said, by weight and age' },
  completion: { 'zh-CN': '履约：接单后完成服务的比例', en: 'Completion: share of orders that were completed' },
  complaints: {
    'zh-CN': '投诉：查实投诉相对于服务量的得分',
    en: 'Complaints: upheld complaints against the number of orders',
  },
  response: { 'zh-CN': '响应：五分钟内应答的比例', en: 'Response: share of orders answered within five minutes' },
  inspection: { 'zh-CN': '检查：监管检查的得分', en: 'Inspections: scores that inspectors gave' },
  certificates: { 'zh-CN': '认证：现行有效的资质认证加分', en: 'Certificates: credentials that are valid today' },
  sanctions: {
    'zh-CN': '惩戒：仍在期限内且未修复的失信惩戒扣分',
    en: 'Sanctions: adverse records in force and not repaired',
  },
  alarm: {
    'zh-CN': '预警：评价骤降预警后旧好评折减的影响',
    en: 'Alarm: earlier praise counts less after a sudden decline',
  },
  uncertainty: {
    'zh-CN': '不确定性：样本少或客户集中时的扣减',
    en: 'Uncertainty: deduction for few or concentrated orders',
  },
  remainder: { 'zh-CN': '取整与上下限的余数', en: 'Remainder of rounding and limits' },
}

/** Why points are missing, by dimension (hk-credit 7.5, reasons). */
export const REASON_TEXTS: Record<Dimension, Texts> = {
  review: { 'zh-CN': '评价未达满分', en: 'Reviews below the best' },
  completion: { 'zh-CN': '有服务未完成', en: 'Orders that were not completed' },
  complaints: { 'zh-CN': '有查实的投诉', en: 'Complaints that were upheld' },
  response: { 'zh-CN': '有求助未在五分钟内应答', en: 'Orders not answered within five minutes' },
  inspection: { 'zh-CN': '检查未达满分或尚无检查', en: 'Inspections below the best, or none yet' },
}
