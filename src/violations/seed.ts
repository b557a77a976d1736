/** data/violations.csv into the register, all unconfirmed. What the legal section has confirmed, or a later version, is never touched. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { lawReference } from '../laws/reference.ts'
import { articlePattern } from '../platform/article-number.ts'
import { type CsvRow, readCsv } from '../platform/csv.ts'
import type { Dialect } from '../platform/database/dialect.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import { provisionColumns } from './citations.ts'

const amount = z
  .string()
  .regex(/^\d*$/)
  .transform((yuan) => (yuan === '' ? null : Number(yuan) * 100))
/** `18`, `18.1.2` for 第一款第（二）项, or nothing where it has still to be found. */
const article = z.union([z.literal(''), z.string().regex(articlePattern)])

const row = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}-\d{3}$/),
  category: z.string().min(1),
  power_item: z.string().min(1),
  violation: z.string().min(1),
  duty_law: z.string().min(1),
  duty_article: article,
  penalty_law: z.string().min(1),
  penalty_article: article,
  measure_first: z.string(),
  fine_min_yuan: amount,
  fine_max_yuan: amount,
  applies_to: z.enum(['any', 'citizen', 'organisation']),
  other_penalties: z.string(),
  hearing_likely: z.enum(['yes', 'no']),
  confidence: z.enum(['high', 'medium', 'low']),
})

/** Facts without a date of their own count from the day the present 行政处罚法 came into force. */
const effectiveFrom = '2021-07-15'
const columns = [
  'position',
  'category',
  'power_item',
  'name',
  'duty_law',
  'duty_article',
  'penalty_law',
  'penalty_article',
  'measure_first',
  'fine_min_fen',
  'fine_max_fen',
  'applies_to',
  'other_penalties',
  'hearing_likely',
  'effective_from',
  'confidence',
]

/** @throws Error naming the file's line or the violation and column at fault. */
export async function seedViolations(
  sql: Sql,
  { onConflictReplace }: Dialect,
  seedFolder: string,
): Promise<void> {
  const rows = readCsv(readFileSync(join(seedFolder, 'violations.csv'), 'utf8')).map(check)
  const confirmed = await sql.all<{ code: string }>(
    'SELECT DISTINCT code FROM violations WHERE confirmed_by IS NOT NULL OR version > 1',
  )
  const kept = new Set(confirmed.map(({ code }) => code))
  const wanted = rows.filter(({ code }) => !kept.has(code))
  if (wanted.length === 0) return
  const places = `(?, 1, ${columns.map(() => '?').join(', ')})`
  const codes = wanted.map(({ code }) => code)
  await sql.run(
    `DELETE FROM violation_details WHERE version = 1 AND code IN (${codes.map(() => '?').join(', ')})`,
    codes,
  )
  for (const one of wanted) {
    const { duty_branch, duty_point, penalty_branch, penalty_point } = placesOf(one)
    if (duty_branch || duty_point || penalty_branch || penalty_point)
      await insertRow(sql, 'violation_details', {
        code: one.code,
        version: 1,
        duty_branch,
        duty_point,
        penalty_branch,
        penalty_point,
      })
  }
  await sql.run(
    `INSERT INTO violations (code, version, ${columns.join(', ')}) VALUES ${wanted.map(() => places).join(', ')} ${onConflictReplace(['code', 'version'], columns)}`,
    wanted.flatMap((one) => toValues(one, rows.indexOf(one))),
  )
}

function check(raw: CsvRow): z.infer<typeof row> {
  const parsed = row.safeParse(raw)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`violations.csv: ${raw.code}: ${issue?.path.join('.')}: ${issue?.message}`)
}

const placesOf = (one: z.infer<typeof row>) =>
  provisionColumns(
    lawReference(one.duty_law, one.duty_article || null),
    lawReference(one.penalty_law, one.penalty_article || null),
  )

function toValues(one: z.infer<typeof row>, position: number): SqlValue[] {
  const { duty_article, penalty_article } = placesOf(one)
  return [
    one.code,
    position,
    one.category,
    one.power_item,
    one.violation,
    one.duty_law,
    duty_article,
    one.penalty_law,
    penalty_article,
    one.measure_first,
    one.fine_min_yuan,
    one.fine_max_yuan,
    one.applies_to,
    one.other_penalties,
    one.hearing_likely === 'yes',
    effectiveFrom,
    one.confidence,
  ]
}
