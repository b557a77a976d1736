/** 中止调查: until what it waits for has come, the days are not counted and nobody acts on the case. */
import { z } from 'zod'
import { legalDay } from '../../platform/clock.ts'
import { updateRows } from '../../platform/database/rows.ts'
import { problem, reasonOf } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
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
