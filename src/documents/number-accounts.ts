/** Is each number 文号 accounted for? Of every series, each number that was taken stands on exactly one document or clue, and what became of that is known. */
import type { Sql } from '../platform/database/sql.ts'
import { grouped } from '../platform/grouped.ts'
import { type DocumentActRow, actWords, standingOf, type Standing } from './acts/model.ts'
import type { DocumentRow } from './model.ts'
import { type NumberingRules, printed, readNumber } from './numbering.ts'

export interface SeriesAccount {
  /** Bureau and kind: 示综执罚决. */
  prefix: string
  year: number
  /** Numbers that were taken, 1 to this one. */
  taken: number
  /** Of them, those on an issued document or a registered clue. */
  accounted: number
  /** Corrected, invalidated or withdrawn since, each with its reason. */
  changed: NumberedPaper[]
  /** Taken, and on nothing. */
  missing: string[]
  /** On more than one, or on something that was not issued; beyond what was taken. */
  wrong: { number: string; text: string }[]
}

export interface NumberedPaper {
  number: string
  documentId: string
  caseId: string
  name: string
  standing: Standing
  /** Chinese; null where it stands as it was issued. */
  reason: string | null
  decidedBy: string | null
  decidedAt: number | null
}

type NumberedRow = Pick<DocumentRow, 'id' | 'case_id' | 'name' | 'state'> & { number: string }
type Bearer = { number: string; document?: NumberedRow }

/** @param years from and until, both included. */
export async function numberAccounts(
  sql: Sql,
  rules: NumberingRules,
  years: { from: number; until: number },
): Promise<{ series: SeriesAccount[]; unreadable: string[] }> {
  const documents = await sql.all<NumberedRow>(
    'SELECT id, case_id, name, state, number FROM documents WHERE number IS NOT NULL ORDER BY number',
  )
  const clues = await sql.all<{ number: string }>('SELECT number FROM clues WHERE number IS NOT NULL')
  const kept = await sql.all<{ prefix: string; series_year: number; next_number: number }>(
    'SELECT prefix, series_year, next_number FROM number_series ORDER BY prefix, series_year',
  )
  const acts = await effectiveActs(sql)
  const unreadable: string[] = []
  const found = new Map<string, Map<number, Bearer[]>>()
  const enter = (bearer: Bearer) => {
    const read = readNumber(rules, bearer.number)
    if (!read) return void unreadable.push(bearer.number)
    const key = `${read.prefix} ${read.year}`
    const numbers = found.get(key) ?? new Map<number, Bearer[]>()
    found.set(key, numbers)
    numbers.set(read.number, [...(numbers.get(read.number) ?? []), bearer])
  }
  for (const document of documents) enter({ number: document.number, document })
  for (const { number } of clues) enter({ number })
  const known = new Map(
    kept.map((one) => [`${one.prefix} ${Number(one.series_year)}`, Number(one.next_number) - 1]),
  )
  const series = [...new Set([...known.keys(), ...found.keys()])]
    .map((key) => ({ key, prefix: key.slice(0, -5), year: Number(key.slice(-4)) }))
    .filter(({ year }) => year >= years.from && year <= years.until)
    .toSorted((a, b) => a.year - b.year || (a.prefix < b.prefix ? -1 : 1))
    .map(({ key, prefix, year }) =>
      account(rules, { prefix, year, taken: known.get(key) ?? 0 }, found.get(key) ?? new Map(), acts),
    )
  return { series, unreadable }
}

function account(
  rules: NumberingRules,
  { prefix, year, taken }: Pick<SeriesAccount, 'prefix' | 'year' | 'taken'>,
  bearers: Map<number, Bearer[]>,
  acts: Map<string, DocumentActRow[]>,
): SeriesAccount {
  const result: SeriesAccount = { prefix, year, taken, accounted: 0, changed: [], missing: [], wrong: [] }
  for (let number = 1; number <= taken; number++)
    if (!bearers.has(number)) result.missing.push(printed(rules, prefix, '', year, number))
  for (const [number, all] of [...bearers].toSorted(([a], [b]) => a - b)) {
    const text = all[0]!.number
    if (all.length > 1) result.wrong.push({ number: text, text: `${all.length} 份材料用了同一个号` })
    else if (number > taken) result.wrong.push({ number: text, text: '号簿没有给出过这个号' })
    else if (all[0]!.document && all[0]!.document.state !== 'issued')
      result.wrong.push({ number: text, text: '取了号而没有签发' })
    else result.accounted++
    for (const { document } of all) {
      if (!document || !acts.has(document.id)) continue
      result.changed.push(numberedPaper(document, acts.get(document.id)!))
    }
  }
  return result
}

/** Numbers of one case, each with what became of it. */
export async function numbersOfCase(sql: Sql, caseId: string): Promise<NumberedPaper[]> {
  const rows = await sql.all<NumberedRow>(
    "SELECT id, case_id, name, state, number FROM documents WHERE case_id = ? AND number IS NOT NULL AND state = 'issued' ORDER BY issued_at, id",
    [caseId],
  )
  const acts = await effectiveActs(sql, caseId)
  return rows.map((row) => numberedPaper(row, acts.get(row.id) ?? []))
}

function numberedPaper({ id, case_id, name, number }: NumberedRow, acts: DocumentActRow[]): NumberedPaper {
  const last = acts.at(-1)
  return {
    number,
    documentId: id,
    caseId: case_id,
    name,
    standing: standingOf(acts),
    reason:
      acts.length === 0 ? null : acts.map(({ kind, reason }) => `${actWords[kind]}：${reason}`).join('；'),
    decidedBy: last?.decided_name ?? null,
    decidedAt: last ? Number(last.decided_at) : null,
  }
}

async function effectiveActs(sql: Sql, caseId?: string): Promise<Map<string, DocumentActRow[]>> {
  const rows = await sql.all<DocumentActRow>(
    `SELECT * FROM document_acts WHERE state = 'effective' ${caseId === undefined ? '' : 'AND case_id = ?'} ORDER BY id`,
    caseId === undefined ? [] : [caseId],
  )
  return grouped(rows, ({ document_id: id }) => id)
}
