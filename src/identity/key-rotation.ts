/**
 * Key rotation 密钥轮换: everything that is sealed with a key out of use is opened and sealed anew, in batches, while people work. How far it has got stands in
 * the rows themselves (what is sealed names its key), so it can be stopped and taken up again at any time; a row that somebody changes meanwhile is left as
 * they wrote it, and looked at again.
 */
import type { Audit } from '../audit/service.ts'
import { type Row, updateRows } from '../platform/database/rows.ts'
import type { Database } from '../platform/database/database.ts'
import { openText, sealedHead, sealText } from '../platform/database/sealed-columns.ts'
import { systemActor } from './actor.ts'
import { type FieldCipher, keyFileLook } from './field-cipher.ts'

/** Columns of one table that hold sealed texts, and the blind indexes that go with them. */
export interface SealedColumns {
  table: string
  /** Primary key. */
  key: string
  /** Column → the place that its texts are bound to. */
  columns: { [column: string]: string }
  /** Each text says its place before its seal (platform/database/sealed-columns.ts); what does not say so is in clear, and is sealed too. */
  saysPlace?: true
  /** The index columns as the key in use makes them. */
  indexes?(row: Row): Promise<{ [column: string]: string | null }>
}

export interface KeyUse {
  table: string
  column: string
  /** Texts by the key that sealed them. */
  keys: { [id: string]: number }
}

export interface RotationProgress {
  resealed: number
  left: number
}

interface Parts {
  database: Database
  audit: Audit
  cipher: FieldCipher
  sealed: readonly SealedColumns[]
}

export type KeyRotation = ReturnType<typeof createKeyRotation>

const batch = 100

export function createKeyRotation({ database, audit, cipher, sealed }: Parts) {
  /** How many texts are not sealed with the key in use. */
  async function left(): Promise<number> {
    const mark = cipher.currentMark
    let count = 0
    for (const { table, columns, saysPlace } of sealed)
      for (const [column, place] of Object.entries(columns)) {
        const [row] = await database.sql.all<{ n: number | string }>(
          `SELECT COUNT(*) AS n FROM ${table} WHERE ${column} IS NOT NULL AND ${column} NOT LIKE ?`,
          [`${saysPlace ? sealedHead(place) : ''}${mark}%`],
        )
        count += Number(row!.n)
      }
    return count
  }

  /** One pass over a table, from its first row on. @returns how many rows were written. */
  async function pass(
    { table, key, columns, saysPlace, indexes }: SealedColumns,
    written: (rows: number) => void,
    signal?: AbortSignal,
  ): Promise<number> {
    const names = Object.keys(columns)
    let after = ''
    let total = 0
    while (!signal?.aborted) {
      const rows = await database.sql.all<Row>(
        `SELECT * FROM ${table} WHERE ${key} > ? AND (${names.map((name) => `${name} IS NOT NULL`).join(' OR ')}) ORDER BY ${key} LIMIT ${batch}`,
        [after],
      )
      if (rows.length === 0) return total
      after = String(rows.at(-1)![key])
      const changes: { where: Row; to: Row }[] = []
      for (const row of rows) {
        const to: Row = {}
        for (const name of names) {
          const text = row[name]
          const place = columns[name]!
          const head = saysPlace ? sealedHead(place) : ''
          if (typeof text === 'string' && !text.startsWith(head + cipher.currentMark))
            to[name] = saysPlace
              ? sealText(cipher, openText(cipher, text, place), place)
              : cipher.seal(cipher.open(text, place), place)
        }
        // Also of rows that are sealed anew: whoever wrote one while the key changed may have indexed it by the old.
        for (const [name, index] of Object.entries((await indexes?.(row)) ?? {}))
          if (row[name] !== index) to[name] = index
        if (Object.keys(to).length === 0) continue
        // Only what was read is replaced: NULL is nothing that `=` finds, so it is left out.
        const seen = names.filter((name) => row[name] !== null && row[name] !== undefined)
        changes.push({
          where: { [key]: row[key]!, ...Object.fromEntries(seen.map((name) => [name, row[name]!])) },
          to,
        })
      }
      if (changes.length === 0) continue
      await database.write(async ({ sql }) => {
        for (const { where, to } of changes) await updateRows<Row>(sql, table, where, to)
      })
      total += changes.length
      written(changes.length)
    }
    return total
  }

  return {
    left,

    /** Which key has sealed how much, table by table. */
    async use(): Promise<KeyUse[]> {
      const uses: KeyUse[] = []
      for (const { table, columns, saysPlace } of sealed)
        for (const [column, place] of Object.entries(columns)) {
          const keys: KeyUse['keys'] = {}
          for (const [id, mark] of Object.entries(cipher.marks)) {
            const [row] = await database.sql.all<{ n: number | string }>(
              `SELECT COUNT(*) AS n FROM ${table} WHERE ${column} LIKE ?`,
              [`${saysPlace ? sealedHead(place) : ''}${mark}%`],
            )
            keys[id] = Number(row!.n)
          }
          uses.push({ table, column, keys })
        }
      return uses
    },

    /**
     * Until nothing is sealed or indexed with another key. Waits first until every process has seen the new key, or one that has not would look in vain for what
     * it cannot index.
     */
    async run({
      onProgress,
      signal,
      wait = 3 * keyFileLook,
    }: {
      onProgress?: (progress: RotationProgress) => void
      signal?: AbortSignal
      wait?: number
    } = {}): Promise<{ resealed: number }> {
      await new Promise((resolve) => setTimeout(resolve, wait))
      const whole = await left()
      let resealed = 0
      for (let again = true; again && !signal?.aborted;) {
        again = false
        for (const one of sealed) {
          const rows = await pass(
            one,
            (written) => {
              resealed += written
              onProgress?.({ resealed, left: Math.max(0, whole - resealed) })
            },
            signal,
          )
          again ||= rows > 0
        }
      }
      if (resealed > 0)
        await database.write((tx) =>
          audit.append(tx, {
            actor: systemActor('key-rotation'),
            action: signal?.aborted ? 'keys.rotation-stopped' : 'keys.rotated',
            object: { type: 'key', id: cipher.currentKey },
            after: { rows: resealed },
          }),
        )
      return { resealed }
    },
  }
}
