/**
 * data/discretion.yaml: the tiers 裁量阶次 of each violation, and the range of a tier in fen. Names and ranges of tiers stand here, or in a version of the violation that
 * brings its own, and nowhere else: the decision `discretion` says only which tier the facts give.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { DiscretionTier } from './service.ts'

const name = { code: z.string().min(1), name: z.string().min(1) }
const conditions = z.array(z.string().min(1))
const share = z.strictObject({
  ...name,
  conditions,
  from: z.number().min(0).max(1),
  to: z.number().min(0).max(1),
})
const amount = z.strictObject({ ...name, conditions, minFen: z.int().min(0), maxFen: z.int().min(0) })
const tiers = z.union([z.array(share).min(1).superRefine(fromLowestToHighest), z.array(amount).min(1)])
const file = z
  .strictObject({
    roundToFen: z.int().min(1),
    repeatMonths: z.int().min(1),
    noPenalty: z.array(z.strictObject(name)).min(1),
    default: tiers,
    violations: z.record(z.string(), tiers),
  })
  .superRefine(({ default: standard, noPenalty, violations }, { addIssue }) => {
    for (const [code, own] of Object.entries(violations))
      for (const message of unfit(own, standard, noPenalty))
        addIssue({ code: 'custom', path: ['violations', code], message })
    for (const message of unfit(standard, standard, noPenalty))
      addIssue({ code: 'custom', path: ['default'], message })
  })

type Tier = z.infer<typeof share> | z.infer<typeof amount>
type Named = Pick<DiscretionTier, 'code' | 'name'>

export interface DiscretionScheme {
  /** Within so many months a like violation is a repeated one. */
  repeatMonths: number
  /** @param range lowest and highest fine in fen; a missing lowest is 0, a missing highest leaves shares without amounts. */
  tiersOf(violationCode: string, range: { minFen: number | null; maxFen: number | null }): DiscretionTier[]
  /** 不予处罚: what the facts may come to instead of a tier. */
  noPenalty: DiscretionTier[]
  /** What is wrong with tiers that a violation brings itself, Chinese. A tier that the default has must be there: the decision may answer with it. */
  unfit(tiers: Named[]): string[]
  /** Each scheme as the legal section reads and confirms it: `default`, and by the code of a violation that has its own. */
  texts(): { id: string; name: string; words: string }[]
  /** Id of the scheme that a violation without tiers of its own is measured by. */
  idOf(violationCode: string): string
}

/** @throws ZodError naming the path of what is wrong in the file. */
export function readDiscretionScheme(seedFolder: string): DiscretionScheme {
  const {
    roundToFen,
    repeatMonths,
    noPenalty,
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
    repeatMonths,
    tiersOf(violationCode, { minFen, maxFen }) {
      return (violations[violationCode] ?? standard).map((tier) => {
        const [low, high] = rangeOf(tier, minFen ?? 0, maxFen)
        return { code: tier.code, name: tier.name, minFen: low, maxFen: high, conditions: tier.conditions }
      })
    },
    noPenalty: noPenalty.map((one) => ({ ...one, minFen: 0, maxFen: 0, conditions: [] })),
    unfit: (own) => unfit(own, standard, noPenalty),
    texts: () => [
      {
        id: 'default',
        name: '裁量阶次（通用）',
        words: [
          ...standard.map(tierInWords),
          `金额取整到${roundToFen / 100}元`,
          `同类违法的次数按${repeatMonths}个月计`,
          `不分档的：${noPenalty.map((one) => `${one.name}（${one.code}）`).join('、')}`,
        ].join('；'),
      },
      ...Object.entries(violations).map(([code, own]) => ({
        id: code,
        name: `裁量阶次（${code}）`,
        words: own.map(tierInWords).join('；'),
      })),
    ],
    idOf: (violationCode) => (violationCode in violations ? violationCode : 'default'),
  }
}

function tierInWords(tier: Tier): string {
  const range =
    'minFen' in tier
      ? `${tier.minFen / 100}元至${tier.maxFen / 100}元`
      : `罚款幅度的${tier.from * 100}%至${tier.to * 100}%`
  return `${tier.name}（${tier.code}）${range}：${tier.conditions.join('、')}`
}

function unfit(own: Named[], standard: Named[], noPenalty: Named[]): string[] {
  const all = [...own, ...noPenalty]
  const missing = standard.filter(({ code }) => !own.some((one) => one.code === code))
  return [
    ...(new Set(all.map(({ code }) => code)).size < all.length ? ['裁量阶次的代码重复'] : []),
    ...(new Set(all.map((one) => one.name)).size < all.length ? ['裁量阶次的名称重复'] : []),
    ...missing.map(({ code, name }) => `缺少裁量阶次 ${code}（${name}）：定档规则可能定为这一档`),
  ]
}

function fromLowestToHighest(shares: z.infer<typeof share>[], context: z.RefinementCtx): void {
  let at = 0
  for (const [index, { from, to }] of shares.entries()) {
    if (from !== at || to < from)
      context.addIssue({ code: 'custom', path: [index], message: '裁量阶次应首尾相接，从 0 到 1' })
    at = to
  }
  if (at !== 1) context.addIssue({ code: 'custom', path: [], message: '裁量阶次应到 1 为止' })
}
