/** Rules of 处罚决定公开 as data. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const rules = z.strictObject({
  /** Kinds of decisions whose days to be published run from their issue, asked for or not. */
  fromIssue: z.array(z.enum(['penalty-decision', 'summary-decision'])),
})
export type PublicityRules = z.infer<typeof rules>

/** @param seedFolder the folder `data/`. */
export const readPublicityRules = (seedFolder: string): PublicityRules =>
  rules.parse(parse(readFileSync(join(seedFolder, 'publicity.yaml'), 'utf8')))
