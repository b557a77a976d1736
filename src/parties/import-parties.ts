/** Importing parties 导入: row by row, each as if an officer had entered it; a dry run does the same and takes it all back. */
import { CsvError, parse } from 'csv-parse/sync'
import type { Actor } from '../identity/actor.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { type FieldProblem, Problem, problem } from '../platform/problem.ts'
import { columnOf, type CsvParty, csvColumns, fromCsv } from './csv-columns.ts'
import type { PartyRoom } from './room.ts'
import type { Parties } from './service.ts'

export interface ImportReport {
  dryRun: boolean
  added: number
  /** The number was registered already; what is new in the row was taken over. */
  known: number
  refused: number
  rows: { line: number; outcome: 'added' | 'known' | 'refused'; name: string; faults: FieldProblem[] }[]
}

export async function importParties(
  room: PartyRoom,
  enter: Parties['findOrCreate'],
  actor: Actor,
  csv: string,
  dryRun: boolean,
): Promise<ImportReport> {
  const { policy, database, audit, newId } = room
  policy.require(actor, 'party.import')
  const lines = read(csv, room.rules.importRows)
  let report: ImportReport
  const work = async (tx: WriteTransaction) => {
    report = { dryRun, added: 0, known: 0, refused: 0, rows: [] }
    for (const { line, row } of lines) {
      const { outcome, faults } = await take(tx, row)
      report[outcome]++
      report.rows.push({ line, outcome, name: row.姓名或者名称 ?? '', faults })
    }
    if (dryRun) throw new DryRun()
    const { added, known, refused } = report
    await audit.append(tx, {
      actor,
      action: 'party.imported',
      object: { type: 'party-import', id: newId() },
      after: { added, known, refused },
    })
  }
  const take = async (tx: WriteTransaction, row: CsvParty) => {
    const party = fromCsv(row)
    if ('message' in party)
      return { outcome: 'refused' as const, faults: [{ path: party.column, message: party.message }] }
    try {
      const { created } = await enter(tx, actor, party)
      return { outcome: created ? ('added' as const) : ('known' as const), faults: [] }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const fields = error.fields.map(({ path, message }) => ({ path: columnOf[path] ?? path, message }))
      return {
        outcome: 'refused' as const,
        faults: fields.length > 0 ? fields : [{ path: '', message: error.message }],
      }
    }
  }
  try {
    await database.write(work)
  } catch (error) {
    if (!(error instanceof DryRun)) throw error
  }
  return report!
}

/** Ends the transaction of a dry run without a trace. */
class DryRun extends Error {}

function read(csv: string, most: number): { line: number; row: CsvParty }[] {
  let lines: { record: CsvParty; info: { lines: number } }[]
  try {
    lines = parse(csv, { bom: true, columns: true, info: true, skip_empty_lines: true, trim: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw unreadable(`第 ${String(error.lines)} 行：列数与表头不符，或者引号没有配对`)
  }
  const head = Object.keys(lines[0]?.record ?? {})
  const unknown = head.filter((column) => !(csvColumns as readonly string[]).includes(column))
  if (lines.length === 0 || !head.includes('类型') || !head.includes('姓名或者名称') || unknown.length > 0)
    throw unreadable(`表头应为：${csvColumns.join('、')}`)
  if (lines.length > most) throw unreadable(`一次不超过 ${most} 行，现有 ${lines.length} 行`)
  return lines.map(({ record, info }) => ({ line: info.lines, row: record }))
}

const unreadable = (message: string) =>
  problem('input-invalid', '导入的 CSV 文件有误', [{ path: 'csv', message }])
