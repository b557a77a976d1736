/** Appointments of a span, as the calendar shows them: of open cases, by notices that stand. */
import type { DueReach } from '../../deadlines/due.ts'
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import { addDays, startOfDay } from '../../platform/legal-day.ts'
import { labelsOf } from '../case-names.ts'
import type { AppointmentRow } from '../papers/appointments.ts'
import type { CaseRoom } from '../room.ts'
import { casesOf } from './cases-of.ts'

export interface AppointmentOfDay {
  id: string
  caseId: string
  caseNumber: string | null
  title: string
  kind: AppointmentRow['kind']
  on: string
  at: number
}

export async function appointmentsWithin(
  room: CaseRoom,
  actor: Actor,
  reach: DueReach,
  { from, to }: { from: string; to: string },
): Promise<AppointmentOfDay[]> {
  const cases = casesOf(reach)
  if (cases === undefined || !room.policy.reach(actor, 'case.read')) return []
  const rows = await room.database.sql.all<AppointmentRow>(
    `SELECT a.* FROM appointments a JOIN cases c ON c.id = a.case_id
     WHERE a.at >= ? AND a.at < ? AND c.state = 'open' AND (${cases.where})
       AND NOT EXISTS (SELECT 1 FROM document_acts x WHERE x.document_id = a.document_id AND x.state = 'effective' AND x.kind IN ('invalidation', 'withdrawal'))
     ORDER BY a.at, a.id`,
    [startOfDay(from), startOfDay(addDays(to, 1)), ...cases.values],
  )
  const labels = await labelsOf(
    room,
    rows.map(({ case_id }) => case_id),
  )
  return rows.map(({ id, case_id: caseId, kind, at }) => ({
    id,
    caseId,
    caseNumber: labels.get(caseId)?.number ?? null,
    title: labels.get(caseId)?.title ?? '',
    kind,
    on: legalDay(Number(at)),
    at: Number(at),
  }))
}
