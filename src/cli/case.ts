/** `zhiheng case export` and `zhiheng case verify`: a case as one archive for another organ, and whether such an archive is still what it was. */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createApplication } from '../application.ts'
import { systemActor } from '../identity/actor.ts'
import { type PackageVerification, verifyPackage } from '../packages/index.ts'
import { readConfig } from '../platform/config.ts'
import { actorNamed } from './actor-named.ts'

export interface CaseExportOptions {
  to: string
  purpose: string
  recipient: string
  /** User name of who answers for the export; the system when left out. */
  as?: string
  json: boolean
}

export async function exportCase(numberOrId: string, options: CaseExportOptions): Promise<void> {
  const app = await createApplication(readConfig(process.env, { workers: 'none', logLevel: 'warn' }))
  try {
    // One process writes an SQLite file, and an export is a line of the log: where the server runs, this is refused, and the export goes through its API.
    if (app.database.dialect.singleWriter) await app.link.start()
    const actor =
      options.as === undefined ? systemActor('case-export') : await actorNamed(app.identity, options.as)
    const { purpose, recipient, to } = options
    const caseId = await app.examination.findCase(numberOrId)
    const made = await app.packages.export(actor, caseId, { purpose, recipient })
    // Under its name only once it is whole.
    const partly = `${to}.part`
    await pipeline(made.stream, createWriteStream(partly, { flags: 'wx' })).catch(async (error) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(partly, { force: true })
      throw error
    })
    await rename(partly, to)
    const report = { file: to, files: made.files, manifest: made.manifest }
    console.log(
      options.json
        ? JSON.stringify(report)
        : `已导出 ${made.files} 个文件到 ${to}。清单的指纹（告诉收件的机关，核对时用）：\n${made.manifest.sha256}`,
    )
  } finally {
    await app.close()
  }
}

export async function verifyCase(
  file: string,
  { manifest, json }: { manifest?: string; json: boolean },
): Promise<void> {
  const result = await verifyPackage(file, manifest?.toLowerCase()).catch((error: Error) => {
    throw new Error(`${file} 读不出来，或者不是完整的 ZIP 文件：${error.message}`, { cause: error })
  })
  console.log(json ? JSON.stringify(result) : inWords(result))
  if (!result.ok) process.exitCode = 1
}

function inWords({ ok, case: of, files, lines, manifest, anchor, faults }: PackageVerification): string {
  const said = `案件 ${of ?? '（不明）'}：${files} 个文件，审计日志 ${lines} 行`
  if (!ok) return [said, `有 ${faults.length} 处问题：`, ...faults.map(({ text }) => `  ${text}`)].join('\n')
  return [
    said,
    '每个文件都与清单一致，审计日志的各行没有改动。',
    `清单的指纹：${manifest!.sha256}`,
    ...(anchor ? [`请导出单位核对审计链：zhiheng audit verify --anchor ${anchor}`] : []),
  ].join('\n')
}
