/** `zhiheng import clues FILE`: reads an export of another system into clues; a progress line on the terminal, a report at the end. */
import { basename } from 'node:path'
import { createApplication } from '../application.ts'
import type { ImportProgress, ImportReport } from '../clues/index.ts'
import { systemActor } from '../identity/actor.ts'
import { readConfig } from '../platform/config.ts'
import { actorNamed } from './actor-named.ts'
import { drawProgress } from './progress.ts'

export interface ImportOptions {
  dryRun: boolean
  mapping?: string
  /** User name of the officer who answers for the import; the system when left out. */
  as?: string
  json: boolean
}

export async function importCluesFile(file: string, options: ImportOptions): Promise<void> {
  const app = await createApplication(readConfig(process.env, { workers: 'none', logLevel: 'warn' }))
  try {
    await app.seed()
    // One process writes an SQLite file: where the server runs, this is refused, and the import goes through its API.
    if (app.database.dialect.singleWriter) await app.link.start()
    const report = await app.clues.import(
      options.as === undefined ? systemActor('clue-import') : await actorNamed(app.identity, options.as),
      {
        file,
        name: basename(file),
        mapping: options.mapping,
        dryRun: options.dryRun,
        onProgress: process.stderr.isTTY ? drawImport : undefined,
      },
    )
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    console.log(options.json ? JSON.stringify(report) : wordsOf(report))
    if (report.outcome === 'refused') process.exitCode = 1
  } finally {
    await app.close()
  }
}

function drawImport({ phase, rows, share }: ImportProgress): void {
  drawProgress(phase === 'check' ? '检查' : '写入', share, `${rows} 行`)
}

const outcomes: Record<ImportReport['outcome'], string> = {
  checked: '检查完毕，没有写入',
  imported: '导入完毕',
  refused: '有不合格的行，全部没有写入',
}

function wordsOf({
  name,
  outcome,
  rows,
  accepted,
  known,
  refused,
  items,
  firstNumber,
  lastNumber,
}: ImportReport): string {
  const lines = [
    `${name}：${outcomes[outcome]}`,
    `共 ${rows} 行，新线索 ${accepted} 行，已登记而跳过 ${known} 行，不合格 ${refused} 行`,
    ...(firstNumber === null ? [] : [`案源编号 ${firstNumber} 至 ${lastNumber}`]),
    ...items.map(
      ({ row, outcome: what, problems }) =>
        `第 ${row} 行 ${what === 'refused' ? '不合格' : '跳过'}：${problems.map(({ column, message }) => (column ? `${column}：${message}` : message)).join('；')}`,
    ),
  ]
  const unlisted = known + refused - items.length
  if (unlisted > 0) lines.push(`另有 ${unlisted} 行未列出`)
  return lines.join('\n')
}
