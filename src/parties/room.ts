/** What the use cases of this folder share. */
import type { Audit } from '../audit/service.ts'
import type { FieldCipher } from '../identity/field-cipher.ts'
import type { Policy } from '../identity/policy.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import { mask, type PartyRow, reveal } from './model.ts'
import type { RegisterRules } from './register-rules.ts'
import type { Party } from './service.ts'

export interface PartiesParts {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
  cipher: FieldCipher
  /** The folder `data/`. */
  seedFolder: string
}

export interface PartyRoom extends Omit<PartiesParts, 'seedFolder'> {
  newId: NewId
  rules: RegisterRules
}

export async function findParty(sql: Sql, id: string, lock = ''): Promise<PartyRow> {
  const [row] = await sql.all<PartyRow>(`SELECT * FROM parties WHERE id = ? ${lock}`, [id])
  if (!row) throw problem('not-found', '当事人不存在')
  return row
}

export const masked = ({ cipher }: PartyRoom, row: PartyRow): Party => mask(reveal(row, cipher))

export const today = ({ clock }: PartyRoom): string => legalDay(clock.now())
