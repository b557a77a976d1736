/** The version of the day of the act beside each later one that differs. Which is the lighter is for people to say (从旧兼从轻, 行政处罚法 第三十七条). */
import type { Comparison, Difference, DiscretionTier, Violation } from './service.ts'

export function compareVersions(
  whenActed: Violation,
  versions: Violation[],
  tiersOf: (violation: Violation) => DiscretionTier[],
): Comparison {
  const later = versions
    .filter(
      ({ version, effectiveFrom, effectiveTo }) =>
        version !== whenActed.version &&
        effectiveFrom > whenActed.effectiveFrom &&
        (effectiveTo === null || effectiveTo >= effectiveFrom),
    )
    .sort((one, other) => (one.effectiveFrom < other.effectiveFrom ? -1 : 1))
    .map((violation) => ({ violation, differences: differences(whenActed, violation, tiersOf) }))
    .filter((one) => one.differences.length > 0)
  return { whenActed, later }
}

function differences(
  old: Violation,
  young: Violation,
  tiersOf: (violation: Violation) => DiscretionTier[],
): Difference[] {
  const fields: [Difference['field'], (one: Violation) => unknown][] = [
    ['fine', ({ fineMinFen: minFen, fineMaxFen: maxFen }) => ({ minFen, maxFen })],
    ['provisions', ({ provisions }) => provisions.map(({ reference }) => reference)],
    ['otherPenalties', ({ otherPenalties }) => otherPenalties],
    ['measureFirst', ({ measureFirst }) => measureFirst],
    ['appliesTo', ({ appliesTo }) => appliesTo],
    ['tiers', tiersOf],
  ]
  return fields
    .map(([field, of]) => ({ field, before: of(old), after: of(young) }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}
