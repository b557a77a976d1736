/** 终止调查: no decision of penalty follows. */
import { z } from 'zod'
import { endEarly } from './end-early.ts'
import { reasonOf } from '../../platform/problem.ts'
import { sideFlow } from './kind.ts'
import { requireGoodsDisposedOf, whyDecided } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const termination = sideFlow({
  title: '终止调查',
  law: '行政处罚法 第五十七条',
  document: 'termination-approval',
  fact: 'termination',
  suspendedToo: true,
  fields: z.strictObject({
    course: text(4000),
    reason: text(2000),
    basis: text(200),
    property: text(1000).optional(),
  }),
  whyNot: async (room, tx, row) =>
    whyDecided(row) ?? (await reasonOf(() => requireGoodsDisposedOf(room, tx, row))),
  request: (_room, _tx, _row, given) => Promise.resolve(given),
  apply: (room, tx, row, _fact, actor) => endEarly(room, tx, row, 'terminated', actor),
})
