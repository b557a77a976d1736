/** 加处罚款决定: what has accrued by today and has not been decided before (行政处罚法 第七十二条; 行政强制法 第四十五条: never above the fine). */
import { z } from 'zod'
import { accruedBy, dischargeAfterRefusal, fineLeft, surchargeDecidedUntil } from '../enforcement/money.ts'
import { overtakeRefund } from '../enforcement/refund.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import { legalDay } from '../../platform/clock.ts'
import { updateRows } from '../../platform/database/rows.ts'
import { addDays } from '../../platform/legal-day.ts'
import { problem } from '../../platform/problem.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { FormData } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { sideFlow } from './kind.ts'
import { whyNothingOwed } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const surcharge = sideFlow({
  title: '加处罚款',
  law: '行政处罚法 第七十二条',
  document: 'surcharge-decision',
  summaryToo: true,
  fact: 'surcharge',
  fields: z.strictObject({ proposal: text(2000) }),
  whyNot: async (room, tx, row, asked) =>
    whyNothingOwed(row) ??
    (await whyAtCourt(tx, row)) ??
    (asked ? await whyLess(room, tx, row, asked) : await whyNone(room, tx, row)),
  async request(room, tx, row, { proposal }) {
    const until = legalDay(room.clock.now())
    const accrued = await accruedBy(room, tx.sql, row, until)
    const amount = accrued.fen - (row.surcharge_fen ?? 0)
    if (accrued.from === null || amount <= 0) throw problem('conflict', none)
    const before = await surchargeDecidedUntil(tx.sql, row)
    const from = before === undefined ? accrued.from : addDays(before, 1)
    const counted = before === undefined ? 0 : (await accruedBy(room, tx.sql, row, before)).days
    const limit = (await room.deadlines.ofCase(row.id, tx.sql)).findLast((one) => one.limit === 'payment')!
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
  async apply(room, tx, row, { amount }, actor) {
    const change = { surcharge_fen: (row.surcharge_fen ?? 0) + (amount as number), version: row.version + 1 }
    await updateRows<CaseRow>(tx.sql, 'cases', { id: row.id }, change)
    await overtakeRefund(room, tx, { ...row, ...change }, actor)
    return 'done'
  },
  refused: dischargeAfterRefusal,
})

const none = '没有可以加处的罚款：期限未届满、在行政复议或者诉讼期间，或者已达罚款数额'

async function whyNone(
  room: CaseRoom,
  { sql }: Pick<WriteTransaction, 'sql'>,
  row: CaseRow,
): Promise<string | undefined> {
  const { from, fen } = await accruedBy(room, sql, row, legalDay(room.clock.now()))
  return from === null || fen <= (row.surcharge_fen ?? 0) ? none : undefined
}

/**
 * The application says what is to be enforced (行政强制法 第五十五条), and for that the party was urged and could state its case (第五十四条): what was not decided by then
 * is not added to it while the court has the case.
 */
async function whyAtCourt({ sql }: WriteTransaction, { id }: CaseRow): Promise<string | undefined> {
  return dataOf(await effectiveFacts(sql, id), 'court-filing')
    ? '已经申请人民法院强制执行，不能再决定加处罚款（行政强制法 第五十四条、第五十五条）'
    : undefined
}

/** Meanwhile the fine was changed, a payment or a review became known that lies before that day. */
async function whyLess(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  { amount, until }: FormData,
): Promise<string | undefined> {
  const { fen } = await accruedBy(room, tx.sql, row, until as string)
  return (amount as number) > fen - (row.surcharge_fen ?? 0)
    ? '罚款决定、缴款或者复议、诉讼的情况已有变化，加处的数额少于申请的数额，请重新申请'
    : undefined
}
