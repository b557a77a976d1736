/**
 * Import of clues 批量导入: the file is read twice, row by row. First every row is checked and nothing written; only when none is refused are all of them
 * written, in one transaction. A ticket that is a clue already is passed over, so the same export can be imported again.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Actor, isSystem } from '../../identity/actor.ts'
import type { Department } from '../../officers/service.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { clueFaults, enteredColumns, type Known, readKnown } from '../check-clue.ts'
import type { ClueSource } from '../clue-sources.ts'
import { type CheckedClue, insertClues } from '../register.ts'
import { type ClueRoom, sourceOf } from '../room.ts'
import type { ImportMapping } from './mapping.ts'
import { readTable, type TableRow } from './read-table.ts'
import { columnOf, type RowFault, rowToClue } from './row-to-clue.ts'

export interface ImportOrder {
  /** Path on this machine. */
  file: string
  /** As the person calls it. */
  name: string
  /** Name of a mapping; the first one when left out. */
  mapping?: string
  /** Only checks. */
  dryRun: boolean
  onProgress?(progress: ImportProgress): void
}

export interface ImportProgress {
  phase: 'check' | 'write'
  rows: number
  /** 0 to 1. */
  share: number
}

export interface RowReport {
  row: number
  outcome: 'refused' | 'known'
  problems: RowFault[]
}

export interface ImportReport {
  name: string
  mapping: string
  sha256: string
  dryRun: boolean
  /** `refused`: at least one row was, and nothing was written. */
  outcome: 'checked' | 'imported' | 'refused'
  rows: number
  /** Rows that are, or would be, new clues. */
  accepted: number
  /** Rows whose ticket is a clue already, or stands in the file before. */
  known: number
  refused: number
  /** Rows that are not accepted, in their order, as many as data/clue-rules.yaml lists. */
  items: RowReport[]
  firstNumber: string | null
  lastNumber: string | null
}

const batch = 500

export async function importClues(room: ClueRoom, actor: Actor, order: ImportOrder): Promise<ImportReport> {
  const { policy, database, mappings, audit, officers } = room
  policy.require(actor, 'clue.import')
  if (actor.officerId === null && !isSystem(actor)) throw problem('forbidden', '只有在编人员可以导入线索')
  const mapping =
    order.mapping === undefined ? mappings[0] : mappings.find(({ name }) => name === order.mapping)
  if (!mapping)
    throw problem('input-invalid', '没有这种导入格式', [
      {
        path: 'mapping',
        message: `应当是：${mappings.map(({ name, label }) => `${name} ${label}`).join('、')}`,
      },
    ])
  const checker: RowChecker = {
    room,
    mapping,
    source: sourceOf(room, mapping.source),
    known: await readKnown(room),
    departmentOf: departmentsFor(
      await officers.departments(),
      isSystem(actor) ? undefined : (await officers.get(actor.officerId!)).departmentId,
    ),
  }
  const survey = await walk(checker, order, 'check', database.sql)
  const report: ImportReport = {
    name: order.name,
    mapping: mapping.name,
    sha256: await sha256Of(order.file),
    dryRun: order.dryRun,
    outcome: survey.refused > 0 ? 'refused' : 'checked',
    ...survey,
    firstNumber: null,
    lastNumber: null,
  }
  if (order.dryRun || survey.refused > 0) return report
  return database.write(async (tx) => {
    const numbers: string[] = []
    const written = await walk(checker, order, 'write', tx.sql, async (clues) => {
      const registered = await insertClues(room, tx, actor, clues)
      numbers[0] ??= registered[0]!.number
      numbers[1] = registered.at(-1)!.number
    })
    if (written.refused > 0) throw problem('conflict', '文件在导入期间有变化，没有写入任何线索')
    const done: ImportReport = {
      ...report,
      ...written,
      outcome: 'imported',
      firstNumber: numbers[0] ?? null,
      lastNumber: numbers[1] ?? null,
    }
    const { name, sha256, accepted, firstNumber, lastNumber } = done
    await audit.append(tx, {
      actor,
      action: 'clue.imported',
      object: { type: 'clue-import', id: sha256 },
      after: { name, mapping: mapping.name, accepted, known: written.known, firstNumber, lastNumber },
    })
    return done
  })
}

interface RowChecker {
  room: ClueRoom
  mapping: ImportMapping
  source: ClueSource
  known: Known
  departmentOf(text: string | undefined): { id: string } | { message: string }
}

/** An officer imports into their own department; the command centre 指挥中心, and who runs the system, hand out to every department. */
function departmentsFor(departments: Department[], ownId: string | undefined): RowChecker['departmentOf'] {
  const own = ownId === undefined ? departments.find(({ kind }) => kind === 'command') : undefined
  const home = departments.find(({ id }) => id === ownId) ?? own
  const byName = new Map(departments.flatMap((one) => [one.code, one.name].map((name) => [name, one.id])))
  return (text) => {
    if (text === undefined) return home ? { id: home.id } : { message: '必须填写承办部门' }
    const id = byName.get(text)
    if (id === undefined) return { message: `没有部门“${text}”` }
    return id === home?.id || home?.kind === 'command' || ownId === undefined
      ? { id }
      : { message: '您不能把线索导入其他部门' }
  }
}

