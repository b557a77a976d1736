/** Registration of clues 线索登记: the number, the limits that start, the first line of the history. */
import { takeNextNumbers } from '../documents/numbering.ts'
import { type Actor, isSystem } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { insertRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import {
  answerLimitOf,
  clueFaults,
  type EnteredColumns,
  enteredColumns,
  type NewClue,
  readKnown,
  requireSound,
} from './check-clue.ts'
import type { ClueHistoryRow, ClueRow } from './model.ts'
import { type ClueRoom, sourceOf } from './room.ts'

export interface Registered {
  clueId: string
  /** 案源编号 */
  number: string
}

/** Checked, not yet written. */
export interface CheckedClue {
  columns: EnteredColumns
  departmentId: string
  /** What the first line of the history says. */
  note?: string
}

export async function registerClue(room: ClueRoom, actor: Actor, clue: NewClue): Promise<Registered> {
  const checked = await checkClue(room, actor, clue)
  return room.database.write((tx) => insertClue(room, tx, actor, checked))
}

export async function checkClue(room: ClueRoom, actor: Actor, clue: NewClue): Promise<CheckedClue> {
  const { policy, officers } = room
  policy.require(actor, 'clue.create')
  if (actor.officerId === null) throw problem('forbidden', '只有在编人员可以登记线索')
  const known = await readKnown(room)
  requireSound(clueFaults(room, known, clue))
  const { departmentId } = await officers.get(actor.officerId)
  return { columns: enteredColumns(room, sourceOf(room, clue.source), known, clue), departmentId }
}

export async function insertClue(
  room: ClueRoom,
  tx: WriteTransaction,
  actor: Actor,
  checked: CheckedClue,
): Promise<Registered> {
  const { ticket } = checked.columns
  if (ticket !== null) {
    const [known] = await tx.sql.all<{ number: string | null }>('SELECT number FROM clues WHERE ticket = ?', [
      ticket,
    ])
    if (known) throw problem('conflict', `这一工单已经登记为线索 ${known.number ?? ''}`)
  }
  const [registered] = await insertClues(room, tx, actor, [checked])
  return registered!
}

/** Many at once, in their order: what an import needs and a registration is the smallest case of. */
export async function insertClues(
  room: ClueRoom,
  tx: WriteTransaction,
  actor: Actor,
  clues: CheckedClue[],
): Promise<Registered[]> {
  const { clock, newId, database, audit, deadlines, numbering, bureau, rules } = room
  const now = clock.now()
  const numbers = await takeNextNumbers(tx, database.dialect, numbering, {
    bureau,
    kind: 'clue',
    year: Number(legalDay(now).slice(0, 4)),
    count: clues.length,
  })
  const rows = clues.map(({ columns, departmentId }, index): ClueRow => ({
    id: newId(),
    number: numbers[index]!,
    ...columns,
    registered_by: isSystem(actor) ? actor.accountId : actor.officerId!,
    registered_name: actor.name,
    department_id: departmentId,
    verifier_id: null,
    state: 'received',
    disposal: null,
    case_id: null,
    decided_at: null,
    version: 1,
  }))
  await insertRows(tx.sql, 'clues', rows, database.dialect)
  await insertRows<ClueHistoryRow>(
    tx.sql,
    'clue_history',
    rows.map(({ id, state }, index) => ({
      id: newId(),
      clue_id: id,
      act: 'clue.registered',
      from_state: null,
      to_state: state,
      note: clues[index]!.note ?? null,
      officer_id: actor.officerId,
      name: actor.name,
      on_behalf_of: actor.onBehalfOf ?? null,
      at: now,
    })),
    database.dialect,
  )
  await deadlines.startMany(
    tx,
    rows.flatMap((row) =>
      [rules.decisionLimit, answerLimitOf(sourceOf(room, row.source), row)].flatMap((limit) =>
        limit === undefined
          ? []
          : { caseId: row.id, limit, at: row.received_at, departmentId: row.department_id },
      ),
    ),
  )
  await audit.appendMany(
    tx,
    rows.map(({ id, number, source, violation_code: violation }) => ({
      actor,
      action: 'clue.registered',
      object: { type: 'clue', id },
      after: { number, source, violation },
    })),
  )
  return rows.map(({ id, number }) => ({ clueId: id, number: number! }))
}
