/** Walks the chain from its first line and names the first line that was changed, taken out or moved. Reads in pages: memory stays flat. */
import type { Sql } from '../platform/database/sql.ts'
import { canonicalJson } from './canonical-json.ts'
import { type AuditLine, type ChainHead, fingerprints, genesis, type StoredLine } from './line.ts'

export type Verification =
  | { ok: true; lines: number; head: ChainHead }
  | {
      ok: false
      /** Number of the first bad line. */
      seq: number
      fault: 'changed' | 'missing' | 'reordered' | 'head'
      /** Chinese, for the auditor. */
      detail: string
    }

const pageSize = 1000

/** @param anchor a head that was noted elsewhere (printed, signed): also proves that the chain was not cut or rewritten since. */
export async function verifyChain(sql: Sql, anchor?: ChainHead): Promise<Verification> {
  let head = genesis
  for (;;) {
    const page = await sql.all<StoredLine>('SELECT * FROM audit_lines WHERE seq > ? ORDER BY seq LIMIT ?', [
      head.seq,
      pageSize,
    ])
    for (const row of page) {
      const fault = check(row, head)
      if (fault) return { ok: false, ...fault }
      head = { seq: row.seq, sha256: row.sha256, sm3: row.sm3 }
      if (anchor?.seq === head.seq && !same(anchor, head)) {
        return {
          ok: false,
          seq: head.seq,
          fault: 'changed',
          detail: `第 ${head.seq} 行与外部留存的指纹不一致`,
        }
      }
    }
    if (page.length === pageSize) continue
    const end = await endOfChain(sql)
    // The bureau goes on while it is being audited: lines that were added since the last page are walked too.
    if (end.last > head.seq) continue
    if ((anchor && anchor.seq > head.seq) || end.seq > head.seq) return cut(head.seq)
    if (!same(end, head))
      return { ok: false, seq: head.seq, fault: 'head', detail: '链首记录与最后一行不一致' }
    return { ok: true, lines: head.seq, head }
  }
}

/** The head as it was kept, and the number of the last line; read in one statement, so that both are of one moment. */
async function endOfChain(sql: Sql): Promise<ChainHead & { last: number }> {
  const [kept] = await sql.all<ChainHead & { last: number | null }>(
    'SELECT seq, sha256, sm3, (SELECT MAX(seq) FROM audit_lines) AS last FROM audit_head WHERE id = 1',
  )
  const { seq, sha256, sm3, last } = kept ?? { seq: 0, sha256: '', sm3: '', last: null }
  return { seq, sha256, sm3, last: last ?? 0 }
}

function cut(last: number): Verification {
  return { ok: false, seq: last + 1, fault: 'missing', detail: `第 ${last + 1} 行起缺失` }
}

function same(a: ChainHead, b: ChainHead): boolean {
  return a.seq === b.seq && a.sha256 === b.sha256 && a.sm3 === b.sm3
}

type Fault = { seq: number; fault: 'changed' | 'missing' | 'reordered'; detail: string }

function check(row: StoredLine, head: ChainHead): Fault | undefined {
  const expected = head.seq + 1
  if (row.seq !== expected) return { seq: expected, fault: 'missing', detail: `第 ${expected} 行缺失` }
  const changed = (what: string): Fault => ({
    seq: row.seq,
    fault: 'changed',
    detail: `第 ${row.seq} 行被改动（${what}）`,
  })
  const actual = fingerprints(row.line)
  if (actual.sha256 !== row.sha256 || actual.sm3 !== row.sm3) return changed('内容与指纹不符')
  const line = read(row.line)
  if (!line) return changed('内容无法读取')
  if (line.seq !== row.seq)
    return { seq: row.seq, fault: 'reordered', detail: `第 ${row.seq} 行处是原第 ${line.seq} 行` }
  if (line.previous.sha256 !== head.sha256 || line.previous.sm3 !== head.sm3) return changed('与上一行不相连')
  const columns = [row.at, row.account_id, row.action, row.object_type, row.object_id, row.case_id]
  const said = [line.at, line.actor.accountId, line.action, line.object.type, line.object.id, line.caseId]
  return canonicalJson(columns) === canonicalJson(said) ? undefined : changed('检索列与内容不符')
}

/** A line that hashes right was written by us or forged whole; either way it may be malformed, and that is a fault, not a crash. */
function read(text: string): AuditLine | undefined {
  try {
    const line = JSON.parse(text) as Partial<AuditLine>
    return line.actor && line.object && line.previous ? (line as AuditLine) : undefined
  } catch {
    return undefined
  }
}
