/** The books that a bureau keeps while it works, kept for an invented one: the audit chain, the numbers of documents, the limits that run. */
import type { AuditEntry } from '../../audit/entry.ts'
import type { ChainHead } from '../../audit/line.ts'
import type { DeadlinesSlice } from '../../deadlines/slice.ts'
import type { DeadlineRow } from '../../deadlines/rows.ts'
import { abbreviationOf, type NumberingRules, printed } from '../../documents/numbering.ts'
import { legalDay } from '../../platform/clock.ts'
import type { Dialect } from '../../platform/database/dialect.ts'
import { auditLines } from './audit-lines.ts'
import type { BulkRows } from './bulk-rows.ts'
import type { Statement } from './row-thread.ts'

export interface Books {
  /** One line of the chain; in the order of time. */
  audit(at: number, entry: AuditEntry): void
  /** The next number of a kind, as it is printed. */
  number(kind: string, at: number): string
  /** A limit that began and has ended: met, or over where it ended late; `endedAt` null: it still runs. */
  deadline(
    of: { caseId: string; departmentId: string },
    limit: string,
    startedAt: number,
    endedAt: number | null,
  ): Promise<void>
  /** Where chain and numbers stand, for the transaction that writes what led there. */
  close(): Statement[]
}

export async function openBooks(parts: {
  rows: BulkRows
  newId: (at: number) => string
  head: ChainHead
  numbering: NumberingRules
  bureau: string
  deadlines: DeadlinesSlice
  dialect: Dialect
}): Promise<Books> {
  const { rows, newId, numbering, bureau, deadlines, dialect } = parts
  let { head } = parts
  const storedLine = auditLines()
  const series = new Map<string, { prefix: string; year: number; next: number }>()
  const limits = new Map((await deadlines.limits()).map((limit) => [limit.code, limit]))
  const dues = new Map<string, Awaited<ReturnType<typeof deadlines.dueOf>>>()

  return {
    audit(at, entry) {
      const line = storedLine(head, at, entry)
      head = line
      rows.add('audit_lines', line)
    },
    number(kind, at) {
      const abbreviation = abbreviationOf(numbering, kind)
      const year = Number(legalDay(at).slice(0, 4))
      const key = `${kind} ${year}`
      let counted = series.get(key)
      if (!counted) series.set(key, (counted = { prefix: `${bureau}${abbreviation}`, year, next: 1 }))
      return printed(numbering, bureau, abbreviation, year, counted.next++)
    },
    async deadline({ caseId, departmentId }, code, startedAt, endedAt) {
      const { length, unit, basis } = limits.get(code)!
      const startsOn = legalDay(startedAt)
      const key = `${code} ${unit === 'hour' ? startedAt : startsOn}`
      let due = dues.get(key)
      if (!due) dues.set(key, (due = await deadlines.dueOf(code, startedAt)))
      rows.add<DeadlineRow>('deadlines', {
        id: newId(startedAt),
        case_id: caseId,
        limit_code: code,
        subject: '',
        basis,
        state: endedAt === null ? 'running' : endedAt <= due.dueAt ? 'met' : 'over',
        started_at: startedAt,
        starts_on: startsOn,
        length,
        unit,
        due_on: due.dueOn,
        due_at: due.dueAt,
        provisional: due.provisional ? 1 : 0,
        ended_at: endedAt,
        department_id: departmentId,
        // What has ended is in no list; the start gives what still runs its colours.
        blue_at: null,
        red_at: null,
        marked_by: null,
        reminded: 0,
      })
    },
    close: () => [
      ...[...series.values()].map(({ prefix, year, next }) => ({
        text: `INSERT INTO number_series (prefix, series_year, next_number) VALUES (?, ?, ?) ${dialect.onConflictReplace(['prefix', 'series_year'], ['next_number'])}`,
        values: [prefix, year, next],
      })),
      {
        text: 'UPDATE audit_head SET seq = ?, sha256 = ?, sm3 = ? WHERE id = 1',
        values: [head.seq, head.sha256, head.sm3],
      },
    ],
  }
}
