/** When the party can no longer go to review or to court: only then may the organ ask the court, and within three months (行政强制法 第五十三条). */
import { legalDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { addDays, endOfDay, startOfDay } from '../../platform/legal-day.ts'
import { problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { plansOf } from './plan.ts'
import { openStay } from './stay.ts'

/** Epoch ms of the last instant of the time for review and litigation; undefined while one of them is running. */
export async function remediesEnd(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  servedAt = row.served_at,
): Promise<number | undefined> {
  if (servedAt === null) throw problem('conflict', '处罚决定书尚未送达，不能计算复议、诉讼期限')
  const suspensions = await room.remedySuspensions(sql, row.id)
  if (suspensions.some(({ toOn }) => toOn === null)) return undefined
  const [review, litigation] = await Promise.all(
    ['administrative-review', 'litigation'].map((limit) => room.deadlines.dueOf(limit, servedAt)),
  )
  // After review the party may still go to court, after a judgment still appeal: fifteen days each (行政诉讼法 第四十五条、第八十五条).
  const further = await Promise.all(
    suspensions.map(({ toOn }) =>
      room.deadlines.dueOf('litigation-after-review', endOfDay(addDays(toOn!, -1))),
    ),
  )
  return Math.max(review!.dueAt, litigation!.dueAt, ...further.map(({ dueAt }) => dueAt))
}

/** For the model's timer: are the remedies over, or when to look again. */
export async function checkRemedies(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
): Promise<{ over: boolean; nextCheckAt: number }> {
  const now = room.clock.now()
  const end = await remediesEnd(room, sql, row)
  // Nor does the time for the court begin while enforcement is stayed (行政强制法 第三十九条).
  if (end === undefined || (await openStay(sql, row.id)))
    return { over: false, nextCheckAt: startOfDay(addDays(legalDay(now), 1)) }
  return { over: now > end, nextCheckAt: end + 1 }
}

/** Where deferral or instalments were approved, the three months begin when their time ends, if that is later (行政处罚法 第七十二条第二款). */
export async function courtTermStart(room: CaseRoom, sql: Sql, row: CaseRow): Promise<number> {
  const end = await remediesEnd(room, sql, row)
  if (end === undefined) throw problem('conflict', '行政复议或者行政诉讼尚未终结，不能申请强制执行')
  const plans = (await plansOf(sql, row.id)).map(({ untilOn, brokenOn }) => endOfDay(brokenOn ?? untilOn))
  return Math.max(end, ...plans)
}
