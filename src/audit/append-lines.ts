/**
 * The lines of one transaction. The head row is locked first, so that writers of MariaDB queue up here and numbers have no gap; it stays locked until
 * the transaction ends, which is why they are written at its very end.
 */
import type { Clock } from '../platform/clock.ts'
import type { Dialect } from '../platform/database/dialect.ts'
import { insertRows } from '../platform/database/rows.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { AuditEntry } from './entry.ts'
import { type ChainHead, composeLine, type StoredLine } from './line.ts'

export async function appendLines(
  sql: Sql,
  dialect: Dialect,
  clock: Clock,
  entries: AuditEntry[],
): Promise<void> {
  const [locked] = await sql.all<ChainHead>(
    `SELECT seq, sha256, sm3 FROM audit_head WHERE id = 1 ${dialect.forUpdate}`,
  )
  if (!locked)
    throw new Error('audit_head has no row: the migrations have not run, or the log was tampered with')
  // Read under the lock: along the chain no line is older than the one before it.
  const at = clock.now()
  let head = locked
  const lines = entries.map((entry): StoredLine => {
    const line = composeLine(head, at, entry)
    head = line
    return line
  })
  await insertRows(sql, 'audit_lines', lines, dialect)
  await sql.run('UPDATE audit_head SET seq = ?, sha256 = ?, sm3 = ? WHERE id = 1', [
    head.seq,
    head.sha256,
    head.sm3,
  ])
}
