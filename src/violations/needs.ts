/** data/violation-evidence.yaml: the documents that a case of a violation needs, and the evidence that usually proves it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { readCsv } from '../platform/csv.ts'

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
  /** Chinese, as data/documents.csv names the kind. */
  nameOf(kind: string): string
}

/** @throws ZodError naming the path of what is wrong in the file. */
export function readNeeds(seedFolder: string): CaseNeeds {
  const { documents, categories, violations } = file.parse(
    parse(readFileSync(join(seedFolder, 'violation-evidence.yaml'), 'utf8')),
  )
  const names = new Map(
    readCsv(readFileSync(join(seedFolder, 'documents.csv'), 'utf8')).map(({ code, name }) => [code, name]),
  )
  return {
    documents,
    nameOf: (kind) => names.get(kind) ?? kind,
    evidenceOf: (category, code) => [...(categories[category] ?? []), ...(violations[code] ?? [])],
  }
}
