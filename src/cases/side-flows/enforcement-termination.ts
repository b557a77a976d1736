/** 终结执行: the law's own reasons to ask no more (行政强制法 第四十条; data/enforcement.yaml). */
import { z } from 'zod'
import { endEnforcement } from '../enforcement/end.ts'
import { tellDischarged } from '../enforcement/money.ts'
import { endOwn } from '../own-enforcement/end.ts'
import { enforcedNow } from '../own-enforcement/enforced.ts'
import { openOwn } from '../own-enforcement/model.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import { sideFlow } from './kind.ts'
import { whyNothingOwed } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const enforcementTermination = sideFlow({
  title: '终结执行',
  law: '行政强制法 第四十条',
  document: 'enforcement-termination-decision',
  summaryToo: true,
  fact: 'enforcement-termination',
  suspendedToo: true,
  fields: z.strictObject({
    ground: text(20),
    reason: text(2000),
    evidence: text(500),
    own: z.boolean().optional().describe('终结的是本机关的强制执行，不是罚款的执行'),
  }),
  async whyNot(_room, tx, row, asked) {
    if (asked?.own === true) return whyNoOwn(tx, row)
    const why = whyNothingOwed(row)
    if (asked) return why
    return why === undefined || (await openOwn(tx.sql, row.id))
      ? undefined
      : `${why}，也没有正在进行的本机关强制执行（行政强制法 第四十条）`
  },
  async request(room, tx, row, given) {
    const { ends } = room.enforcementRules
    const why = given.own === true ? await whyNoOwn(tx, row) : whyNothingOwed(row)
    if (why !== undefined) throw problem('conflict', why)
    if (!(given.ground in ends))
      throw problem('input-invalid', '终结执行的事由不对', [
        {
          path: 'ground',
          message: `应当是：${Object.entries(ends)
            .map(([code, words]) => `${code} ${words}`)
            .join('；')}`,
        },
      ])
    const enforced =
      given.own === true
        ? await enforcedNow(room, tx.sql, row, true)
        : { ...(await enforcedNow(room, tx.sql, row)), own: false }
    return { ...given, words: ends[given.ground], enforced }
  },
  async apply(room, tx, row, { ground, reason, own: onlyOwn }, actor) {
    if (onlyOwn === true) {
      const own = (await openOwn(tx.sql, row.id))!
      const how = { by: 'terminated', reason: reason as string, law: '行政强制法 第四十条' } as const
      await endOwn(room, tx, row, own, actor, how)
      return 'done'
    }
    await endEnforcement(room, tx, row, actor, { ground: ground as string, reason: reason as string })
    await tellDischarged(room, tx, row.id, `end-${row.id}`)
    return 'done'
  },
})

async function whyNoOwn({ sql }: WriteTransaction, row: CaseRow): Promise<string | undefined> {
  return (await openOwn(sql, row.id)) ? undefined : '没有正在进行的本机关强制执行（行政强制法 第四十条）'
}
