/** 延长办案期限: the 90 days are extended by approval, as far as a law, regulation or rule lets them be (行政处罚法 第六十条). */
import { z } from 'zod'
import { problem, reasonOf } from '../../platform/problem.ts'
import { sideFlow } from './kind.ts'
import { runningLimit } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const extension = sideFlow({
  title: '延长办案期限',
  law: '行政处罚法 第六十条',
  document: 'extension-approval',
  fact: 'extension',
  fields: z.strictObject({ reason: text(2000), days: z.number().int().min(1).max(90) }),
  whyNot: (room, tx, row) =>
    reasonOf(async () => {
      const { extensions } = await runningLimit(room, tx, row, 'case-decision')
      if (extensions.length > 0) throw problem('conflict', '办案期限已经延长过一次')
    }),
  async request(room, tx, row, { reason, days }) {
    const deadline = await runningLimit(room, tx, row, 'case-decision')
    const until = await room.deadlines.dueIfExtended(
      tx.sql,
      { id: deadline.id },
      { length: days, unit: 'calendar_day' },
    )
    return { reason, days, until }
  },
  async apply({ deadlines }, tx, row, { days }, actor) {
    await deadlines.extend(
      tx,
      actor,
      { caseId: row.id, limit: 'case-decision' },
      { length: days as number, unit: 'calendar_day', basis: '行政处罚法 第六十条' },
    )
    return 'done'
  },
})
