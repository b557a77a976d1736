/** One table in one file: lines of JSON, gzipped; the columns first, then row by row. The same from both databases, so each can be restored into the other. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { SqlValue } from '../../platform/database/sql.ts'

type Row = { [column: string]: SqlValue }

/** @returns how many rows, and the fingerprint of the file. */
export async function writeTableFile(
  path: string,
  pages: AsyncIterable<Row[]>,
): Promise<{ rows: number; sha256: string }> {
  let rows = 0
  async function* lines() {
    let columns: string[] | undefined
    for await (const page of pages) {
      if (!columns) yield `${JSON.stringify((columns = Object.keys(page[0]!)))}\n`
      rows += page.length
      const names = columns
      yield page.map((row) => `${JSON.stringify(names.map((name) => written(row[name]!)))}\n`).join('')
    }
  }
  const hash = createHash('sha256')
  const fingerprint = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(lines(), createGzip({ level: 4 }), fingerprint, createWriteStream(path, { flags: 'wx' }))
  return { rows, sha256: hash.digest('hex') }
}

export async function fingerprintOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

const pageSize = 1_000

export async function* readTableFile(path: string): AsyncGenerator<Row[]> {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity })
  let columns: string[] | undefined
  let page: Row[] = []
  for await (const line of lines) {
    const values = JSON.parse(line) as unknown[]
    if (!columns) {
      columns = values as string[]
      continue
    }
    page.push(Object.fromEntries(columns.map((name, index) => [name, read(values[index])])))
    if (page.length === pageSize) {
      yield page
      page = []
    }
  }
  if (page.length > 0) yield page
}

/** A value in JSON, the same from both databases: what the drivers give for bytes differs. */
export function written(value: unknown): unknown {
  if (typeof value === 'bigint') return { integer: value.toString() }
  if (value instanceof Uint8Array || value instanceof ArrayBuffer)
    return { bytes: Buffer.from(value as Uint8Array).toString('base64') }
  return value
}

function read(value: unknown): SqlValue {
  if (typeof value !== 'object' || value === null) return value as SqlValue
  const { integer, bytes } = value as { integer?: string; bytes?: string }
  return integer !== undefined ? BigInt(integer) : Buffer.from(bytes!, 'base64')
}
