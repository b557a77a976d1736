/** The address that the party has confirmed, as later papers go by it. */
import type { ServiceAddressFacts } from '../../documents/outcome-facts.ts'
import type { Sql } from '../../platform/database/sql.ts'
import type { AddressRow } from './model.ts'

/** The last one that the party confirmed for the case. */
export async function confirmedAddress(sql: Sql, caseId: string): Promise<ServiceAddressFacts | undefined> {
  const [row] = await sql.all<AddressRow>(
    'SELECT * FROM service_addresses WHERE case_id = ? ORDER BY id DESC LIMIT 1',
    [caseId],
  )
  return row && (JSON.parse(row.data) as ServiceAddressFacts)
}
