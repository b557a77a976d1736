/**
 * Content-addressed bytes: an object's name is its SHA-256, so the same bytes are kept once, whoever brings them. What is read is checked against its name.
 * Rows of document_blobs, written with the facts that use the bytes, say which objects count.
 */
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Clock } from '../clock.ts'
import type { Dialect } from '../database/dialect.ts'
import { insertRow } from '../database/rows.ts'
import type { WriteTransaction } from '../database/sql.ts'
import { fingerprint, type Fingerprint, fingerprintOf } from '../fingerprint.ts'
import { problem } from '../problem.ts'
import type { ByteRange, ObjectStore } from './object-store.ts'

export interface StoredBlob extends Fingerprint {
  mediaType: string
  /** Bytes. */
  size: number
}

export interface BlobStore {
  /** Durable when it resolves; may stand before the transaction that uses it. */
  put(bytes: Uint8Array, mediaType: string): Promise<StoredBlob>
  /** Takes a file of ours away into the store, piece by piece. @param known its fingerprint, where it has been read already. */
  putFile(path: string, mediaType: string, known?: Fingerprint & { size: number }): Promise<StoredBlob>
  /** Says, in the transaction of the facts, that the bytes are used. */
  keep(tx: WriteTransaction, blob: StoredBlob): Promise<void>
  /** @throws Problem `not-found` when there is no file, `internal` when its bytes are not what its name says. */
  get(sha256: string): Promise<Buffer>
  /** For what is too large to be held: unchecked, since the end is not known when it begins; `digest` checks. @throws Problem `not-found`. */
  open(sha256: string, range?: ByteRange): Promise<Readable>
  /** @throws where the store does not answer, or refuses us: neither file nor paper finds its way. */
  reach(): Promise<void>
  /** Reads all of it anew. @returns undefined where it is gone. */
  digest(sha256: string): Promise<(Fingerprint & { size: number }) | undefined>
}

/** SHA-256 of no bytes. */
const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

export function createBlobStore({
  store,
  clock,
  dialect,
}: {
  store: ObjectStore
  clock: Clock
  dialect: Dialect
}): BlobStore {
  const find = async (sha256: string, range?: ByteRange) => {
    const stream = /^[0-9a-f]{64}$/.test(sha256) ? await store.read(sha256, range) : undefined
    if (!stream) throw problem('not-found', '没有这份文件')
    return stream
  }
  return {
    async put(bytes, mediaType) {
      const marks = fingerprint(bytes)
      if ((await store.size(marks.sha256)) === undefined) await store.write(marks.sha256, { bytes })
      return { ...marks, mediaType, size: bytes.byteLength }
    },
    async putFile(path, mediaType, known) {
      const { sha256, sm3, size } = known ?? (await fingerprintOf(createReadStream(path)))
      if ((await store.size(sha256)) !== undefined) await rm(path)
      else await store.write(sha256, { file: path })
      return { sha256, sm3, mediaType, size }
    },
    async keep({ sql }, { sha256, sm3, mediaType, size }) {
      await insertRow(
        sql,
        'document_blobs',
        { sha256, sm3, media_type: mediaType, size, stored_at: clock.now() },
        dialect.insertIgnore,
      )
    },
    async get(sha256) {
      const pieces: Buffer[] = []
      for await (const piece of (await find(sha256)) as AsyncIterable<Buffer>) pieces.push(piece)
      const bytes = Buffer.concat(pieces)
      if (fingerprint(bytes).sha256 !== sha256)
        throw problem('internal', `文件 ${sha256} 的内容与指纹不符，可能已损坏或被改动`)
      return bytes
    },
    open: find,
    async reach() {
      // An object that need not be there: the answer is what counts.
      await store.size(nothing)
    },
    async digest(sha256) {
      const stream = await store.read(sha256)
      return stream && fingerprintOf(stream as AsyncIterable<Buffer>)
    },
  }
}
