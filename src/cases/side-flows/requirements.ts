/** What several kinds of side flow ask before they can be asked for. */
import { z } from 'zod'
import type { Deadline } from '../../deadlines/service.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

export const materials = z
  .array(
    z.strictObject({
      name: text(200),
      copies: z.number().int().min(1).max(999),
      remark: text(200).optional(),
    }),
  )
  .min(1)
  .max(200)

export async function runningLimit(
  { deadlines }: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  limit: string,
): Promise<Deadline> {
  const found = (await deadlines.ofCase(row.id, sql)).find(
    (one) => one.limit === limit && one.endedOn === null,
  )
  if (!found) throw problem('conflict', '案件没有正在计算的办案期限')
  return found
}

/** A case that ends holds nothing of the party's any more (行政强制法 第二十七条); one that is transferred takes it along. */
export async function requireGoodsDisposedOf(
  { beforeClosing }: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
): Promise<void> {
  for (const check of beforeClosing) await check(tx, row.id)
}

/** A case that has been decided goes another way: review, litigation, enforcement. */
export function requireUndecided(row: CaseRow): void {
  const why = whyDecided(row)
  if (why !== undefined) throw problem('conflict', why)
}

export const whyDecided = ({ decided_at }: Pick<CaseRow, 'decided_at'>): string | undefined =>
  decided_at === null ? undefined : '案件已经作出决定'

/** Enforcement is of a decision that has been served and is not carried out. */
export function whyNothingOwed(row: CaseRow): string | undefined {
  if (row.decided_at === null || row.served_at === null || !row.fine_fen) return '没有已经送达的罚款决定'
  if (row.enforcement_ended_at !== null) return '已经终结执行'
  if (row.paid_at !== null) return '罚款已经缴清'
  return undefined
}
