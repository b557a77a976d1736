/** What is due 到期提醒: reports within 24 hours, decisions on what was taken, extensions while there is time, goods that may leave. */
import type { Deadline } from '../deadlines/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { SqlValue } from '../platform/database/sql.ts'
import { caseConditions } from './item-view.ts'
import type { MeasureRow } from './model.ts'
import { type PropertyRoom, urgentLimit } from './room.ts'

export const dueScopes = ['mine', 'squad', 'bureau'] as const

export interface DueLine {
  /** `report`: supplement the approval · `disposal`: decide · `extension`: may still be extended · `give-out`: an approved release waits. */
  what: 'report' | 'disposal' | 'extension' | 'give-out'
  measureId: string
  caseId: string
  caseNumber: string | null
  title: string
  place: string
  releaseId: string | null
  dueAt: number | null
  colour: Deadline['colour'] | null
  left: string
}

type OpenRow = MeasureRow & { case_number: string | null; extended: number }

/** Soonest first; what waits without a limit of its own comes before everything. */
export async function dueLines(
  room: PropertyRoom,
  actor: Actor,
  scope: (typeof dueScopes)[number],
): Promise<DueLine[]> {
  const { database, rules, deadlines } = room
  const within = caseConditions(room, actor)
  const conditions = ["m.state = 'executed'", ...within.conditions]
  const values: SqlValue[] = [...within.values]
  if (scope === 'mine') {
    conditions.push(
      'EXISTS (SELECT 1 FROM case_officers h WHERE h.case_id = c.id AND h.officer_id = ? AND h.to_at IS NULL)',
    )
    values.push(actor.officerId ?? '')
  }
  if (scope === 'squad') {
    conditions.push('c.department_id = (SELECT department_id FROM officers WHERE id = ?)')
    values.push(actor.officerId ?? '')
  }
  const rows = await database.sql.all<OpenRow>(
    `SELECT m.*, c.number AS case_number, CASE WHEN e.measure_id IS NULL THEN 0 ELSE 1 END AS extended
     FROM measures m JOIN cases c ON c.id = m.case_id LEFT JOIN measure_extensions e ON e.measure_id = m.id
     WHERE ${conditions.join(' AND ')} ORDER BY m.id`,
    values,
  )
  const running = new Map<string, Deadline[]>()
  for (const caseId of new Set(rows.map(({ case_id }) => case_id)))
    for (const deadline of await deadlines.ofCase(caseId))
      if (deadline.endedOn === null)
        running.set(deadline.subject, [...(running.get(deadline.subject) ?? []), deadline])
  const waiting = await database.sql.all<{ id: string; measure_id: string }>(
    "SELECT id, measure_id FROM property_releases WHERE state = 'approved' ORDER BY id",
  )

  const lines = rows.flatMap((row) => {
    const line = (what: DueLine['what'], deadline?: Deadline, releaseId: string | null = null): DueLine => ({
      what,
      measureId: row.id,
      caseId: row.case_id,
      caseNumber: row.case_number,
      title: rules.measures[row.kind].title,
      place: row.place,
      releaseId,
      dueAt: deadline?.dueAt ?? null,
      colour: deadline?.colour ?? null,
      left: deadline?.left ?? '已批准，请即办理',
    })
    const extendable =
      rules.measures[row.kind].extension !== undefined && row.extended === 0 && row.approved_at !== null
    return [
      ...(running.get(row.id) ?? []).flatMap((deadline) => {
        if (deadline.limit === urgentLimit) return [line('report', deadline)]
        const disposal = line('disposal', deadline)
        return extendable && deadline.state === 'running'
          ? [disposal, line('extension', deadline)]
          : [disposal]
      }),
      ...waiting
        .filter(({ measure_id }) => measure_id === row.id)
        .map(({ id }) => line('give-out', undefined, id)),
    ]
  })
  return lines.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
}
