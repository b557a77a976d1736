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

/** @throws Error naming the limit and column at fault. */
export async function seedLimits(
  sql: Sql,
  { onConflictReplace }: Dialect,
  seedFolder: string,
): Promise<void> {
  const confirmed = await sql.all<{ code: string }>('SELECT code FROM limits WHERE confirmed_by IS NOT NULL')
  const kept = new Set(confirmed.map(({ code }) => code))
  for (const raw of readCsv(readFileSync(join(seedFolder, 'limits.csv'), 'utf8'))) {
    const parsed = row.safeParse(raw)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new Error(`limits.csv: ${raw.code}: ${issue?.path.join('.')}: ${issue?.message}`)
    }
    const { code, name, starts_at, length, unit, law, article, direction, moves, note } = parsed.data
    if (kept.has(code)) continue
    await sql.run(
      `INSERT INTO limits (code, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ${onConflictReplace(['code'], columns)}`,
      [code, name, starts_at, length, unit, law, article, direction, moves === 'yes', note],
    )
  }
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
    basis:
      articles.length === 0
        ? one.law
        : `${one.law} ${articles.map((article) => articleWords(article)).join('、')}`,
    note: one.note,
    confirmed: one.confirmed_by === null ? null : { by: one.confirmed_by, on: one.confirmed_on ?? '' },
    direction: one.direction,
    moves: Boolean(one.moves),
    law: one.law,
    articles,
  }
}
