/** 加处罚款决定: what has accrued by today and has not been decided before (行政处罚法 第七十二条; 行政强制法 第四十五条: never above the fine). */
import { z } from 'zod'
import { accruedBy, dischargeAfterRefusal, fineLeft } from '../enforcement/money.ts'
import { legalDay } from '../../platform/clock.ts'
import { updateRows } from '../../platform/database/rows.ts'
import { addDays } from '../../platform/legal-day.ts'
import { problem } from '../../platform/problem.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import { sideFlow } from './kind.ts'
import { requireFineOwed, text } from './requirements.ts'

export const surcharge = sideFlow({
  title: '加处罚款',
  law: '行政处罚法 第七十二条',
  document: 'surcharge-decision',
  summaryToo: true,
  fact: 'surcharge',
  fields: z.strictObject({ proposal: text(2000) }),
  async request(room, tx, row, { proposal }) {
    requireFineOwed(row)
    const until = legalDay(room.clock.now())
    const accrued = await accruedBy(room, tx.sql, row, until)
    const amount = accrued.fen - (row.surcharge_fen ?? 0)
    if (accrued.from === null || amount <= 0)
      throw problem('conflict', '没有可以加处的罚款：期限未届满、在行政复议或者诉讼期间，或者已达罚款数额')
    const before = await decidedBefore(room, tx.sql, row)
    const from = before === undefined ? accrued.from : addDays(before, 1)
    const counted = before === undefined ? 0 : (await accruedBy(room, tx.sql, row, before)).days
    const limit = (await room.deadlines.ofCase(row.id)).findLast((one) => one.limit === 'payment')!
    return {
      proposal,
      dueOn: limit.dueOn,
      unpaid: fineLeft(row),
      from,
      until,
      days: accrued.days - counted,
      dailyPercent: room.enforcementRules.surcharge.dailyPercent,
      amount,
      capped: accrued.capped,
    }
  },
  async apply(_room, tx, row, { amount }) {
    const surcharge_fen = (row.surcharge_fen ?? 0) + (amount as number)
    await updateRows<CaseRow>(tx.sql, 'cases', { id: row.id }, { surcharge_fen, version: row.version + 1 })
    return 'done'
  },
  refused: dischargeAfterRefusal,
})

/** The last day of the decision before this one. */
async function decidedBefore(
  _room: object,
  sql: Parameters<typeof effectiveFacts>[0],
  row: CaseRow,
): Promise<string | undefined> {
  if (!row.surcharge_fen) return undefined
  return (dataOf(await effectiveFacts(sql, row.id), 'surcharge') as { until?: string } | undefined)?.until
}