interface Counts {
  rows: number
  accepted: number
  known: number
  refused: number
  items: RowReport[]
}

type Checked = { row: number; clue?: CheckedClue; problems: RowFault[] }

/** Reads the file to its end, batch by batch; what is new goes to `write`. */
async function walk(
  checker: RowChecker,
  { file, name, onProgress }: ImportOrder,
  phase: ImportProgress['phase'],
  sql: Sql,
  write?: (clues: CheckedClue[]) => Promise<void>,
): Promise<Counts> {
  const { imports } = checker.room.rules
  const table = await readTable(file, imports)
  requireColumns(checker.mapping, table.columns)
  const counts: Counts = { rows: 0, accepted: 0, known: 0, refused: 0, items: [] }
  /** Ticket → row of this file. */
  const seen = new Map<string, number>()
  const say = (row: number, outcome: RowReport['outcome'], problems: RowFault[]) => {
    counts[outcome]++
    if (counts.items.length < imports.listedFaults) counts.items.push({ row, outcome, problems })
  }
  const settle = async (rows: Checked[]) => {
    const registered = await ticketsAmong(sql, rows)
    const fresh: CheckedClue[] = []
    for (const { row, clue, problems } of rows) {
      const ticket = clue?.columns.ticket ?? null
      const before = ticket === null ? undefined : seen.get(ticket)
      if (!clue) say(row, 'refused', problems)
      else if (before !== undefined)
        say(row, 'known', [{ column: '', message: `与第 ${before} 行是同一工单` }])
      else if (ticket !== null && registered.has(ticket))
        say(row, 'known', [{ column: '', message: `已经登记为线索 ${registered.get(ticket)}` }])
      else fresh.push(clue)
      if (clue && ticket !== null && before === undefined) seen.set(ticket, row)
    }
    counts.accepted += fresh.length
    if (fresh.length > 0) await write?.(fresh)
    onProgress?.({ phase, rows: counts.rows, share: Math.min(1, table.share()) })
  }
  let waiting: Checked[] = []
  for await (const row of table.rows) {
    if (++counts.rows > imports.mostRows)
      throw problem('too-large', `一次最多导入 ${imports.mostRows} 行，请分成几个文件`)
    waiting.push(checkRow(checker, name, row))
    if (waiting.length < batch) continue
    await settle(waiting)
    waiting = []
  }
  await settle(waiting)
  return counts
}

function requireColumns({ columns, optional, label }: ImportMapping, found: string[] | null): void {
  if (found === null) return
  const missing = Object.keys(columns).filter(
    (column) => !optional.includes(column) && !found.includes(column),
  )
  const double = found.find((column, index) => column !== '' && found.indexOf(column) !== index)
  if (missing.length > 0)
    throw problem(
      'input-invalid',
      `文件不像“${label}”：缺少 ${missing.length} 列`,
      missing.map((column) => ({ path: column, message: '文件中没有这一列' })),
    )
  if (double !== undefined)
    throw problem('input-invalid', '表头有重复的列', [{ path: double, message: '出现了两次' }])
}

function checkRow(
  { room, mapping, source, known, departmentOf }: RowChecker,
  name: string,
  row: TableRow,
): Checked {
  const { clue: entered, department, faults } = rowToClue(mapping, row)
  // Who is not named by the export has not left a name.
  const anonymous =
    source.anonymousAllowed &&
    !source.fields.some((field) => field.personal && entered.particulars?.[field.name])
  const clue = anonymous ? { ...entered, anonymous } : entered
  const home = departmentOf(department)
  const problems = [
    ...faults,
    ...clueFaults(room, known, clue)
      .map(({ path, message }) => ({ column: columnOf(mapping, path), message }))
      // A cell that cannot be read has been complained about.
      .filter(({ column }) => !faults.some((fault) => fault.column === column)),
    ...('message' in home ? [{ column: columnOf(mapping, 'department'), message: home.message }] : []),
  ]
  if (problems.length > 0 || 'message' in home) return { row: row.row, problems }
  const columns = enteredColumns(room, source, known, clue)
  return {
    row: row.row,
    clue: { columns, departmentId: home.id, note: `由“${name}”第 ${row.row} 行导入` },
    problems,
  }
}

/** Ticket → number of the clue it became. */
async function ticketsAmong(sql: Sql, rows: Checked[]): Promise<Map<string, string | null>> {
  const tickets = rows.flatMap(({ clue }) => clue?.columns.ticket ?? [])
  if (tickets.length === 0) return new Map()
  const found = await sql.all<{ ticket: string; number: string | null }>(
    `SELECT ticket, number FROM clues WHERE ticket IN (${tickets.map(() => '?').join(', ')})`,
    tickets,
  )
  return new Map(found.map(({ ticket, number }) => [ticket, number]))
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer)
  return hash.digest('hex')
}
