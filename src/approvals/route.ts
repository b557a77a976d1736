/**
 * The route of an approval: its tiers in order. It comes from approval-route.dmn when the approval opens and stays with it; only adding 加签 and removing
 * 减签 change it, each time into a new list.
 */
import { z } from 'zod'
import { roleCodes, type RoleCode } from '../identity/actor.ts'

const role = z.enum(roleCodes as [RoleCode, ...RoleCode[]])

/** A row of approval-route.dmn. */
export const routeRow = z.object({
  /** Name of the tier, Chinese: 法制员. */
  tier: z.string(),
  role,
  scope: z.enum(['own', 'squad', 'department', 'bureau']),
  /** 或签 one of the holders, 会签 all of them, 票签 a quorum. */
  mode: z.enum(['one', 'all', 'quorum']).default('one'),
  /** Votes that are needed; below 1: the share that must be exceeded (0.5 is a majority). */
  quorum: z.number().positive().default(1),
  /** Left out or null: the limit `approval-tier` of data/limits.csv. */
  limitWorkdays: z.number().int().positive().nullish(),
  mayReturnTo: z.enum(['drafter', 'any']).default('any'),
  /** What happens when only people are left who have filled an earlier tier: nobody may (an incident), or it passes and says so. */
  samePerson: z.enum(['exclude', 'pass']).default('exclude'),
})

export const routeTier = routeRow.extend({
  limitWorkdays: z.number().int().positive(),
  /** Stays with the tier while its place in the route moves. */
  id: z.string(),
  /** Officer who added it 加签, and the decision by which. */
  addedBy: z.string().optional(),
  addedByDecision: z.string().optional(),
  /** An added tier may be for one officer. */
  officerId: z.string().optional(),
})

export type RouteTier = z.infer<typeof routeTier>
export type Route = RouteTier[]

/** @param limitWorkdays of a tier whose row says none. */
export function openRoute(rows: z.input<typeof routeRow>[], limitWorkdays: number): Route {
  return rows.map((given, index) => {
    const row = routeRow.parse(given)
    return { ...row, limitWorkdays: row.limitWorkdays ?? limitWorkdays, id: `t${index + 1}` }
  })
}

/** @param at 1-based place that the new tier takes. */
export function withTier(route: Route, at: number, tier: RouteTier): Route {
  return [...route.slice(0, at - 1), tier, ...route.slice(at - 1)]
}

export function withoutTier(route: Route, tierId: string): Route {
  return route.filter(({ id }) => id !== tierId)
}

/** How many agrees pass a tier of `mode` with so many reviewers. */
export function votesNeeded({ mode, quorum }: Pick<RouteTier, 'mode' | 'quorum'>, reviewers: number): number {
  if (mode === 'one') return 1
  if (mode === 'all') return reviewers
  return Math.min(reviewers, quorum < 1 ? Math.floor(reviewers * quorum) + 1 : quorum)
}
