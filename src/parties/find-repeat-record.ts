/** The hot look-up of repeat offenders: one range of the index (party, violation, day) for the party and each that was merged with it. */
import { addMonths } from '../platform/legal-day.ts'
import type { Sql } from '../platform/database/sql.ts'
import { familyOf, placesOf } from './family.ts'
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
  const family = await familyOf(sql, partyId)
  const rows = await sql.all<RecordRow>(
    `SELECT * FROM party_records WHERE party_id IN (${placesOf(family)}) AND violation_code = ? AND decided_on > ? AND decided_on <= ? AND revoked_at IS NULL
     ORDER BY decided_on DESC, id DESC`,
    [...family, violationCode, addMonths(asOf, -monthsBack), asOf],
  )
  return rows.map(toRecord)
}
