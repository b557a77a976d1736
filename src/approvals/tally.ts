/** What a tier's effective decisions come to. Pure: the same decisions give the same result on every engine. */
import type { Decision } from './model.ts'

export interface Vote {
  decision: Decision
  /** 0 is the drafter. */
  returnTo?: number
}

export type TierResult =
  | { kind: 'agree' }
  | { kind: 'reject' }
  | { kind: 'return'; returnTo: number }
  | { kind: 'add-tier-before' | 'add-tier-after' | 'remove-tier'; vote: number }

/**
 * Enough agrees pass. Otherwise a change of the route (one reviewer's tiers only) counts, then a return (to the earliest place that was named), and a
 * rejection only where nobody asked to return. @throws RangeError when nothing decides.
 */
export function tally(votes: Vote[], needed: number): TierResult {
  if (votes.filter(({ decision }) => decision === 'agree').length >= needed) return { kind: 'agree' }
  for (const kind of ['add-tier-before', 'add-tier-after', 'remove-tier'] as const) {
    const vote = votes.findIndex(({ decision }) => decision === kind)
    if (vote >= 0) return { kind, vote }
  }
  const returns = votes.filter(({ decision }) => decision === 'return').map(({ returnTo = 0 }) => returnTo)
  if (returns.length > 0) return { kind: 'return', returnTo: Math.min(...returns) }
  if (votes.some(({ decision }) => decision === 'reject')) return { kind: 'reject' }
  throw new RangeError('no decision of the tier is effective')
}
