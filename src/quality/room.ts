/** What the use cases of this folder share. */
import type { Audit } from '../audit/service.ts'
import type { Cases } from '../cases/index.ts'
import type { Deadlines } from '../deadlines/service.ts'
import type { Documents } from '../documents/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { Action } from '../identity/actions.ts'
import type { PolicyObject } from '../identity/policy.ts'
import type { Identity } from '../identity/service.ts'
import type { Officers } from '../officers/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import type { Tasks } from '../tasks/index.ts'
import type { RaterRow, ReviewRow } from './model.ts'
import type { QualityRules } from './rules.ts'

export interface QualityParts {
  database: Database
  clock: Clock
  audit: Audit
  identity: Identity
  officers: Officers
  deadlines: Deadlines
  documents: Documents
  tasks: Tasks
  cases: Cases
  rules: QualityRules
}

export interface QualityRoom extends QualityParts {
  newId: NewId
}

export const personOf = ({ officerId }: Actor): string => {
  if (officerId === null) throw problem('forbidden', '只有在编人员可以评查、监督、申诉和答复')
  return officerId
}

export async function findReview(sql: Sql, id: string, lock = ''): Promise<ReviewRow> {
  const [row] = await sql.all<ReviewRow>(`SELECT * FROM quality_reviews WHERE id = ? ${lock}`, [id])
  if (!row) throw problem('not-found', '没有这次评查')
  return row
}

export const lockReview = ({ database }: QualityRoom, { sql }: WriteTransaction, id: string) =>
  findReview(sql, id, database.dialect.forUpdate)

export const ratersOf = (sql: Sql, reviewId: string): Promise<RaterRow[]> =>
  sql.all<RaterRow>('SELECT * FROM quality_raters WHERE review_id = ? ORDER BY ordinal', [reviewId])

export async function changeReview(
  { sql }: WriteTransaction,
  row: ReviewRow,
  changes: Partial<ReviewRow>,
): Promise<void> {
  await updateRows<ReviewRow>(
    sql,
    'quality_reviews',
    { id: row.id },
    { ...changes, version: row.version + 1 },
  )
  Object.assign(row, changes, { version: row.version + 1 })
}

/** Whose case it is, for rights. */
export async function caseObject(
  { cases }: QualityRoom,
  tx: Pick<WriteTransaction, 'sql'>,
  { case_id: caseId, department_id: departmentId }: Pick<ReviewRow, 'case_id' | 'department_id'>,
): Promise<PolicyObject> {
  return { departmentId, officerIds: await cases.everHandled(tx, caseId) }
}

/** Officers whose role lets them do it. */
export async function qualifiedFor({ identity }: QualityRoom, action: Action): Promise<Set<string>> {
  const roles = [...identity.roleTable.roles.values()].filter(({ actions }) => actions.has(action))
  const holders = await Promise.all(roles.map(({ code }) => identity.holders(code)))
  return new Set(holders.flat().map(({ officerId }) => officerId))
}
