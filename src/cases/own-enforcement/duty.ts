/** The duty that is enforced: which document laid it on the party, when that was served, and until when it was to be done (行政强制法 第三十四条). */
import type { DocumentRow } from '../../documents/model.ts'
import { legalDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/database/sql.ts'
import type { LegalDay } from '../../documents/facts.ts'
import { problem } from '../../platform/problem.ts'
import { countsNow } from '../decision-round.ts'
import { fineLeft } from '../enforcement/money.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { lastIssued, servedAt } from './model.ts'
import type { Means, Source } from './rules.ts'

export interface Duty {
  document: DocumentRow
  /** Epoch ms. */
  servedAt: number
  /** Its last day. */
  until: LegalDay
}

/** @throws Problem where there is nothing yet to be enforced. */
export async function dutyOf(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  { means, source, until }: { means: Means; source: Source; until: LegalDay | undefined },
): Promise<Duty> {
  const document = await lastIssued(room, sql, row.id, source)
  if (!document || !countsNow(row, document))
    throw problem('conflict', '没有要求当事人履行义务的决定，不能强制执行（行政强制法 第三十四条）')
  if (row.decision_state === 'revoked')
    throw problem('conflict', '据以执行的决定已经被撤销（行政强制法 第四十条）')
  const served =
    (await servedAt(sql, document.id)) ?? (source === 'penalty-decision' ? row.served_at : undefined)
  if (served === undefined || served === null)
    throw problem('conflict', `《${document.name}》尚未送达当事人，不能强制执行（行政强制法 第三十四条）`)
  const last = means.asks.includes('money')
    ? await paymentEnds(room, sql, row)
    : source === 'correction-order'
      ? await correctionEnds(sql, row, legalDay(served))
      : statedEnd(until, legalDay(served))
  if (last >= legalDay(room.clock.now()))
    throw problem('conflict', `履行义务的期限至 ${last}，尚未届满（行政强制法 第三十四条）`)
  return { document, servedAt: served, until: last }
}

async function paymentEnds(room: CaseRoom, sql: Sql, row: CaseRow): Promise<LegalDay> {
  if (fineLeft(row) === 0 || row.enforcement_ended_at !== null)
    throw problem('conflict', '没有应当缴纳的罚款（行政强制法 第四十六条）')
  const facts = await effectiveFacts(sql, row.id)
  if (dataOf(facts, 'court-filing'))
    throw problem('conflict', '已经申请人民法院强制执行（行政强制法 第四十六条）')
  const payment = (await room.deadlines.ofCase(row.id, sql)).findLast(({ limit }) => limit === 'payment')
  if (payment?.state !== 'over') throw problem('conflict', '缴纳罚款的期限尚未届满（行政强制法 第三十四条）')
  return payment.dueOn
}

/** Of the order's own text; an order to put something right at once is due on the day of its service. */
async function correctionEnds(sql: Sql, row: CaseRow, served: LegalDay): Promise<LegalDay> {
  const facts = await effectiveFacts(sql, row.id)
  const order = dataOf(facts, 'correction') as { until?: LegalDay; corrected?: boolean } | undefined
  const recheck = dataOf(facts, 'recheck') as { outcome: string } | undefined
  if (order?.corrected === true || recheck?.outcome === '已改正')
    throw problem('conflict', '当事人已经改正，没有可以强制执行的义务（行政强制法 第三十四条）')
  return order?.until !== undefined && order.until > served ? order.until : served
}

/** A decision says it in words. */
function statedEnd(until: LegalDay | undefined, served: LegalDay): LegalDay {
  if (until === undefined || until < served)
    throw problem('input-invalid', '履行期限不对', [
      { path: 'until', message: `填写决定书确定的履行期限的最后一日，不早于送达之日 ${served}` },
    ])
  return until
}
