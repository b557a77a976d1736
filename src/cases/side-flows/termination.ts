/** 终止调查: no decision of penalty follows. */
import { z } from 'zod'
import { endEarly } from './end-early.ts'
import { sideFlow } from './kind.ts'
import { requireGoodsDisposedOf, requireUndecided } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const termination = sideFlow({
  title: '终止调查',
  law: '行政处罚法 第五十七条',
  document: 'termination-approval',
  fact: 'termination',
  fields: z.strictObject({
    course: text(4000),
    reason: text(2000),
    basis: text(200),
    property: text(1000).optional(),
  }),
  async request(room, tx, row, given) {
    requireUndecided(row)
    await requireGoodsDisposedOf(room, tx, row)
    return given
  },
  async apply(room, tx, row, _fact, actor) {
    await requireGoodsDisposedOf(room, tx, row)
    return endEarly(room, tx, row, 'terminated', actor)
  },
})
