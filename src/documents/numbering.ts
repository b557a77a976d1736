/**
 * Numbers of documents 文号: per kind and year, no gaps, no doubles. The next number is looked at first, since the document is printed with it; the issuing
 * transaction then takes exactly that number, or nothing at all when another document was quicker.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Dialect } from '../platform/database/dialect.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'

const file = z.strictObject({
  format: z.string(),
  digits: z.number().int().min(1).max(12),
  kinds: z.record(z.string(), z.string().min(1)),
})

export type NumberingRules = z.infer<typeof file>

/** @param seedFolder the folder `data/`. @throws ZodError, or Error when two kinds would share their numbers. */
export function readNumbering(seedFolder: string): NumberingRules {
  const rules = file.parse(parse(readFileSync(join(seedFolder, 'numbering.yaml'), 'utf8')))
  const kinds = Object.values(rules.kinds)
  const double = kinds.find((abbreviation, index) => kinds.indexOf(abbreviation) !== index)
  if (double) throw new Error(`numbering.yaml: two kinds share the abbreviation ${double}`)
  return rules
}

/** A number that has been looked at but not taken. */
export interface ExpectedNumber {
  /** Bureau and kind: 示综执罚决字. */
  prefix: string
  year: number
  next: number
  /** As it is printed: 示综执罚决字〔2026〕第000123号 */
  text: string
}

/** Another document took the number that this one was printed with: print it again. */
export class NumberTaken extends Error {
  /** Tells the worker runtime to prepare the job anew at once. */
  readonly prepareAgain = true
  constructor(text: string) {
    super(`${text} was taken by another document`)
    this.name = 'NumberTaken'
  }
}

/** People who print the same kind at once. */
const tries = 20

/** @param once prints and writes; done again where the number was taken meanwhile, or the draft written with another template. */
export async function untilNumbered<Result>(once: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once()
    } catch (error) {
      if ((error as { prepareAgain?: boolean }).prepareAgain !== true || attempt === tries) throw error
    }
  }
}

/** @throws Problem `conflict` when the kind has no abbreviation. */
export async function expectNumber(
  sql: Sql,
  rules: NumberingRules,
  { bureau, kind, year }: { bureau: string; kind: string; year: number },
): Promise<ExpectedNumber> {
  const abbreviation = abbreviationOf(rules, kind)
  const prefix = `${bureau}${abbreviation}`
  const [series] = await sql.all<{ next_number: number }>(
    'SELECT next_number FROM number_series WHERE prefix = ? AND series_year = ?',
    [prefix, year],
  )
  const next = series?.next_number ?? 1
  return { prefix, year, next, text: printed(rules, bureau, abbreviation, year, next) }
}

/** A number as it is printed. @param kind the abbreviation. */
export function printed(
  { format, digits }: NumberingRules,
  bureau: string,
  kind: string,
  year: number,
  number: number,
): string {
  const values: Record<string, string> = {
    bureau,
    kind,
    year: String(year),
    number: String(number).padStart(digits, '0'),
  }
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

/** Reads a printed number back: its series and its place there. Bureau and kind stay together, as the series keeps them. */
export function readNumber(
  { format }: NumberingRules,
  text: string,
): { prefix: string; year: number; number: number } | undefined {
  const pattern = format
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace('{bureau}', '(?<bureau>.*?)')
    .replace('{kind}', '(?<kind>.*)')
    .replace('{year}', '(?<year>\\d{4})')
    .replace('{number}', '(?<number>\\d+)')
  const found = new RegExp(`^${pattern}$`, 'u').exec(text)?.groups
  if (!found) return undefined
  return {
    prefix: `${found.bureau ?? ''}${found.kind ?? ''}`,
    year: Number(found.year),
    number: Number(found.number),
  }
}

/** Takes the number in the issuing transaction. @throws NumberTaken. */
export async function takeNumber(
  { sql }: WriteTransaction,
  dialect: Dialect,
  { prefix, year, next, text }: ExpectedNumber,
): Promise<void> {
  if (next === 1) {
    await insertRow(sql, 'number_series', { prefix, series_year: year, next_number: 1 }, dialect.insertIgnore)
  }
  const { changes } = await sql.run(
    'UPDATE number_series SET next_number = next_number + 1 WHERE prefix = ? AND series_year = ? AND next_number = ?',
    [prefix, year, next],
  )
  if (changes === 0) throw new NumberTaken(text)
}

/**
 * Takes the next numbers of a series at once, for what is numbered when it is written and not printed beforehand. Whoever comes next waits for this
 * transaction, and a rollback gives the numbers back: no gap.
 */
export async function takeNextNumbers(
  { sql }: WriteTransaction,
  dialect: Dialect,
  rules: NumberingRules,
  { bureau, kind, year, count }: { bureau: string; kind: string; year: number; count: number },
): Promise<string[]> {
  const abbreviation = abbreviationOf(rules, kind)
  const prefix = `${bureau}${abbreviation}`
  const take = () =>
    sql.run('UPDATE number_series SET next_number = next_number + ? WHERE prefix = ? AND series_year = ?', [
      count,
      prefix,
      year,
    ])
  if ((await take()).changes === 0) {
    await insertRow(sql, 'number_series', { prefix, series_year: year, next_number: 1 }, dialect.insertIgnore)
    await take()
  }
  const [series] = await sql.all<{ next_number: number }>(
    'SELECT next_number FROM number_series WHERE prefix = ? AND series_year = ?',
    [prefix, year],
  )
  const first = Number(series!.next_number) - count
  return Array.from({ length: count }, (_, index) =>
    printed(rules, bureau, abbreviation, year, first + index),
  )
}

/** @throws Problem `conflict` when the kind has no abbreviation. */
export function abbreviationOf({ kinds }: NumberingRules, kind: string): string {
  const abbreviation = kinds[kind]
  if (abbreviation === undefined)
    throw problem('conflict', `numbering.yaml 没有给出 ${kind} 的文号简称，不能取号`)
  return abbreviation
}
