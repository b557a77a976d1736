/**
 * The inverted index of one version: for each term one row with its postings, 3 bytes each: the article's ordinal in the version (2) and the weight that the
 * term has there (1). The weight is BM25's saturated term frequency, so that a query only adds up.
 */
import type { Dialect } from '../platform/database/dialect.ts'
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import { placedTerms } from './terms.ts'

const saturation = 1.2
const lengthShare = 0.75
/** Terms of an article of usual length; fixed, so that a weight never changes when another law comes. */
const usualLength = 120
const bytesEach = 3
const highestWeight = 255

export async function writeIndex(
  sql: Sql,
  { maxParameters }: Dialect,
  versionId: string,
  texts: string[],
): Promise<void> {
  const postings = new Map<string, number[]>()
  for (const [ordinal, text] of texts.entries()) {
    const terms = placedTerms(text)
    const counts = new Map<string, number>()
    for (const { term } of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    const norm = saturation * (1 - lengthShare + (lengthShare * terms.length) / usualLength)
    for (const [term, count] of counts) {
      const weight = Math.max(1, Math.round((count / (count + norm)) * highestWeight))
      const list = postings.get(term)
      if (list) list.push(ordinal, weight)
      else postings.set(term, [ordinal, weight])
    }
  }
  const rows = [...postings].sort(([one], [other]) => (one < other ? -1 : 1))
  const atOnce = Math.floor(Math.min(maxParameters, 6_000) / 3)
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce)
    await sql.run(
      `INSERT INTO law_terms (term, version_id, postings) VALUES ${some.map(() => '(?, ?, ?)').join(', ')}`,
      some.flatMap(([term, list]): SqlValue[] => [term, versionId, packed(list)]),
    )
  }
}

function packed(list: number[]): Buffer {
  const bytes = Buffer.allocUnsafe((list.length / 2) * bytesEach)
  for (let i = 0; i < list.length / 2; i++) {
    bytes.writeUInt16LE(list[i * 2]!, i * bytesEach)
    bytes[i * bytesEach + 2] = list[i * 2 + 1]!
  }
  return bytes
}

/** How many articles a term has in one row of postings. */
export function postingCount(postings: Uint8Array): number {
  return postings.length / bytesEach
}

/** Adds `factor` × weight to the score of each article that has the term. */
export function addScores(postings: Uint8Array, scores: Float32Array, base: number, factor: number): void {
  for (let at = 0; at < postings.length; at += bytesEach) {
    const ordinal = postings[at]! + (postings[at + 1]! << 8)
    scores[base + ordinal]! += (factor * postings[at + 2]!) / highestWeight
  }
}
