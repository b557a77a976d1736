/** data/limits.csv into the register of limits, and reading it back. What the legal section has confirmed is not touched by the file. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { articleWords } from '../platform/article-number.ts'
import { readCsv } from '../platform/csv.ts'
import type { Dialect } from '../platform/database/dialect.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { Limit, LimitUnit } from './service.ts'

const row = z.strictObject({
  code: z.string().regex(/^[a-z-]+$/),
  name: z.string().min(1),
  starts_at: z.string().min(1),
  length: z.coerce.number().int().min(0),
  unit: z.enum(['hour', 'working_day', 'calendar_day', 'month', 'year']),
  law: z.string().min(1),
  article: z.string().regex(/^(\d+(\+\d+)*)?$/),
  direction: z.enum(['after', 'before']),
  moves: z.enum(['yes', 'no']),
  note: z.string(),
})

/** A limit with what only the computation needs. */
export type LimitRule = Limit & {
  direction: 'after' | 'before'
  moves: boolean
  law: string
  articles: number[]
}

interface LimitRow {
  code: string
  name: string
  starts_at: string
  length: number
  unit: LimitUnit
  law: string
  /** `64+85` */
  articles: string
  direction: 'after' | 'before'
  moves: number
  note: string
  confirmed_by: string | null
  confirmed_on: string | null
}

const columns = ['name', 'starts_at', 'length', 'unit', 'law', 'articles', 'direction', 'moves', 'note']

type FileLimit = z.infer<typeof row>

/** @throws Error naming the limit and column at fault. */
export function readLimitFile(seedFolder: string): FileLimit[] {
  return readCsv(readFileSync(join(seedFolder, 'limits.csv'), 'utf8')).map((raw) => {
    const parsed = row.safeParse(raw)
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw new Error(`limits.csv: ${raw.code}: ${issue?.path.join('.')}: ${issue?.message}`)
  })
}

export async function seedLimits(
  sql: Sql,
  { onConflictReplace }: Dialect,
  limits: FileLimit[],
): Promise<void> {
  const confirmed = await sql.all<{ code: string }>('SELECT code FROM limits WHERE confirmed_by IS NOT NULL')
  const kept = new Set(confirmed.map(({ code }) => code))
  for (const limit of limits.filter(({ code }) => !kept.has(code)))
    await sql.run(
      `INSERT INTO limits (code, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ${onConflictReplace(['code'], columns)}`,
      [limit.code, ...valuesOf(limit)],
    )
}

/** Two people stand for the text of the file: it takes the place of what was in force. */
export async function confirmLimit(
  sql: Sql,
  limit: FileLimit,
  confirmed: { by: string; on: string },
): Promise<void> {
  await sql.run(
    `UPDATE limits SET ${columns.map((column) => `${column} = ?`).join(', ')}, confirmed_by = ?, confirmed_on = ? WHERE code = ?`,
    [...valuesOf(limit), confirmed.by, confirmed.on, limit.code],
  )
}

const valuesOf = ({ name, starts_at, length, unit, law, article, direction, moves, note }: FileLimit) => [
  name,
  starts_at,
  length,
  unit,
  law,
  article,
  direction,
  moves === 'yes',
  note,
]

const unitWords: Record<LimitUnit, string> = {
  hour: '小时',
  working_day: '个工作日',
  calendar_day: '日',
  month: '个月',
  year: '年',
}

/** All that counts of a limit, as the legal section reads and confirms it. */
export function limitInWords(limit: FileLimit): string {
  const [from, until] = limit.direction === 'after' ? ['自', '起'] : ['在', '前']
  return [
    limit.name,
    `${from}${limit.starts_at}${until}${limit.length}${unitWords[limit.unit]}`,
    limit.moves === 'yes' ? '最后一日逢休息日顺延' : '最后一日不顺延',
    basisOf(limit.law, limit.article),
    ...(limit.note === '' ? [] : [limit.note]),
  ].join('；')
}

function basisOf(law: string, article: string): string {
  const articles = article.split('+').filter(Boolean).map(Number)
  return articles.length === 0 ? law : `${law} ${articles.map((one) => articleWords(one)).join('、')}`
}

export async function readLimits(sql: Sql): Promise<Map<string, LimitRule>> {
  const rows = await sql.all<LimitRow>('SELECT * FROM limits ORDER BY code')
  return new Map(rows.map((one) => [one.code, toRule(one)]))
}

function toRule(one: LimitRow): LimitRule {
  const articles = one.articles.split('+').filter(Boolean).map(Number)
  return {
    code: one.code,
    name: one.name,
    startsAt: one.starts_at,
    length: Number(one.length),
    unit: one.unit,
    basis: basisOf(one.law, one.articles),
    note: one.note,
    confirmed: one.confirmed_by === null ? null : { by: one.confirmed_by, on: one.confirmed_on ?? '' },
    direction: one.direction,
    moves: Boolean(one.moves),
    law: one.law,
    articles,
  }
}
