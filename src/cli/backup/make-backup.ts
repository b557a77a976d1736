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
import { diskStore } from '../../platform/storage/disk-store.ts'
import { objectStoreAddress, openObjectStore } from '../../platform/storage/open-object-store.ts'
import { atOnce } from '../at-once.ts'
import { type Manifest, writeManifest } from './manifest.ts'
import { copyObject, faultOf, type ListedObject } from './objects.ts'
import { writeTableFile } from './table-file.ts'
import { rowsOf, tablesOf } from './tables.ts'

export interface BackupOrder {
  folder: string
  /** Whether the key that opens sealed fields goes with it: who has both can read everything. */
  keys: boolean
  /** Whether the bytes of documents and evidence go with it, or are only looked at where they lie and named. */
  objects: 'copy' | 'reference'
  product: string
  onProgress?: (share: number, what: string) => void
}

/** @throws Error in Chinese where the folder is not empty. */
export async function makeBackup(
  { database, config, clock }: { database: Database; config: Config; clock: Clock },
  { folder, keys, objects, product, onProgress }: BackupOrder,
): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new Error(`备份目录 ${folder} 不是空的`)
  await mkdir(join(folder, 'tables'))
  const { dialect } = database
  const tables: Manifest['tables'] = []
  let migrations: string[] = []
  let head: ChainHead | undefined
  let files: ListedObject[] = []
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
    files = (
      await sql.all<{ sha256: string; size: number | bigint }>(
        'SELECT sha256, size FROM document_blobs ORDER BY sha256',
      )
    ).map(({ sha256, size }) => ({ sha256, size: Number(size) }))
  })
  const store = await openObjectStore(config)
  const copies = diskStore(join(folder, 'blobs'))
  await atOnce(files, async (file, index) => {
    if (index % 50 === 0) onProgress?.(0.7 + (index / files.length) * 0.3, `文件 ${index}/${files.length}`)
    if (objects === 'copy') return copyObject(store, copies, file)
    const fault = await faultOf(store, file)
    if (fault !== undefined) throw new Error(fault)
  })
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
    objects: objects === 'copy' ? 'copied' : 'referenced',
    objectsAt: objectStoreAddress(config),
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
