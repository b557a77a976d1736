/** data/synthetic-bureau.yaml: what the invented years look like. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const share = z.number().min(0).max(1)
const weights = z.record(z.string(), z.number().positive())
const words = z.array(z.string().min(1)).min(1)
const category = z.strictObject({
  weight: z.number().positive(),
  season: z.array(z.number().positive()).length(12),
})
const file = z.strictObject({
  mark: z.string().min(1),
  months: z.int().min(1),
  until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  procedures: z.strictObject({ summary: z.number(), ordinary: z.number() }),
  cluesWithoutCase: share,
  newestOrdinaryOpen: z.int().min(0),
  repeatShare: share,
  organisationShare: share,
  paidOnTheSpot: share,
  sources: weights,
  categories: z.record(z.string(), category).refine((all) => '*' in all, 'needs a category * for the others'),
  weekdays: z.array(z.number().positive()).length(7),
  squads: z.array(z.number().positive()).min(1),
  center: z.strictObject({ longitude: z.number(), latitude: z.number(), spread: z.number() }),
  streets: words,
  shops: words,
  shopNames: words,
  surnames: words,
  givenNames: words,
})

export type BureauShape = z.infer<typeof file>

/** @throws ZodError naming the path of what is wrong in the file. */
export function readShape(seedFolder: string): BureauShape {
  return file.parse(parse(readFileSync(join(seedFolder, 'synthetic-bureau.yaml'), 'utf8')))
}
