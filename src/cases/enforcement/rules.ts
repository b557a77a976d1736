/** data/enforcement.yaml: surcharge, instalments, how enforcement ends, what goes to the court, what the organ enforces itself. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ownEnforcementRules } from '../own-enforcement/rules.ts'

const file = z.strictObject({
  surcharge: z.strictObject({
    dailyPercent: z.number().int().min(1).max(100),
    base: z.enum(['unpaid', 'fine']),
  }),
  instalments: z.strictObject({ most: z.number().int().min(2), longestMonths: z.number().int().min(1) }),
  stays: z
    .strictObject({ grounds: z.record(z.string().max(20), z.string()), lapses: z.array(z.string()) })
    .refine(({ grounds, lapses }) => lapses.every((code) => code in grounds), '没有这一中止事由'),
  ends: z.record(z.string().max(20), z.string()),
  annexes: z.array(z.strictObject({ name: z.string(), copies: z.number().int().min(1) })).min(1),
  own: ownEnforcementRules,
})

export type EnforcementRules = z.infer<typeof file>

/** @param seedFolder the folder `data/`. @throws ZodError naming what is wrong. */
export function readEnforcementRules(seedFolder: string): EnforcementRules {
  return file.parse(parse(readFileSync(join(seedFolder, 'enforcement.yaml'), 'utf8')))
}
