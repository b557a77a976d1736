/**
 * Content-addressed bytes on disk: a file's name is its SHA-256. Writing the same bytes twice is nothing new; a file is complete or it is not there; what
 * is read is checked against its name. Rows of document_blobs, written with the facts that use the bytes, say which files count.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '../platform/clock.ts'
import type { Dialect } from '../platform/database/dialect.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { fingerprint, type Fingerprint } from './fingerprint.ts'

/** Media type of a page. */
export const htmlType = 'text/html; charset=utf-8'

export interface StoredBlob extends Fingerprint {
  mediaType: string
  /** Bytes. */
  size: number
}

export interface BlobStore {
  /** Durable when it resolves; may stand before the transaction that uses it. */
  put(bytes: Uint8Array, mediaType: string): Promise<StoredBlob>
  /** Says, in the transaction of the facts, that the bytes are used. */
  keep(tx: WriteTransaction, blob: StoredBlob): Promise<void>
  /** @throws Problem `not-found` when there is no file, `internal` when its bytes are not what its name says. */
  get(sha256: string): Promise<Buffer>
}

export function createBlobStore({
  directory,
  clock,
  dialect,
}: {
  directory: string
  clock: Clock
  dialect: Dialect
}): BlobStore {
  const pathOf = (sha256: string) => join(directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    async put(bytes, mediaType) {
      const marks = fingerprint(bytes)
      const path = pathOf(marks.sha256)
      if (!(await exists(path))) await writeWhole(path, bytes)
      return { ...marks, mediaType, size: bytes.byteLength }
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
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw problem('not-found', '没有这份文件')
      const bytes = await readFile(pathOf(sha256)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') throw problem('not-found', '没有这份文件')
        throw error
      })
      if (fingerprint(bytes).sha256 !== sha256)
        throw problem('internal', `文件 ${sha256} 的内容与指纹不符，可能已损坏或被改动`)
      return bytes
    },
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Written beside, made durable, then given its name: nobody ever sees half a file. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const beside = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(beside, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
}
