/** data/laws.yaml into the register. Names and articles are kept up to date; confirmations by the legal section stay. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Dialect } from '../platform/database/dialect.ts'
import type { Sql } from '../platform/database/sql.ts'

const file = z.array(
  z.strictObject({
    name: z.string().min(1),
    title: z.string().min(1),
    level: z.enum(['law', 'administrative-regulation', 'local-regulation', 'department-rule', 'bureau-rule']),
    articles: z.record(z.string().regex(/^[1-9]\d*$/), z.string()),
  }),
)

/** @throws ZodError naming the path of what is wrong in the file. */
export async function seedLaws(sql: Sql, { onConflictReplace }: Dialect, seedFolder: string): Promise<void> {
  const laws = file.parse(parse(readFileSync(join(seedFolder, 'laws.yaml'), 'utf8')))
  for (const [position, { name, title, level, articles }] of laws.entries()) {
    await sql.run(
      `INSERT INTO laws (name, title, level, position) VALUES (?, ?, ?, ?) ${onConflictReplace(['name'], ['title', 'level', 'position'])}`,
      [name, title, level, position],
    )
    const rows = Object.entries(articles)
    if (rows.length === 0) continue
    await sql.run(
      `INSERT INTO articles (law, article, asks) VALUES ${rows.map(() => '(?, ?, ?)').join(', ')} ${onConflictReplace(['law', 'article'], ['asks'])}`,
      rows.flatMap(([article, asks]) => [name, Number(article), asks]),
    )
  }
}
