/** Exporting parties 导出: with a reason, as many rows as the role may have at once, on record; masked unless the person may see the numbers and asks to. */
import { stringify } from 'csv-stringify/sync'
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { addDays, startOfDay } from '../platform/legal-day.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem, tooOften } from '../platform/problem.ts'
import { csvColumns, toCsv } from './csv-columns.ts'
import { mask, reveal } from './model.ts'
import type { PartyRoom } from './room.ts'
import { selectParties } from './search.ts'
import type { PartyQuery } from './service.ts'

export interface ExportRequest {
  query: Omit<PartyQuery, 'after' | 'limit'>
  /** Chinese; written into the audit log. */
  reason: string
  /** Numbers, phones and addresses in clear. */
  revealed: boolean
}

export async function exportParties(
  room: PartyRoom,
  tx: WriteTransaction,
  actor: Actor,
  { query, reason, revealed }: ExportRequest,
): Promise<string> {
  const { policy, rules, cipher, audit, clock, newId } = room
  policy.require(actor, 'party.export')
  if (revealed) policy.require(actor, 'party.reveal')
  if (reason.trim() === '')
    throw problem('input-invalid', '请说明导出的用途', [{ path: 'reason', message: '不能为空' }])
  const table = revealed ? rules.revealedExportRows : rules.exportRows
  const most = Math.max(0, ...actor.roles.map(({ role }) => table[role] ?? 0))
  const rows = await selectParties(room, query, most + 1)
  if (rows.length > most)
    throw problem('input-invalid', `符合条件的超过 ${most} 条，超出您一次可以导出的条数，请缩小范围`, [
      { path: 'query', message: `不超过 ${most} 条` },
    ])
  const day = legalDay(clock.now())
  const [today] = await tx.sql.all<{ n: number | string | null }>(
    'SELECT SUM(exported_rows) AS n FROM party_exports WHERE account_id = ? AND exported_on = ? AND revealed = ?',
    [actor.accountId, day, revealed ? 1 : 0],
  )
  const left = most * rules.exportsPerDay - Number(today?.n ?? 0)
  if (rows.length > left)
    throw tooOften(
      `您今天还可以导出 ${Math.max(0, left)} 条，请缩小范围或者明天再导出`,
      startOfDay(addDays(day, 1)) - clock.now(),
    )
  const exportId = newId()
  await insertRow(tx.sql, 'party_exports', {
    id: exportId,
    account_id: actor.accountId,
    exported_on: day,
    exported_rows: rows.length,
    revealed: revealed ? 1 : 0,
    reason,
    at: clock.now(),
  })
  const parties = rows.map((row) => (revealed ? reveal(row, cipher) : mask(reveal(row, cipher))))
  await audit.append(tx, {
    actor,
    action: 'party.exported',
    object: { type: 'party-export', id: exportId },
    authority: reason,
    after: { rows: rows.length, revealed, parties: rows.map(({ id }) => id) },
  })
  return stringify(parties.map(toCsv), {
    header: true,
    columns: [...csvColumns],
    bom: true,
    // A cell that begins with =, +, - or @ would be run as a formula by whoever opens the file.
    escape_formulas: true,
    record_delimiter: 'windows',
  })
}
