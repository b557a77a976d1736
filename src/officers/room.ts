/** What the use cases of this folder share. */
import type { Audit } from '../audit/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { Action } from '../identity/actions.ts'
import type { FieldCipher } from '../identity/field-cipher.ts'
import type { Identity } from '../identity/service.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import type { FileRules } from './file-rules.ts'
import type { DepartmentRow, OfficerModels, OfficerRow } from './model.ts'
import type { HandledCases, RatingsOf } from './service.ts'

export interface OfficersParts {
  database: Database
  clock: Clock
  audit: Audit
  identity: Identity
  cipher: FieldCipher
  /** The folder `data/`. */
  seedFolder: string
}

export interface OfficerRoom extends Omit<OfficersParts, 'seedFolder'> {
  models: OfficerModels
  newId: NewId
  rules: FileRules
  cases(): HandledCases
  ratingsOf: RatingsOf
}

export const today = ({ clock }: OfficerRoom): string => legalDay(clock.now())

export async function findOfficer(sql: Sql, id: string, lock = ''): Promise<OfficerRow> {
  const [row] = await sql.all<OfficerRow>(`SELECT * FROM officers WHERE id = ? ${lock}`, [id])
  if (!row) throw problem('not-found', '执法人员不存在')
  return row
}

/** @throws Problem `conflict` when it is closed: nobody is posted to it any more. */
export async function findOpenDepartment(sql: Sql, id: string): Promise<DepartmentRow> {
  const [row] = await sql.all<DepartmentRow>('SELECT * FROM departments WHERE id = ?', [id])
  if (!row) throw problem('not-found', '部门不存在')
  if (row.closed_on !== null) throw problem('conflict', `${row.name}已于 ${row.closed_on} 撤销`)
  return row
}

/** Whether a person may see or do it with an officer's file: their own, one of their department, or any. */
export function requireOnFile(
  { identity }: OfficerRoom,
  actor: Actor,
  action: Action,
  row: OfficerRow,
): void {
  identity.require(actor, action, { departmentId: row.department_id, officerIds: [row.id] })
}

/** The line of an edit of a file. */
export function recordEdit(
  { audit }: OfficerRoom,
  tx: WriteTransaction,
  actor: Actor,
  action: string,
  officerId: string,
  facts: Pick<Parameters<Audit['append']>[1], 'before' | 'after' | 'authority'>,
) {
  return audit.append(tx, { actor, action, object: { type: 'officer', id: officerId }, ...facts })
}
