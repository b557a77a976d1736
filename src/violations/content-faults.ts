/** What is wrong with the content of a violation beyond its form: ranges, tiers, provisions that lead nowhere. */
import type { Laws } from '../laws/service.ts'
import type { FieldProblem } from '../platform/problem.ts'
import type { DiscretionScheme } from './discretion-scheme.ts'
import type { DiscretionTier, ViolationContent } from './service.ts'

export async function contentFaults(
  laws: Laws,
  scheme: DiscretionScheme,
  code: string,
  content: ViolationContent,
): Promise<FieldProblem[]> {
  const { fineMinFen, fineMaxFen, tiers, effectiveFrom } = content
  const faults: FieldProblem[] = []
  const inverted = fineMinFen !== null && fineMaxFen !== null && fineMinFen > fineMaxFen
  if (inverted) faults.push({ path: 'fineMaxFen', message: '罚款上限不得低于下限' })
  const range = { minFen: fineMinFen, maxFen: fineMaxFen }
  if (tiers !== null) faults.push(...tierFaults(scheme, tiers, range))
  // Amounts of data/discretion.yaml that do not fit the new range.
  else if (!inverted && tierFaults(scheme, scheme.tiersOf(code, range), range).length > 0)
    faults.push({
      path: 'tiers',
      message: '现行裁量阶次的金额与罚款幅度不符，请在草案中写明各阶次的金额',
    })
  for (const path of ['duty', 'penalty'] as const) {
    const reference = content[path]
    if (!reference.includes('#'))
      faults.push({ path, message: '须写明条款号，如 行政处罚法#59，写到项的如 行政处罚法#59.1.3' })
    else if (!(await laws.exists(reference, effectiveFrom)))
      faults.push({ path, message: `法律法规库中没有在 ${effectiveFrom} 有效的 ${reference}` })
  }
  return faults
}

/** Tiers have the codes that the rule of discretion may answer with, and follow each other without a gap from the lowest to the highest fine. */
export function tierFaults(
  scheme: DiscretionScheme,
  tiers: DiscretionTier[],
  range: { minFen: number | null; maxFen: number | null },
): FieldProblem[] {
  const faults = scheme.unfit(tiers).map((message) => ({ path: 'tiers', message }))
  if (range.maxFen === null) return faults
  let from: number | null = range.minFen ?? 0
  for (const [index, { minFen, maxFen }] of tiers.entries()) {
    if (minFen !== from || maxFen === null || maxFen < (minFen ?? 0))
      faults.push({ path: `tiers.${index}`, message: '裁量阶次应首尾相接，上限不低于下限' })
    from = maxFen
  }
  if (from !== range.maxFen) faults.push({ path: 'tiers', message: '裁量阶次应到罚款上限为止' })
  return faults
}
