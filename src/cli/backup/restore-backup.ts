/** Restores a backup into an empty database: every fingerprint is checked before, every count and the audit chain after; all of it or nothing. */
import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createAudit } from '../../audit/service.ts'
import { migrations } from '../../migrations/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import type { Database } from '../../platform/database/database.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { insertRows } from '../../platform/database/rows.ts'
import { diskStore } from '../../platform/storage/disk-store.ts'
import { objectStoreAddress, openObjectStore } from '../../platform/storage/open-object-store.ts'
import { atOnce } from '../at-once.ts'
import { keyFileOf, keyMark } from './make-backup.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { copyObject, faultOf } from './objects.ts'
import { fingerprintOf, readTableFile } from './table-file.ts'
import { firstFilledTable, tablesOf, withoutForeignKeys } from './tables.ts'

export interface RestoreOrder {
  folder: string
  onProgress?: (share: number, what: string) => void
}

interface Target {
  database: Database
  config: Config
  clock: Clock
}

/** @throws Error in Chinese, before anything is written, where backup, key or database are not as they must be. */
export async function restoreBackup(
  { database, config, clock }: Target,
  { folder, onProgress }: RestoreOrder,
): Promise<Manifest> {
  const manifest = await readManifest(folder)
  const fileOf = (table: string) => join(folder, 'tables', `${table}.jsonl.gz`)
  const unknown = manifest.migrations.filter((name) => !migrations.some((one) => one.name === name))
  if (unknown.length > 0)
    throw new Error(`备份来自更新的版本（${unknown.join('、')}），请用不低于 ${manifest.product} 的版本恢复`)
  for (const [index, { name, sha256 }] of manifest.tables.entries()) {
    onProgress?.((index / manifest.tables.length) * 0.2, `核对 ${name}`)
    const actual = await fingerprintOf(fileOf(name)).catch(() => '')
    if (actual !== sha256) throw new Error(`备份的表 ${name} 与清单的指纹不符，可能已损坏或被改动`)
  }
  const filled = await firstFilledTable(database)
  if (filled !== undefined) throw new Error(`数据库不是空的（表 ${filled} 有数据）：只能恢复到空库`)
  await bringKey(manifest, config, folder)
  await bringObjects(manifest, config, { folder, onProgress })

  // The schema as it was; what came since is migrated afterwards, like any database of that age.
  await migrate(
    database,
    migrations.filter(({ name }) => manifest.migrations.includes(name)),
  )
  await database.write(async ({ sql }) => {
    await withoutForeignKeys(sql, database, async () => {
      const known = await tablesOf(sql, database.dialect)
      for (const [index, { name, rows }] of manifest.tables.entries()) {
        onProgress?.(0.4 + (index / manifest.tables.length) * 0.5, name)
        if (!known.includes(name)) throw new Error(`备份的表 ${name} 在本版本中不存在`)
        await sql.run(`DELETE FROM ${name}`)
        for await (const page of readTableFile(fileOf(name)))
          await insertRows(sql, name, page, database.dialect)
        const [count] = await sql.all<{ many: number }>(`SELECT COUNT(*) AS many FROM ${name}`)
        if (Number(count!.many) !== rows)
          throw new Error(`表 ${name} 应有 ${rows} 行，恢复了 ${count!.many} 行`)
      }
    })
  })
  onProgress?.(0.92, '核验审计链')
  const verified = await createAudit({ database, clock }).verify(manifest.auditHead)
  if (!verified.ok) throw new Error(`恢复的审计链有问题：${verified.detail}`)
  await migrate(database, migrations)
  onProgress?.(1, '完成')
  return manifest
}

/** Into the store that is configured now, whichever they came from; those that were only named must be there. */
async function bringObjects(
  { files, objects, objectsAt }: Manifest,
  config: Config,
  { folder, onProgress }: RestoreOrder,
): Promise<void> {
  const store = await openObjectStore(config)
  const copies = diskStore(join(folder, 'blobs'))
  const faults: string[] = []
  await atOnce(files, async (file, index) => {
    if (index % 50 === 0) onProgress?.(0.2 + (index / files.length) * 0.2, `文件 ${index}/${files.length}`)
    if (objects === 'copied') return copyObject(copies, store, file)
    const fault = await faultOf(store, file)
    if (fault !== undefined) faults.push(fault)
  })
  if (faults.length > 0)
    throw new Error(
      `备份只记下了文件的指纹（原在 ${objectsAt}），现在的存储 ${objectStoreAddress(config)} 中有 ${faults.length} 个不全，例如：${faults.sort()[0]}`,
    )
}

/** The key comes from the backup, or is there already; another key would leave every sealed field closed for ever. */
async function bringKey(manifest: Manifest, config: Config, folder: string): Promise<void> {
  const file = keyFileOf(config)
  if (!existsSync(file)) {
    if (!manifest.keys)
      throw new Error(`备份不含密钥：请先把原来的密钥放到 ${file}（权限 600），否则加密的字段无法打开`)
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await copyFile(join(folder, 'keys', 'field.key'), file)
  }
  if (keyMark(config) !== manifest.keyMark)
    throw new Error(`密钥 ${file} 不是备份所用的密钥，加密的字段无法打开`)
}
