/** What enforcement asks of remedies: may it go on, and which days of the surcharge are not counted (行政处罚法 第七十三条). */
import { legalDay } from '../platform/clock.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { RemedyRow } from './model.ts'
import type { RemedyRoom } from './room.ts'

/** `fromOn` is the first day that is not counted, `toOn` the first that counts again; null: still open. */
export interface Period {
  fromOn: string
  toOn: string | null
}

/** @param onDay default today. */
export async function isEnforcementSuspended(
  { database, clock }: RemedyRoom,
  caseId: string,
  onDay = legalDay(clock.now()),
  sql: Sql = database.sql,
): Promise<boolean> {
  const rows = await sql.all(
    'SELECT 1 FROM enforcement_suspensions WHERE case_id = ? AND from_on <= ? AND (to_on IS NULL OR to_on > ?) LIMIT 1',
    [caseId, onDay, onDay],
  )
  return rows.length > 0
}

/** Days of review and litigation, oldest first, without overlaps. What was never heard leaves nothing out. */
export async function surchargePauses(
  { database, rules }: RemedyRoom,
  caseId: string,
  sql: Sql = database.sql,
): Promise<Period[]> {
  const rows = await sql.all<RemedyRow>('SELECT * FROM remedies WHERE case_id = ? ORDER BY filed_on, id', [
    caseId,
  ])
  const merged: Period[] = []
  for (const { kind, outcome, filed_on: fromOn, concluded_on: toOn } of rows) {
    const known = rules.outcomes.find((one) => one.kind === kind && one.code === outcome)
    if (known?.proceeded === false || toOn === fromOn) continue
    const last = merged.at(-1)
    if (last && (last.toOn === null || fromOn <= last.toOn)) {
      if (last.toOn !== null && (toOn === null || toOn > last.toOn)) last.toOn = toOn
    } else merged.push({ fromOn, toOn })
  }
  return merged
}
