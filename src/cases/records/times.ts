/**
 * The times of a record 笔录: what anybody who looks into the file holds them to. An interview that ends before it begins, that was before the act it is about, or
 * that two officers led while the same two asked somebody else elsewhere, is no evidence (行政处罚法 第四十六条、第五十五条).
 */
import { datetimeChinese } from '../../documents/chinese-formats.ts'
import { isoInstant, parseInstant } from '../../platform/clock.ts'
import { insertRow } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

export interface Times {
  startedAt: string
  endedAt: string
}

/** Who was asking whom when: one row per officer. Of acts that came to nothing the fact says so. */
interface InterviewTimeRow {
  fact_id: string
  officer_id: string
  case_id: string
  started_at: number
  ended_at: number
}

/** What is wrong with the times, by field. */
export async function timeFaults(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  { startedAt, endedAt }: Times,
): Promise<FieldProblem[]> {
  const [from, until] = [parseInstant(startedAt), parseInstant(endedAt)]
  const faults: FieldProblem[] = []
  if (until <= from) faults.push({ path: 'endedAt', message: '结束时间应当晚于开始时间' })
  if (until > room.clock.now()) faults.push({ path: 'endedAt', message: '笔录的时间不能晚于现在' })
  if (from < (await firstKnown(room, sql, row)))
    faults.push({ path: 'startedAt', message: '笔录的时间早于线索登记和违法行为发生的时间' })
  return faults
}

/** A patrol looks before it registers: what counts is the earlier of the act and the clue. */
async function firstKnown({ clues }: CaseRoom, sql: Sql, row: CaseRow): Promise<number> {
  const { received_at: received, occurred_at: occurred } = await clues.row(sql, row.clue_id)
  const entry = dataOf(await effectiveFacts(sql, row.id), 'entry') as { occurredAt: string } | undefined
  return Math.min(
    Number(received),
    Number(occurred ?? received),
    entry === undefined ? Number(received) : parseInstant(entry.occurredAt),
  )
}

/** @throws Problem `input-invalid` where one of them asked somebody else at that time, in any case 分别询问. */
export async function requireFree(
  room: CaseRoom,
  sql: Sql,
  officerIds: readonly string[],
  { startedAt, endedAt }: Times,
): Promise<void> {
  const [taken] = await sql.all<InterviewTimeRow & { number: string | null }>(
    `SELECT t.*, c.number FROM interview_times t JOIN case_facts f ON f.id = t.fact_id JOIN cases c ON c.id = t.case_id
     WHERE t.officer_id IN (${officerIds.map(() => '?').join(', ')}) AND t.started_at < ? AND t.ended_at > ? AND f.state <> 'void'
     ORDER BY t.started_at, t.officer_id`,
    [...officerIds, parseInstant(endedAt), parseInstant(startedAt)],
  )
  if (!taken) return
  const { name } = await room.officers.get(taken.officer_id)
  const [from, until] = [taken.started_at, taken.ended_at].map((at) =>
    datetimeChinese(isoInstant(Number(at))),
  )
  const message = `${name}同一时间在另一份询问笔录（${taken.number ?? '未立案的案件'}，${from}至${until}）里也是询问人；询问应当分别进行，请核对时间和询问人`
  throw problem('input-invalid', '询问的时间重叠', [{ path: 'startedAt', message }])
}

/** Who asked is not free any more at that time. @throws Problem `input-invalid` where somebody was not. */
export async function keepInterviewTimes(
  room: CaseRoom,
  { sql }: WriteTransaction,
  factId: string,
  caseId: string,
  officerIds: readonly string[],
  times: Times,
): Promise<void> {
  // Two records at once are kept one after the other, also where each is of another case.
  const places = officerIds.map(() => '?').join(', ')
  await sql.all(
    `SELECT id FROM officers WHERE id IN (${places}) ORDER BY id ${room.database.dialect.forUpdate}`,
    [...officerIds],
  )
  await requireFree(room, sql, officerIds, times)
  for (const officerId of officerIds)
    await insertRow<InterviewTimeRow>(sql, 'interview_times', {
      fact_id: factId,
      officer_id: officerId,
      case_id: caseId,
      started_at: parseInstant(times.startedAt),
      ended_at: parseInstant(times.endedAt),
    })
}
