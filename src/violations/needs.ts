/** data/violation-evidence.yaml: the documents that a case of a violation needs, and the evidence that usually proves it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const words = z.array(z.string().min(1)).min(1)
const file = z.strictObject({
  documents: words,
  categories: z.record(z.string(), words),
  violations: z.record(z.string(), words),
})

export interface CaseNeeds {
  /** Kinds of documents, as in templates/. */
  documents: string[]
  /** The category's, then the violation's own. */
  evidenceOf(category: string, code: string): string[]
}

/** @throws ZodError naming the path of what is wrong in the file. */
export function readNeeds(seedFolder: string): CaseNeeds {
  const { documents, categories, violations } = file.parse(
    parse(readFileSync(join(seedFolder, 'violation-evidence.yaml'), 'utf8')),
  )
  return {
    documents,
    evidenceOf: (category, code) => [...(categories[category] ?? []), ...(violations[code] ?? [])],
  }
}
