/** The list of clues within one's reach. Nothing personal is in it: who may see that asks on the clue's page. */
import type { Deadline } from '../deadlines/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { SqlValue } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type ClueRow, type ClueState, clueStates } from './model.ts'
import { type ClueRoom, sourceOf } from './room.ts'

export interface ClueSummary {
  id: string
  number: string | null
  source: string
  sourceName: string
  state: ClueState
  stateName: string
  place: string
  longitude: number | null
  latitude: number | null
  content: string
  category: string | null
  violationCode: string | null
  receivedAt: number
  occurredAt: number | null
  departmentId: string
  registeredName: string
  verifierId: string | null
  anonymous: boolean
  caseId: string | null
  decidedAt: number | null
  version: number
  /** The limits that run, with their colours. */
  deadlines: Deadline[]
}

export interface ClueQuery {
  state?: ClueState
  source?: string
  departmentId?: string
  place?: string
  /** Part of the content, of the place or of the number. */
  text?: string
  /** Epoch ms of receipt, both ends included. */
  receivedFrom?: number
  receivedTo?: number
  /** Only where this limit has not ended: decision 核查, answer 答复 … */
  due?: 'decision' | 'answer'
  /** … and ends before this instant (epoch ms); now when left out, which is overdue. */
  dueBefore?: number
  mine?: boolean
  cursor?: string
  limit?: number
}

export async function summaries(room: ClueRoom, rows: ClueRow[]): Promise<ClueSummary[]> {
  const running = await room.deadlines.ofCases(rows.map(({ id }) => id))
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    source: row.source,
    sourceName: sourceOf(room, row.source).name,
    state: row.state,
    stateName: clueStates[row.state],
    place: row.place,
    longitude: row.longitude,
    latitude: row.latitude,
    content: row.content,
    category: row.category,
    violationCode: row.violation_code,
    receivedAt: Number(row.received_at),
    occurredAt: row.occurred_at === null ? null : Number(row.occurred_at),
    departmentId: row.department_id,
    registeredName: row.registered_name,
    verifierId: row.verifier_id,
    anonymous: Boolean(row.anonymous),
    caseId: row.case_id,
    decidedAt: row.decided_at === null ? null : Number(row.decided_at),
    version: Number(row.version),
    deadlines: running.filter(({ caseId, endedOn }) => caseId === row.id && endedOn === null),
  }))
}

/** @throws Problem `forbidden` when the actor may read no clue at all. */
export function reachCondition(
  { policy }: ClueRoom,
  actor: Actor,
): { condition: string; values: SqlValue[] } {
  const reach = policy.reach(actor, 'clue.read')
  if (!reach) throw problem('forbidden', '您的角色不能查看线索')
  if (reach.all) return { condition: '1 = 1', values: [] }
  const departments =
    reach.departmentIds.length > 0
      ? `c.department_id IN (${reach.departmentIds.map(() => '?').join(', ')}) OR `
      : ''
  const own = reach.ownOfficerId ?? ''
  return {
    condition: `(${departments}c.registered_by = ? OR c.verifier_id = ?)`,
    values: [...reach.departmentIds, own, own],
  }
}

export async function listClues(
  room: ClueRoom,
  actor: Actor,
  query: ClueQuery,
): Promise<{ items: ClueSummary[]; next: string | null }> {
  const size = Math.min(query.limit ?? 50, 200)
  const reach = reachCondition(room, actor)
  const conditions = ['c.id < ?', reach.condition]
  const values: SqlValue[] = [query.cursor ?? '~', ...reach.values]
  const and = (condition: string, ...more: SqlValue[]) => {
    conditions.push(condition)
    values.push(...more)
  }
  if (query.state) and('c.state = ?', query.state)
  if (query.source) and('c.source = ?', query.source)
  if (query.departmentId) and('c.department_id = ?', query.departmentId)
  if (query.place) and('INSTR(c.place, ?) > 0', query.place)
  if (query.text)
    and(
      '(INSTR(c.content, ?) > 0 OR INSTR(c.place, ?) > 0 OR INSTR(c.number, ?) > 0)',
      query.text,
      query.text,
      query.text,
    )
  if (query.receivedFrom !== undefined) and('c.received_at >= ?', query.receivedFrom)
  if (query.receivedTo !== undefined) and('c.received_at <= ?', query.receivedTo)
  if (query.mine)
    and('(c.registered_by = ? OR c.verifier_id = ?)', actor.officerId ?? '', actor.officerId ?? '')
  if (query.due) {
    const limits = limitsOf(room, query.due)
    and(
      `EXISTS (SELECT 1 FROM deadlines d WHERE d.case_id = c.id AND d.limit_code IN (${limits.map(() => '?').join(', ')}) AND d.ended_at IS NULL AND d.due_at < ?)`,
      ...limits,
      query.dueBefore ?? room.clock.now(),
    )
  }
  const rows = await room.database.sql.all<ClueRow>(
    `SELECT c.* FROM clues c WHERE ${conditions.join(' AND ')} ORDER BY c.id DESC LIMIT ?`,
    [...values, size + 1],
  )
  const page = rows.slice(0, size)
  return { items: await summaries(room, page), next: rows.length > size ? page.at(-1)!.id : null }
}

function limitsOf({ rules, sources }: ClueRoom, due: 'decision' | 'answer'): string[] {
  return due === 'decision'
    ? [rules.decisionLimit]
    : [...new Set(['', ...sources.flatMap(({ answerLimit }) => answerLimit ?? [])])]
}
