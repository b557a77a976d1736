/** data/discretion.yaml: the tiers 裁量阶次 of each violation, and the range of a tier in fen. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { DiscretionTier } from './service.ts'

const name = { code: z.string().min(1), name: z.string().min(1), conditions: z.array(z.string().min(1)) }
const share = z.strictObject({ ...name, from: z.number().min(0).max(1), to: z.number().min(0).max(1) })
const amount = z.strictObject({ ...name, minFen: z.int().min(0), maxFen: z.int().min(0) })
const tiers = z.array(z.union([share, amount])).min(1)
const file = z.strictObject({
  roundToFen: z.int().min(1),
  default: tiers,
  violations: z.record(z.string(), tiers),
})

type Tier = z.infer<typeof tiers>[number]

export interface DiscretionScheme {
  /** @param range lowest and highest fine in fen; a missing lowest is 0, a missing highest leaves shares without amounts. */
  tiersOf(violationCode: string, range: { minFen: number | null; maxFen: number | null }): DiscretionTier[]
  /** Violations with a scheme of their own. */
  codes: string[]
}

/** @throws ZodError naming the path of what is wrong in the file. */
export function readDiscretionScheme(seedFolder: string): DiscretionScheme {
  const {
    roundToFen,
    default: standard,
    violations,
  } = file.parse(parse(readFileSync(join(seedFolder, 'discretion.yaml'), 'utf8')))
  const round = (fen: number) => Math.round(fen / roundToFen) * roundToFen
  const rangeOf = (tier: Tier, low: number, high: number | null): [number | null, number | null] => {
    if ('minFen' in tier) return [tier.minFen, tier.maxFen]
    if (high === null) return [null, null]
    const at = (way: number) =>
      way === 0 ? low : way === 1 ? high : Math.min(high, Math.max(low, round(low + (high - low) * way)))
    return [at(tier.from), at(tier.to)]
  }
  return {
    codes: Object.keys(violations),
    tiersOf(violationCode, { minFen, maxFen }) {
      return (violations[violationCode] ?? standard).map((tier) => {
        const [low, high] = rangeOf(tier, minFen ?? 0, maxFen)
        return { code: tier.code, name: tier.name, minFen: low, maxFen: high, conditions: tier.conditions }
      })
    },
  }
}
