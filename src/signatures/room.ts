/** What the use cases of this folder share. */
import type { Audit } from '../audit/service.ts'
import type { DocumentRenderer } from '../documents/renderer.ts'
import type { Documents } from '../documents/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { NewId } from '../platform/ids.ts'
import type { BlobStore } from '../platform/storage/blob-store.ts'

export interface SignatureParts {
  database: Database
  clock: Clock
  audit: Audit
  documents: Documents
  blobs: BlobStore
  renderer: DocumentRenderer
  /** Kinds of document that those sign whom they name: data/papers.yaml. */
  records: readonly string[]
}

export interface SignatureRoom extends SignatureParts {
  newId: NewId
}
