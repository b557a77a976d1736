/** What a plan of deferral or instalments must be: its parts sum to what is owed, each day after the one before, within what data/enforcement.yaml allows. Pure. */
import type { LegalDay } from '../../documents/facts.ts'
import { addMonths } from '../../platform/legal-day.ts'
import type { FieldProblem } from '../../platform/problem.ts'
import type { EnforcementRules } from './rules.ts'
import { yuan } from '../../platform/yuan.ts'

export interface AskedPlan {
  appliedOn: LegalDay
  way: '延期缴纳' | '分期缴纳'
  payments: { amountFen: number; dueOn: LegalDay }[]
}

/** @returns nothing where the plan may be approved. */
export function planFaults(
  { way, payments, appliedOn }: AskedPlan,
  {
    outstanding,
    today,
    rules,
  }: { outstanding: number; today: LegalDay; rules: EnforcementRules['instalments'] },
): FieldProblem[] {
  const { most, longestMonths } = rules
  const faults: FieldProblem[] = []
  const fault = (path: string, message: string) => faults.push({ path, message })
  const sum = payments.reduce((total, { amountFen }) => total + amountFen, 0)
  if (sum !== outstanding)
    fault('payments', `各期合计应当等于未缴罚款 ${yuan(outstanding)} 元，现为 ${yuan(sum)} 元`)
  if (way === '延期缴纳' && payments.length !== 1) fault('payments', '延期缴纳只有一期')
  if (way === '分期缴纳' && (payments.length < 2 || payments.length > most))
    fault('payments', `分期缴纳应当为二期至${most}期`)
  if (appliedOn > today) fault('appliedOn', '申请日期不能晚于今天')
  payments.forEach(({ dueOn }, index) => {
    const before = index === 0 ? today : payments[index - 1]!.dueOn
    if (dueOn <= before) fault(`payments.${index}.dueOn`, index === 0 ? '应当晚于今天' : '应当晚于上一期')
  })
  const latest = addMonths(today, longestMonths)
  if (payments.some(({ dueOn }) => dueOn > latest))
    fault('payments', `应当在 ${latest} 前缴清（至多 ${longestMonths} 个月）`)
  return faults
}
