/** What the use cases of this folder share. */
import type { Audit } from '../audit/service.ts'
import type { Cases } from '../cases/index.ts'
import type { Deadlines } from '../deadlines/service.ts'
import type { Documents } from '../documents/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { Action } from '../identity/actions.ts'
import type { Policy } from '../identity/policy.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { requireVersion } from '../platform/entity-tag.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import type { Tasks } from '../tasks/index.ts'
import type { RemedyRow } from './model.ts'
import type { RemedyRules } from './rules.ts'

export interface RemedyParts {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
  deadlines: Deadlines
  documents: Documents
  tasks: Tasks
  cases: Cases
  rules: RemedyRules
}

export interface RemedyRoom extends RemedyParts {
  newId: NewId
}

export async function findRemedy(sql: Sql, id: string, lock = ''): Promise<RemedyRow> {
  const [row] = await sql.all<RemedyRow>(`SELECT * FROM remedies WHERE id = ? ${lock}`, [id])
  if (!row) throw problem('not-found', '没有这件复议或者诉讼')
  return row
}

/** For who may deal with it; with the lock of its case first, as everything that changes a case. @param version as it was read. */
export async function lockRemedy(
  room: RemedyRoom,
  tx: WriteTransaction,
  actor: Actor,
  id: string,
  version: number,
): Promise<RemedyRow> {
  const { case_id: caseId } = await findRemedy(tx.sql, id)
  await room.cases.lock(tx, caseId)
  await requireOnCase(room, tx, actor, 'remedy.edit', caseId)
  const row = await findRemedy(tx.sql, id, room.database.dialect.forUpdate)
  requireVersion(row.version, version)
  return row
}

export async function requireOnCase(
  { policy, cases }: RemedyRoom,
  tx: Pick<WriteTransaction, 'sql'>,
  actor: Actor,
  action: Action,
  caseId: string,
): Promise<void> {
  const { department_id: departmentId } = await cases.row(tx, caseId)
  policy.require(actor, action, { departmentId, officerIds: await cases.handlers(tx, caseId) })
}

export async function changeRemedy(
  { sql }: WriteTransaction,
  row: RemedyRow,
  changes: Partial<RemedyRow>,
): Promise<void> {
  await updateRows<RemedyRow>(sql, 'remedies', { id: row.id }, { ...changes, version: row.version + 1 })
  Object.assign(row, changes, { version: row.version + 1 })
}

export async function note(
  { audit }: RemedyRoom,
  tx: WriteTransaction,
  actor: Actor,
  { id, case_id: caseId }: Pick<RemedyRow, 'id' | 'case_id'>,
  action: string,
  after: { [name: string]: string | number | boolean | null },
  authority?: string,
): Promise<void> {
  await audit.append(tx, { actor, action, object: { type: 'remedy', id }, caseId, after, authority })
}
