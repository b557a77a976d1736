/** 终结执行: the law's own reasons to ask no more (行政强制法 第四十条; data/enforcement.yaml). */
import { z } from 'zod'
import { endEnforcement } from '../enforcement/end.ts'
import { tellDischarged } from '../enforcement/money.ts'
import { problem } from '../../platform/problem.ts'
import { sideFlow } from './kind.ts'
import { whyNothingOwed } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const enforcementTermination = sideFlow({
  title: '终结执行',
  law: '行政强制法 第四十条',
  document: 'enforcement-termination-decision',
  summaryToo: true,
  fact: 'enforcement-termination',
  fields: z.strictObject({ ground: text(20), reason: text(2000), evidence: text(500) }),
  whyNot: (_room, _tx, row) => whyNothingOwed(row),
  async request({ enforcementRules: { ends } }, _tx, _row, given) {
    if (!(given.ground in ends))
      throw problem('input-invalid', '终结执行的事由不对', [
        {
          path: 'ground',
          message: `应当是：${Object.entries(ends)
            .map(([code, words]) => `${code} ${words}`)
            .join('；')}`,
        },
      ])
    return Promise.resolve({ ...given, words: ends[given.ground] })
  },
  async apply(room, tx, row, { ground, reason }, actor) {
    await endEnforcement(room, tx, row, actor, { ground: ground as string, reason: reason as string })
    await tellDischarged(room, tx, row.id, `end-${row.id}`)
    return 'done'
  },
})
