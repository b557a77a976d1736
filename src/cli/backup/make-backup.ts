/**
 * An online backup: the tables as of one instant, then the files that they name (which never change, so they may be copied later). The embedded engine lives
 * in the same tables and is of the same instant. A Zeebe cluster keeps its own state.
 */
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChainHead } from '../../audit/line.ts'
import { openFieldCipher } from '../../identity/field-cipher.ts'
import { type Clock, isoInstant } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import type { Database } from '../../platform/database/database.ts'
import { copyBlob } from './files.ts'
import { type Manifest, writeManifest } from './manifest.ts'
import { writeTableFile } from './table-file.ts'
import { rowsOf, tablesOf } from './tables.ts'

export interface BackupOrder {
  folder: string
  /** Whether the key that opens sealed fields goes with it: who has both can read everything. */
  keys: boolean
  product: string
  onProgress?: (share: number, what: string) => void
}

/** @throws Error in Chinese where the folder is not empty. */
export async function makeBackup(
  { database, config, clock }: { database: Database; config: Config; clock: Clock },
  { folder, keys, product, onProgress }: BackupOrder,
): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new Error(`备份目录 ${folder} 不是空的`)
  await mkdir(join(folder, 'tables'))
  const { dialect } = database
  const tables: Manifest['tables'] = []
  let migrations: string[] = []
  let head: ChainHead | undefined
  let blobs: string[] = []
  let madeAt = clock.now()
  await database.snapshot(async (sql) => {
    migrations = (await sql.all<{ name: string }>('SELECT name FROM schema_migrations ORDER BY name')).map(
      ({ name }) => name,
    )
    madeAt = clock.now()
    ;[head] = await sql.all<ChainHead>('SELECT seq, sha256, sm3 FROM audit_head WHERE id = 1')
    const names = await tablesOf(sql, dialect)
    for (const [index, name] of names.entries()) {
      onProgress?.((index / names.length) * 0.7, name)
      const file = join(folder, 'tables', `${name}.jsonl.gz`)
      tables.push({ name, ...(await writeTableFile(file, rowsOf(sql, dialect, name))) })
    }
    blobs = (await sql.all<{ sha256: string }>('SELECT sha256 FROM document_blobs ORDER BY sha256')).map(
      ({ sha256 }) => sha256,
    )
  })
  const files: Manifest['files'] = []
  for (const [index, sha256] of blobs.entries()) {
    if (index % 50 === 0) onProgress?.(0.7 + (index / blobs.length) * 0.3, `文件 ${index}/${blobs.length}`)
    files.push({
      sha256,
      size: await copyBlob(join(config.dataDir, 'blobs'), join(folder, 'blobs'), sha256),
    })
  }
  if (keys) {
    await mkdir(join(folder, 'keys'), { mode: 0o700 })
    await copyFile(keyFileOf(config), join(folder, 'keys', 'field.key'))
  }
  const { seq, sha256, sm3 } = head!
  const manifest: Manifest = {
    format: 1,
    product,
    madeAt: isoInstant(madeAt),
    database: dialect.name,
    engine: config.engine,
    migrations,
    tables,
    files,
    auditHead: { seq: Number(seq), sha256, sm3 },
    keys,
    keyMark: keyMark(config),
  }
  await writeManifest(folder, manifest)
  onProgress?.(1, '完成')
  return manifest
}

export const keyFileOf = ({ keyFile, dataDir }: Config): string =>
  keyFile || join(dataDir, 'keys', 'field.key')

/** What the key makes of a fixed word: the same key gives the same mark, and the mark says nothing of the key. */
export function keyMark({ keyFile, dataDir }: Config): string {
  return openFieldCipher({ keyFile, dataDirectory: dataDir }).blindIndex('zhiheng', 'backup')
}
