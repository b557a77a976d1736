/** Answers to reporters 答复: who gave a name is answered within the limit, in whatever way; what was said and when stays on record. */
import { type Deadline, type DeadlineColour } from '../deadlines/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { SqlValue } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { answerLimitOf } from './check-clue.ts'
import { record } from './history.ts'
import type { ClueRow } from './model.ts'
import { changeClue, type ClueRoom, lockClue, policyObjectOf, sourceOf, writeClueFact } from './room.ts'
import { type ClueSummary, reachCondition, summaries } from './list.ts'

export interface Answer {
  /** One of data/clue-rules.yaml `answerManners`. */
  manner: string
  content: string
  /** Epoch ms. */
  answeredAt: number
}

export async function answerReporter(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  answer: Answer,
): Promise<Deadline | undefined> {
  const { database, policy, clock, rules, deadlines } = room
  return database.write(async (tx) => {
    const row = await lockClue(room, tx, clueId)
    policy.require(actor, 'clue.decide', policyObjectOf(row))
    const limit = answerLimitOf(sourceOf(room, row.source), row)
    if (limit === undefined) throw problem('conflict', '匿名或者不需要答复的线索，没有可以答复的人')
    if (!rules.answerManners.includes(answer.manner))
      throw problem('input-invalid', '答复方式不对', [
        { path: 'manner', message: `应当是：${rules.answerManners.join('、')}` },
      ])
    if (answer.answeredAt > clock.now() || answer.answeredAt < Number(row.received_at))
      throw problem('input-invalid', '答复时间不对', [
        { path: 'answeredAt', message: '应当在收到线索之后，不晚于现在' },
      ])
    await writeClueFact(room, tx, actor, { clueId, kind: 'clue-answer', data: answer })
    const deadline = await deadlines.stop(tx, actor, { caseId: clueId, limit }, answer.answeredAt)
    await changeClue(tx, row, {})
    await record(room, tx, actor, row, {
      act: 'clue.answered',
      note: `以${answer.manner}方式答复`,
      after: { manner: answer.manner },
    })
    return deadline
  })
}

/** Clues whose reporter waits for an answer, the longest overdue first, each with its colour. */
export async function answersDue(
  room: ClueRoom,
  actor: Actor,
  query: { colour?: DeadlineColour; departmentId?: string; cursor?: string; limit?: number },
): Promise<{ items: (ClueSummary & { answer: Deadline })[]; next: string | null }> {
  const { database, sources } = room
  const limits = [...new Set(sources.flatMap(({ answerLimit }) => answerLimit ?? []))]
  const size = Math.min(query.limit ?? 50, 200)
  const items: (ClueSummary & { answer: Deadline })[] = []
  if (limits.length === 0) return { items, next: null }
  const reach = reachCondition(room, actor)
  const department: SqlValue[] = query.departmentId === undefined ? [] : [query.departmentId]
  let after = place(query.cursor)
  for (;;) {
    const rows = await database.sql.all<ClueRow & { answer_due_at: number }>(
      `SELECT c.*, d.due_at AS answer_due_at FROM clues c JOIN deadlines d ON d.case_id = c.id
       WHERE d.limit_code IN (${limits.map(() => '?').join(', ')}) AND d.ended_at IS NULL AND (d.due_at > ? OR (d.due_at = ? AND c.id > ?))
         AND ${reach.condition}${department.length > 0 ? ' AND c.department_id = ?' : ''} ORDER BY d.due_at, c.id LIMIT ?`,
      [...limits, after.dueAt, after.dueAt, after.id, ...reach.values, ...department, size + 1],
    )
    const shown = await summaries(room, rows)
    for (const [index, summary] of shown.entries()) {
      if (items.length === size) return { items, next: `${after.dueAt}-${after.id}` }
      after = { dueAt: Number(rows[index]!.answer_due_at), id: summary.id }
      const answer = summary.deadlines.find((one) => limits.includes(one.limit))
      if (answer && (query.colour === undefined || answer.colour === query.colour))
        items.push({ ...summary, answer })
    }
    if (rows.length <= size) return { items, next: null }
  }
}

function place(cursor: string | undefined): { dueAt: number; id: string } {
  const [dueAt, id] = (cursor ?? '0-').split('-')
  return { dueAt: Number(dueAt) || 0, id: id ?? '' }
}
