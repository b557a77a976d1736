/** The audit log: append-only, one chain per database. Nothing here changes or removes a line; the tables are written nowhere else. */
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, SqlValue, WriteTransaction } from '../platform/database/sql.ts'
import { appendLines } from './append-lines.ts'
import type { AuditEntry } from './entry.ts'
import { type AuditLine, type ChainHead, genesis, type StoredLine } from './line.ts'
import { type Verification, verifyChain } from './verify.ts'

export interface AuditQuery {
  caseId?: string
  object?: { type: string; id: string }
  /** Lines after this number; for paging. */
  afterSeq?: number
  /** At most 500. */
  limit?: number
}

/** Lines of one answer. */
const most = 500

export type ListedLine = AuditLine & { sha256: string; sm3: string }

export interface Audit {
  /** One line, written with the others of the caller's transaction when that ends, in the order of asking; the entry does not change until then. */
  append(tx: WriteTransaction, entry: AuditEntry): Promise<void>
  appendMany(tx: WriteTransaction, entries: AuditEntry[]): Promise<void>
  verify(anchor?: ChainHead): Promise<Verification>
  /** The last line's number and fingerprints, to be noted outside the database. */
  head(): Promise<ChainHead>
  /** The last line written before the instant (epoch ms): what nobody can choose, and nobody can change. */
  lastBefore(sql: Sql, at: number): Promise<ChainHead>
  list(query: AuditQuery): Promise<ListedLine[]>
  /** Every line of a case, in its order. */
  ofCase(caseId: string): Promise<ListedLine[]>
  /** Every line about these objects, in its order. */
  ofObjects(type: string, ids: string[]): Promise<ListedLine[]>
}

const listed = ({ line, sha256, sm3 }: Pick<StoredLine, 'line' | 'sha256' | 'sm3'>): ListedLine => ({
  ...(JSON.parse(line) as AuditLine),
  sha256,
  sm3,
})

export function createAudit({ database, clock }: { database: Database; clock: Clock }): Audit {
  const waiting = new WeakMap<WriteTransaction, AuditEntry[]>()
  const audit: Audit = {
    append: (tx, entry) => audit.appendMany(tx, [entry]),
    async appendMany(tx, entries) {
      const before = waiting.get(tx)
      if (before) return void before.push(...entries)
      const all = [...entries]
      waiting.set(tx, all)
      tx.beforeCommit(async () => {
        waiting.delete(tx)
        await appendLines(tx.sql, database.dialect, clock, all)
      })
    },
    verify: (anchor) => verifyChain(database.sql, anchor),
    async head() {
      const [head] = await database.sql.all<ChainHead>('SELECT seq, sha256, sm3 FROM audit_head WHERE id = 1')
      return head!
    },
    async lastBefore(sql, at) {
      const [line] = await sql.all<ChainHead>(
        'SELECT seq, sha256, sm3 FROM audit_lines WHERE at < ? ORDER BY seq DESC LIMIT 1',
        [at],
      )
      return line ?? genesis
    },
    async list({ caseId, object, afterSeq = 0, limit = 100 }) {
      const conditions = ['seq > ?']
      const values: SqlValue[] = [afterSeq]
      const where = (condition: string, ...more: SqlValue[]) => {
        conditions.push(condition)
        values.push(...more)
      }
      if (caseId !== undefined) where('case_id = ?', caseId)
      if (object) where('object_type = ? AND object_id = ?', object.type, object.id)
      const rows = await database.sql.all<StoredLine>(
        `SELECT line, sha256, sm3 FROM audit_lines WHERE ${conditions.join(' AND ')} ORDER BY seq LIMIT ?`,
        [...values, Math.min(limit, most)],
      )
      return rows.map(listed)
    },
    async ofObjects(type, ids) {
      if (ids.length === 0) return []
      const rows = await database.sql.all<StoredLine>(
        `SELECT line, sha256, sm3 FROM audit_lines WHERE object_type = ? AND object_id IN (${ids.map(() => '?').join(', ')}) ORDER BY seq`,
        [type, ...ids],
      )
      return rows.map(listed)
    },
    async ofCase(caseId) {
      const lines: ListedLine[] = []
      for (;;) {
        const page = await audit.list({ caseId, afterSeq: lines.at(-1)?.seq ?? 0, limit: most })
        lines.push(...page)
        if (page.length < most) return lines
      }
    },
  }
  return audit
}
