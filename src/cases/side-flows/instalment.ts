/** 延期、分期缴纳罚款: on the party's request and for real economic difficulty (行政处罚法 第六十六条第二款), by a plan whose parts sum to what is owed. */
import { z } from 'zod'
import { plansOf, beginPlan, runningPlan } from '../enforcement/plan.ts'
import { fineLeft } from '../enforcement/money.ts'
import { planFaults } from '../enforcement/plan-faults.ts'
import { legalDay } from '../../platform/clock.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import { sideFlow } from './kind.ts'
import { whyNothingOwed } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

const payment = z.strictObject({ amountFen: z.number().int().positive(), dueOn: z.iso.date() })
const fields = z.strictObject({
  appliedOn: z.iso.date(),
  way: z.enum(['延期缴纳', '分期缴纳']),
  reason: text(2000),
  evidence: text(500).optional(),
  payments: z.array(payment).min(1),
  proposal: text(2000),
})

interface PlanFact {
  way: string
  paidBeforeFen: number
  payments: { no: number; amount: number; dueOn: string }[]
}

export const instalment = sideFlow({
  title: '延期（分期）缴纳罚款',
  law: '行政处罚法 第六十六条',
  document: 'instalment-approval',
  alsoIssues: ['instalment-notice'],
  summaryToo: true,
  fact: 'instalment',
  fields,
  whyNot: async (_room, tx, row, asked) =>
    whyNothingOwed(row) ??
    (fineLeft(row) === 0 ? '罚款已经缴清' : undefined) ??
    (await whyNotFree(tx, row)) ??
    (asked && whyNotThePlan(row, asked)),
  async request(room, _tx, row, given) {
    const outstanding = fineLeft(row)
    const faults = planFaults(given, {
      outstanding,
      today: legalDay(room.clock.now()),
      rules: room.enforcementRules.instalments,
    })
    const servedOn = legalDay(Number(row.served_at))
    if (given.appliedOn < servedOn)
      faults.push({
        path: 'appliedOn',
        message: `处罚决定于 ${servedOn} 送达，申请日期不能早于这一天（行政处罚法 第六十六条）`,
      })
    if (faults.length > 0) throw problem('input-invalid', '缴款安排不对', faults)
    const { payments, ...said } = given
    return {
      ...said,
      outstanding,
      paidBeforeFen: row.paid_fen,
      payments: payments.map(({ amountFen, dueOn }, index) => ({ no: index + 1, amount: amountFen, dueOn })),
      until: payments.at(-1)!.dueOn,
    }
  },
  async apply(room, tx, row, fact, actor) {
    const { way, paidBeforeFen, payments } = fact as unknown as PlanFact
    await beginPlan(room, tx, row, actor, { way, paidBeforeFen, payments })
    // Enforcement that has begun already stops; the flow waits for the parts instead.
    await room.outbox.add(tx, {
      stream: row.id,
      command: {
        verb: 'publishMessage',
        name: 'payment-deferred',
        correlationKey: row.id,
        timeToLive: 0,
        messageId: `payment-deferred-${row.id}-${room.clock.now()}`,
        variables: {},
      },
    })
    return 'done'
  },
})

/** The parts come to the fine as it was; what was paid since counts towards the first of them. */
function whyNotThePlan({ fine_fen }: CaseRow, asked: FormData): string | undefined {
  const { paidBeforeFen, payments } = asked as unknown as PlanFact
  const planned = payments.reduce((sum, { amount }) => sum + amount, paidBeforeFen)
  return planned === fine_fen ? undefined : '罚款数额已经变更，缴款安排与现在的罚款不符，请重新申请'
}

async function whyNotFree({ sql }: WriteTransaction, row: CaseRow): Promise<string | undefined> {
  if (runningPlan(await plansOf(sql, row.id), row)) return '已经批准的延期（分期）尚在执行，不能再次申请'
  if (dataOf(await effectiveFacts(sql, row.id), 'court-filing'))
    return '已经申请人民法院强制执行，不能再延期、分期缴纳'
  return undefined
}
