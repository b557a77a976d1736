/** The hot look-up of repeat offenders: one range of the index (party, violation, day). */
import { addMonths } from '../platform/legal-day.ts'
import type { Sql } from '../platform/database/sql.ts'
import { type RecordRow, toRecord } from './model.ts'
import type { PartyRecord } from './service.ts'

/** @param asOf YYYY-MM-DD, included; the corresponding day `monthsBack` months earlier is not. */
export async function findRepeatRecord(
  sql: Sql,
  partyId: string,
  violationCode: string,
  monthsBack: number,
  asOf: string,
): Promise<PartyRecord[]> {
  const rows = await sql.all<RecordRow>(
    `SELECT * FROM party_records WHERE party_id = ? AND violation_code = ? AND decided_on > ? AND decided_on <= ? AND revoked_at IS NULL
     ORDER BY decided_on DESC, id DESC`,
    [partyId, violationCode, addMonths(asOf, -monthsBack), asOf],
  )
  return rows.map(toRecord)
}
