/** What the use cases of this folder share. */
import type { Audit } from '../audit/service.ts'
import type { Deadlines } from '../deadlines/service.ts'
import type { BlobStore } from '../platform/storage/blob-store.ts'
import type { NumberingRules } from '../documents/numbering.ts'
import type { Actor } from '../identity/actor.ts'
import type { FieldCipher } from '../identity/field-cipher.ts'
import type { Policy, PolicyObject } from '../identity/policy.ts'
import type { Officers } from '../officers/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import type { Violations } from '../violations/service.ts'
import type { ClueSource } from './clue-sources.ts'
import type { ImportMapping } from './import/mapping.ts'
import { type ClueFactKind, type ClueFactRow, type ClueRow, clueStates, openStates } from './model.ts'
import type { ClueRules } from './rules.ts'

/** What the slice of cases says about a case that a clue is joined to. */
export interface CaseAccess {
  /** Department and officers of a case that is still open. @throws Problem `not-found` or `conflict`. */
  joinable(caseId: string): Promise<PolicyObject>
}

export interface ClueParts {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
  cipher: FieldCipher
  officers: Officers
  violations: Violations
  deadlines: Deadlines
  blobs: BlobStore
  numbering: NumberingRules
  /** Short name of the bureau, as numbers begin with it. */
  bureau: string
  sources: ClueSource[]
  rules: ClueRules
  mappings: ImportMapping[]
}

export interface ClueRoom extends ClueParts {
  newId: NewId
  cases(): CaseAccess
}

export async function findClue(sql: Sql, clueId: string, lock = ''): Promise<ClueRow> {
  const [row] = await sql.all<ClueRow>(`SELECT * FROM clues WHERE id = ? ${lock}`, [clueId])
  if (!row) throw problem('not-found', `线索 ${clueId} 不存在`)
  return row
}

export function lockClue(
  { database }: ClueRoom,
  { sql }: WriteTransaction,
  clueId: string,
): Promise<ClueRow> {
  return findClue(sql, clueId, database.dialect.forUpdate)
}

/** A clue is the own of who registered and who verifies it. */
export function policyObjectOf(row: ClueRow): PolicyObject {
  return {
    departmentId: row.department_id,
    officerIds: [row.registered_by, ...(row.verifier_id === null ? [] : [row.verifier_id])],
  }
}

export function sourceOf({ sources }: ClueRoom, code: string): ClueSource {
  return sources.find((one) => one.code === code) ?? { code, name: code, anonymousAllowed: false, fields: [] }
}

/** @throws Problem `conflict` once it is decided or while an end of it waits for approval. */
export function requireOpen(row: ClueRow): void {
  if (!openStates.includes(row.state))
    throw problem('conflict', `线索${clueStates[row.state]}，不能再进行此操作`)
}

/** Writes the changes and counts the version up, which is what `If-Match` is held against. */
export async function changeClue(
  { sql }: WriteTransaction,
  row: ClueRow,
  changes: Partial<ClueRow>,
): Promise<void> {
  await updateRows<ClueRow>(sql, 'clues', { id: row.id }, { ...changes, version: Number(row.version) + 1 })
}

export async function writeClueFact(
  { newId, clock }: ClueRoom,
  { sql }: WriteTransaction,
  actor: Actor,
  fact: { clueId: string; kind: ClueFactKind; data: object },
): Promise<void> {
  const [last] = await sql.all<{ version: number | null }>(
    'SELECT MAX(version) AS version FROM clue_facts WHERE clue_id = ? AND kind = ?',
    [fact.clueId, fact.kind],
  )
  await insertRow<ClueFactRow>(sql, 'clue_facts', {
    id: newId(),
    clue_id: fact.clueId,
    kind: fact.kind,
    version: Number(last?.version ?? 0) + 1,
    data: JSON.stringify(fact.data),
    recorded_by: actor.accountId,
    recorded_name: actor.name,
    officer_id: actor.officerId,
    at: clock.now(),
  })
}

/** The last fact of a kind. */
export async function clueFact<Data>(
  sql: Sql,
  clueId: string,
  kind: ClueFactKind,
): Promise<{ data: Data; row: ClueFactRow } | undefined> {
  const [row] = await sql.all<ClueFactRow>(
    'SELECT * FROM clue_facts WHERE clue_id = ? AND kind = ? ORDER BY version DESC LIMIT 1',
    [clueId, kind],
  )
  return row && { data: JSON.parse(row.data) as Data, row }
}
