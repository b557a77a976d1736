/**
 * Where bytes lie: the port under the blob store, with two backends (`disk-store.ts`, `s3-store.ts`). An object's name is the SHA-256 of its bytes, so an
 * object is written once and never changed.
 */
import type { Readable } from 'node:stream'

/** Bytes in hand, or a file of ours that the store may take away. */
export type ObjectSource = { bytes: Uint8Array } | { file: string }

/** What another store gives. */
export interface ObjectStream {
  stream: Readable
  /** Bytes. */
  size: number
}

/** Bytes `from` to `to`, both included. */
export interface ByteRange {
  from: number
  to: number
}

export interface ObjectStore {
  /** Bytes; undefined where there is no such object. */
  size(sha256: string): Promise<number | undefined>
  /** Durable when it resolves; nobody ever sees half an object. The source's bytes are what the name says. */
  write(sha256: string, source: ObjectSource | ObjectStream): Promise<void>
  /** @returns undefined where there is no such object. */
  read(sha256: string, range?: ByteRange): Promise<Readable | undefined>
  /** For what was never anybody's: the doctor's probe, a copy that arrived damaged. */
  remove(sha256: string): Promise<void>
}
