/** Which limits cite an article of a law; they stand in data/limits.csv. */
import type { Sql } from '../platform/database/sql.ts'

export const limitCitations = {
  async of(sql: Sql, { name }: { name: string }) {
    const rows = await sql.all<{ code: string; name: string; articles: string }>(
      'SELECT code, name, articles FROM limits WHERE law = ? ORDER BY code',
      [name],
    )
    return rows.flatMap((row) => {
      const keys = row.articles.split('+').filter(Boolean)
      return (keys.length > 0 ? keys : [null]).map((article) => ({
        kind: 'limit' as const,
        id: row.code,
        name: row.name,
        article,
      }))
    })
  },
}
