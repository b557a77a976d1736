/**
 * Whether a case may be closed 结案: nothing of the party's is held, nothing is owed either way, what it must be told has reached it, and nothing that was asked for beside
 * the stages 旁支事项 is still under way. Asked before an officer reports a case as finished, and of a case decided on the spot, which nobody reports, when it is closed.
 */
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { requireDischarged } from './enforcement/money.ts'
import { requireExecuted } from './enforcement/other-penalties.ts'
import { requireNothingOwedBack } from './enforcement/refund.ts'
import type { CaseRow, SideFlowRow } from './model.ts'
import type { CaseRoom } from './room.ts'
import { requireRecordsSigned } from './signed-records.ts'
import { requirePapersServed } from './serving/papers-to-serve.ts'
import { sideFlowKinds } from './side-flows/kinds.ts'

/** @throws Problem `conflict`. */
export async function requireClosable(room: CaseRoom, tx: WriteTransaction, row: CaseRow): Promise<void> {
  for (const check of room.beforeClosing) await check(tx, row.id)
  requireDischarged(row)
  requireNothingOwedBack(row)
  await requireExecuted(room, tx, row)
  await requirePapersServed(room, tx, row)
  await requireNoSideFlow(tx, row)
  await requireRecordsSigned(room, tx.sql, row)
}

/** What is asked for of ended cases too may go on. */
async function requireNoSideFlow({ sql }: WriteTransaction, { id }: CaseRow): Promise<void> {
  const open = (
    await sql.all<SideFlowRow>(
      'SELECT * FROM side_flows WHERE case_id = ? AND ended_at IS NULL ORDER BY id',
      [id],
    )
  ).filter(({ kind }) => !sideFlowKinds[kind].endedToo)
  if (open.length === 0) return
  const titles = open.map(({ kind }) => `“${sideFlowKinds[kind].title}”`).join('、')
  throw problem('conflict', `${titles}尚未办结，不能结案；不再需要的，请撤回`)
}
