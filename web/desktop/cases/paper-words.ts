/** How an attempt to serve a paper, and the paper itself, stand in words. */
import { day } from '../../shared/words.ts'
import type { Attempt, Paper } from './service-acts.ts'

const states = {
  'to-serve': '待送达',
  'under-way': '送达中',
  served: '已送达',
  'given-up': '不再送达',
} as const

export const paperState = ({ state }: Pick<Paper, 'state'>) => states[state]

const outcomes = {
  requested: '正在审批',
  'under-way': '等结果',
  submitted: '正在办理',
  served: '已送达',
  failed: '未能送达',
  void: '作罢',
} as const

/** 邮寄送达 2026-03-02，邮件号码 …：未能送达，查无此人 */
export function attemptWords({ title, state, particulars, beganAt, servedAt, reason, way }: Attempt): string {
  const { trackingNumber, entrustedTo, recipient, media, refusal, returned } = particulars
  const at = servedAt ?? beganAt
  const said = [
    at === null ? title : `${title} ${day(at)}`,
    trackingNumber && `邮件号码 ${trackingNumber}`,
    entrustedTo && `委托${entrustedTo}`,
    media && `发布于${media}`,
  ].filter(Boolean)
  const outcome = way === 'announcement' && state === 'under-way' ? '公告中' : outcomes[state]
  const more = [
    returned && '退回',
    recipient && state === 'served' && `${recipient}收`,
    refusal,
    reason,
  ].filter(Boolean)
  return `${said.join('，')}：${[outcome, ...more].join('，')}`
}
