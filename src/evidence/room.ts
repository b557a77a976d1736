/** What the use cases of this folder share. */
import type { Audit } from '../audit/service.ts'
import type { DocumentRenderer } from '../documents/renderer.ts'
import type { Actor } from '../identity/actor.ts'
import type { Action } from '../identity/actions.ts'
import type { Policy, PolicyObject } from '../identity/policy.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import type { BlobStore } from '../platform/storage/blob-store.ts'
import type { EvidenceFileRow } from './model.ts'
import type { EvidenceRules } from './rules.ts'

export interface EvidenceParts {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
  blobs: BlobStore
  renderer: DocumentRenderer
  rules: EvidenceRules
  /** Folder where uploads grow until their last byte has come. */
  uploadDirectory: string
  /** Full name of the organ, for copies. */
  bureau: string
}

/** What evidence asks of cases; the cases slice answers. */
export interface EvidenceCases {
  /** @throws Problem `not-found`. */
  look(sql: Sql, caseId: string): Promise<{ object: PolicyObject; number: string | null; open: boolean }>
}

export interface EvidenceRoom extends EvidenceParts {
  newId: NewId
  cases: EvidenceCases
}

/** @throws Problem `not-found`, `forbidden`, `conflict` for a case that has ended. */
export async function requireOpenCase(
  { cases, policy }: EvidenceRoom,
  sql: Sql,
  actor: Actor,
  caseId: string,
): Promise<void> {
  const { object, open } = await cases.look(sql, caseId)
  policy.require(actor, 'evidence.edit', object)
  if (!open) throw problem('conflict', '案件已经办结，不能再添加证据')
}

/** @throws Problem `not-found`, `forbidden`. */
export async function findEvidence(
  { database, cases, policy }: EvidenceRoom,
  actor: Actor,
  action: Action,
  id: string,
): Promise<EvidenceFileRow & { caseNumber: string | null }> {
  const [row] = await database.sql.all<EvidenceFileRow>('SELECT * FROM evidence_files WHERE id = ?', [id])
  if (!row) throw problem('not-found', '没有这份证据文件')
  const { object, number } = await cases.look(database.sql, row.case_id)
  policy.require(actor, action, object)
  return { ...row, caseNumber: number }
}
