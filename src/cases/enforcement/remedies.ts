/** When the party can no longer go to review or to court: only then may the organ ask the court, and within three months (行政强制法 第五十三条). */
import { legalDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { addDays, endOfDay, startOfDay } from '../../platform/legal-day.ts'
import { problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { plansOf } from './plan.ts'

/** For the model's timer: are the remedies over, or when to look again. A stay does not hold back the three months (行政强制法 第三十九条). */
export async function checkRemedies(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
): Promise<{ over: boolean; nextCheckAt: number }> {
  const now = room.clock.now()
  const end = await room.remedies.end(sql, row.id)
  if (end === undefined) return { over: false, nextCheckAt: startOfDay(addDays(legalDay(now), 1)) }
  // A review that comes in meanwhile brings the end forward, but never nearer than the time for the suit after it.
  const { dueAt } = await room.deadlines.dueOf('litigation-after-review', now)
  return { over: now > end, nextCheckAt: Math.min(end, dueAt) + 1 }
}

/** Where deferral or instalments were approved, the three months begin when their time ends, if that is later (行政处罚法 第七十二条第二款). */
export async function courtTermStart(room: CaseRoom, sql: Sql, row: CaseRow): Promise<number> {
  const end = await room.remedies.end(sql, row.id)
  if (end === undefined) throw problem('conflict', '行政复议或者行政诉讼尚未终结，不能申请强制执行')
  const plans = (await plansOf(sql, row.id)).map(({ untilOn, brokenOn }) => endOfDay(brokenOn ?? untilOn))
  return Math.max(end, ...plans)
}
