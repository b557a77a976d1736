/** `zhiheng backup DIR` and `zhiheng restore DIR`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/database/database.ts'
import { projectRoot } from '../platform/project-root.ts'
import { makeBackup } from './backup/make-backup.ts'
import type { Manifest } from './backup/manifest.ts'
import { restoreBackup } from './backup/restore-backup.ts'
import { drawProgress } from './progress.ts'

type Options = { keys?: boolean; objects?: 'copy' | 'reference'; json: boolean }

export async function backup(
  folder: string,
  { keys = false, objects = 'copy', json }: Options,
): Promise<void> {
  const manifest = await withDatabase((parts) =>
    makeBackup(parts, { folder, keys, objects, product: productVersion(), ...progress('备份', json) }),
  )
  say(json, manifest, `备份完成：${folder}，${sum(manifest)}`)
  if (!json && !keys) console.log('密钥不在备份中：没有密钥，加密的字段无法打开，请另行妥善保存。')
  if (!json && objects === 'reference')
    console.log(
      `文件本身不在备份中，只逐个核对了指纹：请另行备份 ${manifest.objectsAt}，恢复时文件须在所配置的存储中。`,
    )
  if (!json && manifest.engine === 'zeebe')
    console.log('流程引擎 Zeebe 的状态由其集群自己备份，请与本备份同时进行。')
}

export async function restore(folder: string, { json }: Options): Promise<void> {
  const manifest = await withDatabase((parts) => restoreBackup(parts, { folder, ...progress('恢复', json) }))
  say(json, manifest, `恢复完成：${sum(manifest)}，取自 ${manifest.madeAt}；指纹、行数和审计链均已核对。`)
}

async function withDatabase<T>(work: (parts: Parameters<typeof makeBackup>[0]) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const database = openDatabase(config.database)
  try {
    return await work({ database, config, clock: systemClock() })
  } finally {
    await database.close()
  }
}

const progress = (what: string, json: boolean) =>
  json || !process.stderr.isTTY
    ? {}
    : { onProgress: (share: number, detail: string) => drawProgress(what, share, detail) }

function say(json: boolean, { tables, files, ...rest }: Manifest, words: string): void {
  if (process.stderr.isTTY && !json) process.stderr.write('\r\u001b[K')
  const rows = tables.reduce((all, table) => all + table.rows, 0)
  console.log(json ? JSON.stringify({ ...rest, tables: tables.length, rows, files: files.length }) : words)
}

function sum({ tables, files }: Manifest): string {
  return `${tables.length} 张表 ${tables.reduce((all, { rows }) => all + rows, 0)} 行，${files.length} 个文件`
}

export function productVersion(): string {
  return (JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string })
    .version
}
