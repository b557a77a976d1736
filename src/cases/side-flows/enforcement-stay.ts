/** 中止执行: on a ground of the law enforcement stands still until it is gone (行政强制法 第三十九条; data/enforcement.yaml). */
import { z } from 'zod'
import { plansOf, runningPlan } from '../enforcement/plan.ts'
import { beginStay, openStay } from '../enforcement/stay.ts'
import { legalDay } from '../../platform/clock.ts'
import { problem } from '../../platform/problem.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import { sideFlow } from './kind.ts'
import { requireFineOwed, text } from './requirements.ts'

export const enforcementStay = sideFlow({
  title: '中止执行',
  law: '行政强制法 第三十九条',
  document: 'enforcement-stay-decision',
  summaryToo: true,
  fact: 'enforcement-stay',
  fields: z.strictObject({
    ground: text(20).describe('见 data/enforcement.yaml 的 stays'),
    reason: text(2000),
    evidence: text(500),
    harmless: z.boolean().describe('没有明显社会危害'),
  }),
  async request(room, tx, row, given) {
    requireFineOwed(row)
    const { grounds } = room.enforcementRules.stays
    if (!(given.ground in grounds))
      throw problem('input-invalid', '中止执行的事由不对', [
        {
          path: 'ground',
          message: `应当是：${Object.entries(grounds)
            .map(([code, words]) => `${code} ${words}`)
            .join('；')}`,
        },
      ])
    const payment = (await room.deadlines.ofCase(row.id, tx.sql)).findLast(({ limit }) => limit === 'payment')
    if (payment?.state !== 'over') throw problem('conflict', '缴款期限尚未届满，执行尚未开始，不能中止')
    if (runningPlan(await plansOf(tx.sql, row.id), row))
      throw problem('conflict', '已经批准延期（分期）缴纳，不需要中止执行')
    if (await openStay(tx.sql, row.id)) throw problem('conflict', '已经中止执行')
    if (dataOf(await effectiveFacts(tx.sql, row.id), 'court-filing'))
      throw problem('conflict', '已经申请人民法院强制执行，由人民法院决定是否中止')
    return { ...given, words: grounds[given.ground], from: legalDay(room.clock.now()) }
  },
  async apply(room, tx, row, { ground, harmless }, actor, sideFlowId) {
    if (row.paid_at !== null || row.enforcement_ended_at !== null)
      return { refused: '罚款已经缴清或者已经终结执行' }
    const given = { sideFlowId, ground: ground as string, harmless: harmless as boolean }
    return { stayedUntil: await beginStay(room, tx, row, actor, given) }
  },
})
