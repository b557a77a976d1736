/** 责令停止违法行为: ordered while the act goes on, before anything is decided (行政处罚法 第二十八条). */
import { z } from 'zod'
import { sideFlow } from './kind.ts'
import { whyDecided } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const stopOrder = sideFlow({
  title: '责令停止违法行为',
  law: '行政处罚法 第二十八条',
  document: 'stop-order',
  fact: 'stop-order',
  fields: z.strictObject({
    demand: text(2000).describe('停止的内容和要求'),
    basis: text(200).optional().describe('责令停止的依据；不填为处罚依据'),
  }),
  whyNot: (_room, _tx, row) => whyDecided(row),
  request: (_room, _tx, _row, given) => Promise.resolve(given),
  apply: () => Promise.resolve('done'),
})
