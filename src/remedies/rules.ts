/** Rules of remedies as data. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { problem } from '../platform/problem.ts'
import { effects, type RemedyKind, remedyKinds } from './model.ts'

const kind = z.strictObject({
  name: z.string(),
  law: z.string(),
  /** Codes of limits.csv. */
  limit: z.string(),
  answer: z.strictObject({ ordinary: z.string(), simple: z.string() }),
  answerLaw: z.string(),
})
const outcome = z.strictObject({
  code: z.string(),
  kind: z.enum(remedyKinds),
  name: z.string(),
  law: z.string(),
  effect: z.enum(effects),
  /** 裁定, not a judgment 判决. */
  ruling: z.boolean().default(false),
  redo: z.boolean().default(false),
  proceeded: z.boolean().default(true),
  /** What the party may still do over the decision: go to court in the time after a review, what the time before allowed, nothing. */
  then: z.enum(['suit', 'as-before', 'nothing']).default('nothing'),
  /** The same where review comes first 复议前置. */
  thenReviewFirst: z.enum(['suit', 'as-before', 'nothing']).optional(),
})
const rules = z.strictObject({
  decisions: z.array(z.string()),
  otherActs: z.array(z.string()),
  reviewFirst: z.array(z.string()),
  kinds: z.strictObject({
    review: kind,
    litigation: kind.extend({ limitAfterReview: z.string() }),
    appeal: kind.extend({ limitOfRuling: z.string() }),
  }),
  outcomes: z.array(outcome),
})

export type RemedyRules = z.infer<typeof rules>
export type Outcome = z.infer<typeof outcome>

/** @param seedFolder the folder `data/`. */
export function readRemedyRules(seedFolder: string): RemedyRules {
  return rules.parse(parse(readFileSync(join(seedFolder, 'remedies.yaml'), 'utf8')))
}

/** @throws Problem `input-invalid`. */
export function outcomeOf({ outcomes, kinds }: RemedyRules, kind: RemedyKind, code: string): Outcome {
  const found = outcomes.find((one) => one.kind === kind && one.code === code)
  if (!found)
    throw problem('input-invalid', '没有这种结果', [
      { path: 'outcome', message: `${kinds[kind].name}没有这种结果` },
    ])
  return found
}

/** Code of the limit for the appeal against what a court of first instance said. */
export const appealLimit = (rules: RemedyRules, outcome: string): string =>
  outcomeOf(rules, 'litigation', outcome).ruling ? rules.kinds.appeal.limitOfRuling : rules.kinds.appeal.limit
