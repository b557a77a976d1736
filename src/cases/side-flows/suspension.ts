/** 中止调查: until what it waits for has come, the days are not counted and nobody acts on the case. */
import { z } from 'zod'
import { legalDay } from '../../platform/clock.ts'
import { updateRows } from '../../platform/database/rows.ts'
import { problem, reasonOf } from '../../platform/problem.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { CaseRow, SideFlowRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { endSideFlow } from './end-side-flow.ts'
import { sideFlow } from './kind.ts'
import { requireUndecided, runningLimit } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const suspension = sideFlow({
  title: '中止调查',
  law: '行政处罚法 第六十条',
  document: 'suspension-approval',
  fact: 'suspension',
  fields: z.strictObject({ reason: text(2000), basis: text(200), resumeWhen: text(1000) }),
  whyNot: (room, tx, row) =>
    reasonOf(async () => {
      requireUndecided(row)
      if (row.suspended_at !== null) throw problem('conflict', '案件已经中止')
      const { state } = await runningLimit(room, tx, row, 'case-decision')
      if (state === 'suspended') throw problem('conflict', '办案期限正因公告送达等停止计算，期间不需要中止')
    }),
  request: ({ clock }, _tx, _row, given) => Promise.resolve({ ...given, from: legalDay(clock.now()) }),
  async apply({ deadlines, clock }, tx, row, { reason, basis }, actor) {
    await deadlines.suspend(
      tx,
      actor,
      { caseId: row.id, limit: 'case-decision' },
      { reason: `中止调查：${reason as string}`, basis: basis as string },
    )
    await updateRows<CaseRow>(tx.sql, 'cases', { id: row.id }, { suspended_at: clock.now() })
    return 'suspended'
  },
})

/** Milliseconds: the flow may be on its way to where it waits for the message. */
const patience = 86_400_000

/** The case has ended while it was suspended: nothing is resumed. */
export async function overtakeSuspension(
  room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
): Promise<void> {
  const open = await tx.sql.all<SideFlowRow>(
    "SELECT * FROM side_flows WHERE case_id = ? AND kind = 'suspension' AND state = 'suspended'",
    [caseId],
  )
  for (const flow of open) {
    await endSideFlow(room, tx, flow, { state: 'done' })
    await room.outbox.add(tx, {
      stream: caseId,
      command: {
        verb: 'publishMessage',
        name: 'suspension-over',
        correlationKey: flow.id,
        timeToLive: patience,
        messageId: `suspension-over-${flow.id}`,
        variables: {},
      },
    })
  }
}
