import type { Migration } from '../platform/database/migrate.ts'
import type { Row } from '../platform/database/rows.ts'
import { openText, placeOf, sealedHead, sealText } from '../platform/database/sealed-columns.ts'
import type { Sql } from '../platform/database/sql.ts'

/** As they were when answers came to be sealed. */
const answers: [table: string, column: string][] = [
  ['task_acts', 'data'],
  ['case_facts', 'data'],
  ['party_messages', 'data'],
  ['side_flows', 'data'],
  ['fact_corrections', 'changes'],
  ['service_attempts', 'data'],
  ['service_addresses', 'data'],
  ['own_enforcement_steps', 'data'],
  ['property_exits', 'particulars'],
  ['measures', 'execution'],
  ['measures', 'delivery'],
  ['clue_facts', 'data'],
]

const batch = 500

/**
 * Answers on forms are sealed 加密 where they stood in clear. Where no key is at hand (a backup that is restored), they stay as they are: they are readable, and
 * the next start seals them as it does after a change of keys.
 */
export const sealedAnswersAtRest: Migration = {
  name: '0620-sealed-answers',
  async up(sql, { overwriteDeleted }, seal) {
    if (!seal) return
    // Else it would stand in the file in clear until its page is used again.
    if (overwriteDeleted) await sql.all(overwriteDeleted)
    for (const [table, column] of answers) {
      const place = placeOf(table, column)
      await rewrite(sql, table, column, (text) =>
        text.startsWith(sealedHead(place)) ? text : sealText(seal, text, place),
      )
    }
  },
  async down(sql, _dialect, seal) {
    for (const [table, column] of answers) {
      const place = placeOf(table, column)
      await rewrite(sql, table, column, (text) => {
        if (!text.startsWith(sealedHead(place))) return text
        if (!seal) throw new Error('表单内容已经加密：退回以前的版本需要密钥文件')
        return openText(seal, text, place)
      })
    }
  },
}

async function rewrite(sql: Sql, table: string, column: string, of: (text: string) => string): Promise<void> {
  let after = ''
  for (;;) {
    const rows = await sql.all<Row>(
      `SELECT id, ${column} AS text FROM ${table} WHERE id > ? AND ${column} IS NOT NULL ORDER BY id LIMIT ${batch}`,
      [after],
    )
    for (const { id, text } of rows) {
      const to = of(text as string)
      if (to !== text) await sql.run(`UPDATE ${table} SET ${column} = ? WHERE id = ?`, [to, id!])
    }
    if (rows.length < batch) return
    after = rows.at(-1)!.id as string
  }
}
