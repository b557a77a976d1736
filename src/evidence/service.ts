/** Evidence 证据: files of a case from their first byte on, what they prove, and who has had them in hand. Each use case stands in a file of its own. */
import type { Actor } from '../identity/actor.ts'
import type { Sql } from '../platform/database/sql.ts'
import { risingIds } from '../platform/ids.ts'
import {
  type AddedEvidence,
  addFile,
  addUpload,
  type EvidenceWords,
  type NewEvidenceFile,
} from './add-evidence.ts'
import { type EvidenceContent, contentReader, type VerifiedEvidence } from './contents.ts'
import { type EvidenceList, evidenceList, evidenceOf, type EvidenceView, filesOfCase } from './list.ts'
import type { CustodyLine } from './custody.ts'
import type { EvidenceFileRow, EvidenceUploadRow } from './model.ts'
import type { EvidenceCases, EvidenceParts, EvidenceRoom } from './room.ts'
import type { EvidenceRules } from './rules.ts'
import { createTusDoor, type TusDoor } from './tus-door.ts'
import { expireUploads, findUpload } from './uploads.ts'

export interface Evidence {
  readonly rules: EvidenceRules
  /** Resumable uploads. */
  readonly door: TusDoor
  useCases(cases: EvidenceCases): void

  upload(actor: Actor, uploadId: string): Promise<EvidenceUploadRow>
  addUpload(actor: Actor, caseId: string, given: EvidenceWords & { uploadId: string }): Promise<AddedEvidence>
  addFile(actor: Actor, caseId: string, file: NewEvidenceFile): Promise<AddedEvidence>

  list(actor: Actor, caseId: string): Promise<EvidenceList>
  get(actor: Actor, evidenceId: string): Promise<EvidenceView & { caseId: string; custody: CustodyLine[] }>
  /** @param range the `Range` header. */
  view(actor: Actor, evidenceId: string, range?: string): Promise<EvidenceContent>
  exportOriginal(actor: Actor, evidenceId: string, reason: string): Promise<EvidenceContent>
  copy(actor: Actor, evidenceId: string): Promise<{ name: string; bytes: Buffer }>
  verify(actor: Actor, evidenceId: string): Promise<VerifiedEvidence>

  /** For documents and the case's page; in the order of arrival. */
  ofCase(sql: Sql, caseId: string): Promise<EvidenceFileRow[]>
  /** Uploads that were never finished are thrown away. */
  expireUploads(): Promise<void>
}

export function createEvidence(parts: EvidenceParts): Evidence {
  const room: EvidenceRoom = {
    ...parts,
    newId: risingIds(parts.clock),
    cases: { look: () => Promise.reject(new Error('evidence has no cases yet')) },
  }
  return {
    rules: parts.rules,
    door: createTusDoor(room),
    useCases: (cases) => void (room.cases = cases),
    upload: (actor, uploadId) => findUpload(room, actor, uploadId),
    addUpload: (actor, caseId, given) => addUpload(room, actor, caseId, given),
    addFile: (actor, caseId, file) => addFile(room, actor, caseId, file),
    list: (actor, caseId) => evidenceList(room, actor, caseId),
    get: (actor, evidenceId) => evidenceOf(room, actor, evidenceId),
    ...contentReader(room),
    ofCase: filesOfCase,
    expireUploads: () => expireUploads(room),
  }
}
