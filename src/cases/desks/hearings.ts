/** Hearings 听证 of a span, as the calendar shows them: held or about to be. */
import type { DueReach } from '../../deadlines/due.ts'
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import type { SqlValue } from '../../platform/database/sql.ts'
import { addDays, startOfDay } from '../../platform/legal-day.ts'
import { labelsOf } from '../case-names.ts'
import type { HearingRow, HearingState } from '../hearing/model.ts'
import type { CaseRoom } from '../room.ts'
import { casesOf } from './cases-of.ts'

/** What was put off or called off is no longer held on its day. */
const shownStates = [
  'arranged',
  'noticed',
  'held',
  'reported',
  'absent',
] as const satisfies readonly HearingState[]

export interface HearingOfDay {
  id: string
  caseId: string
  caseNumber: string | null
  title: string
  state: (typeof shownStates)[number]
  on: string
  startsAt: number
  place: string | null
  host: string | null
}

export async function hearingsWithin(
  room: CaseRoom,
  actor: Actor,
  reach: DueReach,
  { from, to }: { from: string; to: string },
): Promise<HearingOfDay[]> {
  const { database, officers, policy } = room
  const whose = ofWhom(actor, reach)
  if (whose === undefined || !policy.reach(actor, 'case.read')) return []
  const rows = await database.sql.all<HearingRow & { starts_at: number }>(
    `SELECT h.* FROM hearings h JOIN cases c ON c.id = h.case_id
     WHERE h.state IN (${shownStates.map(() => '?').join(', ')}) AND h.starts_at >= ? AND h.starts_at < ? AND (${whose.where}) ORDER BY h.starts_at, h.id`,
    [...shownStates, startOfDay(from), startOfDay(addDays(to, 1)), ...whose.values],
  )
  const labels = await labelsOf(
    room,
    rows.map(({ case_id }) => case_id),
  )
  const hosts = new Map(
    (await officers.getMany(rows.flatMap(({ host_id }) => host_id ?? []))).map(({ id, name }) => [id, name]),
  )
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    caseNumber: labels.get(row.case_id)?.number ?? null,
    title: labels.get(row.case_id)?.title ?? '',
    state: row.state as HearingOfDay['state'],
    on: legalDay(Number(row.starts_at)),
    startsAt: Number(row.starts_at),
    place: row.place,
    host: row.host_id === null ? null : (hosts.get(row.host_id) ?? null),
  }))
}

/** Mine are those of my cases, and those that I preside over or record. */
function ofWhom({ officerId }: Actor, reach: DueReach): { where: string; values: SqlValue[] } | undefined {
  const cases = casesOf(reach)
  if (!('ids' in reach) || officerId === null) return cases
  return {
    where: `${cases ? `${cases.where} OR ` : ''}h.host_id = ? OR h.recorder_id = ?`,
    values: [...(cases?.values ?? []), officerId, officerId],
  }
}
