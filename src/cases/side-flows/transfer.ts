/** 移送有管辖权的机关 (行政处罚法 第二十二条至第二十五条). */
import { z } from 'zod'
import { endEarly } from './end-early.ts'
import { sideFlow } from './kind.ts'
import { materials, whyDecided } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const transfer = sideFlow({
  title: '移送其他机关',
  law: '行政处罚法 第二十二条',
  document: 'jurisdiction-transfer',
  fact: 'transfer',
  suspendedToo: true,
  fields: z.strictObject({
    recipient: text(100),
    course: text(4000),
    reason: text(2000),
    basis: text(200),
    materials,
  }),
  whyNot: (_room, _tx, row) => whyDecided(row),
  request: (_room, _tx, _row, given) => Promise.resolve(given),
  apply: (room, tx, row, _fact, actor) => endEarly(room, tx, row, 'transferred', actor),
})
