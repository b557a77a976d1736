/** 退还罚款: what was paid beyond the decision that review or litigation left in force (行政复议法 第六十三条、第六十四条; 行政诉讼法 第七十条、第七十七条). The amount is reckoned, never typed. */
import { z } from 'zod'
import { insertRefund, requireNoRefundOpen } from '../enforcement/refund.ts'
import { covers, type Overpaid, overpaid, sumOf } from '../enforcement/overpaid.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import { reasonOf } from '../../platform/problem.ts'
import { sideFlow } from './kind.ts'
import { text } from '../../platform/required-text.ts'

export const refund = sideFlow({
  title: '退还罚款',
  law: '行政复议法 第六十三条、第六十四条，行政诉讼法 第七十条、第七十七条',
  document: 'refund-approval',
  alsoIssues: ['refund-notice'],
  summaryToo: true,
  endedToo: true,
  fact: 'refund',
  fields: z.strictObject({
    way: z.enum(['原渠道退回', '转账']).describe('退还方式'),
    proposal: text(2000),
  }),
  whyNot: async (_room, tx, row, asked) => {
    if (sumOf(overpaid(row)) === 0) return '没有应当退还的罚款'
    if (asked && !covers(row, asked as unknown as Overpaid)) return '决定又有变化，应退数额少于申请的数额'
    return reasonOf(() => requireNoRefundOpen(tx.sql, row.id))
  },
  async request(_room, tx, row, { way, proposal }) {
    const parts = overpaid(row)
    const revision = dataOf(await effectiveFacts(tx.sql, row.id), 'decision-revision')
    return {
      way,
      proposal,
      ...parts,
      amount: sumOf(parts),
      paid: row.paid_fen + row.surcharge_paid_fen + Number(row.voided_paid_fen),
      outcome: revision?.words,
      basis: revision?.authority,
      decisionNumber: revision?.decisionNumber,
    }
  },
  async apply(room, tx, row, fact, _actor, sideFlowId) {
    const parts = fact as unknown as Overpaid & { way: string }
    await insertRefund(room, tx, row.id, sideFlowId, parts.way, parts)
    return 'done'
  },
})
