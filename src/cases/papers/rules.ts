/** data/papers.yaml: what a bureau may change about papers 办案文书. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const file = z.strictObject({
  appraisal: z.strictObject({
    /** Code of the limit that stands still during an appraisal; left out: none does. */
    excludedFrom: z.string().optional(),
    law: z.string(),
    /** Working days to object to the opinion; left out: the notice names no time. */
    objectionWorkdays: z.number().int().positive().optional(),
  }),
  /** Kinds of document that are not archived before those they name have signed, or the refusal is noted. */
  signedRecords: z.array(z.string()),
})

export type PaperRules = z.infer<typeof file>

/** @param seedFolder the folder `data/`. @throws ZodError naming what is wrong. */
export function readPaperRules(seedFolder: string): PaperRules {
  return file.parse(parse(readFileSync(join(seedFolder, 'papers.yaml'), 'utf8')))
}
