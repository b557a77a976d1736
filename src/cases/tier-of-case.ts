/** The tier of discretion 裁量阶次 of a case: what the facts give, then what the officer puts forward in the report, and what notice and decision change it to. */
import type { FormData } from '../tasks/index.ts'
import { dataOf, type EffectiveFact } from './facts.ts'

const putForwardIn = new Set(['report', 'notice', 'decision'])

export interface TierOfCase {
  /** A tier of the violation, by code; older reports name it. Undefined while nobody has said. */
  tier: string | undefined
  reason: string
}

/** @param inHand the form that is being handed in; it says more than what was said before. */
export function tierOf(facts: EffectiveFact[], inHand: FormData = {}): TierOfCase {
  const forms = facts.filter(({ kind }) => putForwardIn.has(kind)).map(({ data }) => data)
  const said = [...forms, inHand].findLast(({ discretionTier }) => typeof discretionTier === 'string')
  if (said)
    return {
      tier: said.discretionTier as string,
      reason: (said.discretionReason as string | undefined) ?? '',
    }
  const found = suggestedTier(facts)
  return { tier: found?.tier, reason: found?.basis ?? '' }
}

/** What the rule `discretion` made of the facts. */
export function suggestedTier(facts: EffectiveFact[]): { tier: string; basis?: string } | undefined {
  return dataOf(facts, 'discretion') as { tier: string; basis?: string } | undefined
}
