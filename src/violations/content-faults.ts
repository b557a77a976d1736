/** What is wrong with the content of a violation beyond its form: ranges, tiers, provisions that lead nowhere. */
import type { Laws } from '../laws/service.ts'
import type { FieldProblem } from '../platform/problem.ts'
import type { DiscretionTier, ViolationContent } from './service.ts'

export async function contentFaults(laws: Laws, content: ViolationContent): Promise<FieldProblem[]> {
  const { fineMinFen, fineMaxFen, tiers, effectiveFrom } = content
  const faults: FieldProblem[] = []
  if (fineMinFen !== null && fineMaxFen !== null && fineMinFen > fineMaxFen)
    faults.push({ path: 'fineMaxFen', message: '罚款上限不得低于下限' })
  if (tiers !== null) faults.push(...tierFaults(tiers, fineMinFen ?? 0, fineMaxFen))
  for (const path of ['duty', 'penalty'] as const) {
    const reference = content[path]
    if (!reference.includes('#')) faults.push({ path, message: '须写明条款号，如 行政处罚法#59' })
    else if (!(await laws.exists(reference, effectiveFrom)))
      faults.push({ path, message: `法律法规库中没有在 ${effectiveFrom} 有效的 ${reference}` })
  }
  return faults
}

/** Tiers follow each other without a gap from the lowest to the highest fine. */
function tierFaults(tiers: DiscretionTier[], low: number, high: number | null): FieldProblem[] {
  const faults: FieldProblem[] = []
  if (new Set(tiers.map(({ code }) => code)).size < tiers.length)
    faults.push({ path: 'tiers', message: '裁量阶次的代码重复' })
  if (high === null) return faults
  let from: number | null = low
  for (const [index, { minFen, maxFen }] of tiers.entries()) {
    if (minFen !== from || maxFen === null || maxFen < (minFen ?? 0))
      faults.push({ path: `tiers.${index}`, message: '裁量阶次应首尾相接，上限不低于下限' })
    from = maxFen
  }
  if (from !== high) faults.push({ path: 'tiers', message: '裁量阶次应到罚款上限为止' })
  return faults
}
