/**
 * The hot statements of the log. The head row is locked first, so that writers of MariaDB queue up here and numbers have no gap; it stays locked until
 * the transaction ends, which is why a use case writes its audit line late.
 */
import type { Dialect } from '../platform/database/dialect.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { ChainHead, StoredLine } from './line.ts'

export async function lockHead(sql: Sql, dialect: Dialect): Promise<ChainHead> {
  const [head] = await sql.all<ChainHead>(
    `SELECT seq, sha256, sm3 FROM audit_head WHERE id = 1 ${dialect.forUpdate}`,
  )
  if (!head)
    throw new Error('audit_head has no row: the migrations have not run, or the log was tampered with')
  return head
}

export async function insertLine(sql: Sql, line: StoredLine): Promise<void> {
  await sql.run(
    `INSERT INTO audit_lines (seq, at, account_id, action, object_type, object_id, case_id, line, sha256, sm3) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      line.seq,
      line.at,
      line.account_id,
      line.action,
      line.object_type,
      line.object_id,
      line.case_id,
      line.line,
      line.sha256,
      line.sm3,
    ],
  )
}

export async function moveHead(sql: Sql, head: ChainHead): Promise<void> {
  await sql.run('UPDATE audit_head SET seq = ?, sha256 = ?, sm3 = ? WHERE id = 1', [
    head.seq,
    head.sha256,
    head.sm3,
  ])
}
