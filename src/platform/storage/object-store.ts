/**
 * Where bytes lie: the port under the blob store, with two backends (`disk-store.ts`, `s3-store.ts`). An object's name is the SHA-256 of its bytes, so an
 * object is written once and never changed.
 */
import type { Readable } from 'node:stream'

/** Bytes in hand, or a file of ours that the store may take away. */
export type ObjectSource = { bytes: Uint8Array } | { file: string }

/** Bytes `from` to `to`, both included. */
export interface ByteRange {
  from: number
  to: number
}

export interface ObjectStore {
  has(sha256: string): Promise<boolean>
  /** Durable when it resolves; nobody ever sees half an object. The source's bytes are what the name says. */
  write(sha256: string, source: ObjectSource): Promise<void>
  /** @returns undefined where there is no such object. */
  read(sha256: string, range?: ByteRange): Promise<Readable | undefined>
}
