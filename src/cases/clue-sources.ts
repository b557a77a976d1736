/** Kinds of clue sources 案件来源 as data. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const source = z.strictObject({
  code: z.string(),
  /** Chinese. */
  name: z.string(),
  /** Names of the facts that belong to this source. */
  particulars: z.array(z.string()),
  /** Limit within which the reporter is answered. */
  answerLimit: z.string().optional(),
})

export type ClueSource = z.infer<typeof source>

/** @param seedFolder the folder `data/`. */
export function readClueSources(seedFolder: string): ClueSource[] {
  return z
    .strictObject({ sources: z.array(source) })
    .parse(parse(readFileSync(join(seedFolder, 'clue-sources.yaml'), 'utf8'))).sources
}
