/** 中止执行: on a ground of the law enforcement stands still until it is gone (行政强制法 第三十九条; data/enforcement.yaml). */
import { z } from 'zod'
import { plansOf, runningPlan } from '../enforcement/plan.ts'
import { beginStay, openStay } from '../enforcement/stay.ts'
import { legalDay } from '../../platform/clock.ts'
import { problem } from '../../platform/problem.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { enforcedNow } from '../own-enforcement/enforced.ts'
import { openOwn } from '../own-enforcement/model.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { sideFlow } from './kind.ts'
import { whyNothingOwed } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const enforcementStay = sideFlow({
  title: '中止执行',
  law: '行政强制法 第三十九条',
  document: 'enforcement-stay-decision',
  summaryToo: true,
  fact: 'enforcement-stay',
  suspendedToo: true,
  fields: z.strictObject({
    ground: text(20).describe('见 data/enforcement.yaml 的 stays'),
    reason: text(2000),
    evidence: text(500),
    harmless: z.boolean().describe('没有明显社会危害'),
  }),
  whyNot,
  async request(room, { sql }, row, given) {
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
    return {
      ...given,
      words: grounds[given.ground],
      from: legalDay(room.clock.now()),
      enforced: await enforcedNow(room, sql, row),
    }
  },
  async apply(room, tx, row, { ground, harmless }, actor, sideFlowId) {
    const given = { sideFlowId, ground: ground as string, harmless: harmless as boolean }
    return { stayedUntil: await beginStay(room, tx, row, actor, given) }
  },
})

async function whyNot(room: CaseRoom, { sql }: WriteTransaction, row: CaseRow): Promise<string | undefined> {
  if (await openStay(sql, row.id)) return '已经中止执行'
  // Of another duty than to pay, which this organ enforces itself, it is stayed whatever becomes of the fine.
  if (await openOwn(sql, row.id)) return undefined
  const owed = whyNothingOwed(row)
  if (owed !== undefined) return owed
  const payment = (await room.deadlines.ofCase(row.id, sql)).findLast(({ limit }) => limit === 'payment')
  if (payment?.state !== 'over') return '缴款期限尚未届满，执行尚未开始，不能中止'
  if (runningPlan(await plansOf(sql, row.id), row)) return '已经批准延期（分期）缴纳，不需要中止执行'
  if (dataOf(await effectiveFacts(sql, row.id), 'court-filing'))
    return '已经申请人民法院强制执行，由人民法院决定是否中止'
  return undefined
}
