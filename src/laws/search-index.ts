/**
 * The inverted index. Articles of all versions have one count of places; a segment holds the postings of so many places, one row for each term that occurs there, so
 * that a query reads few rows and an import changes few. A posting is 3 bytes: the place within the segment (2) and the weight that the term has in the
 * article (1): BM25's saturated term frequency, so that a query only adds up.
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
const termsAtOnce = 2_000

/** Places of one segment. A version stands in the segment of its first article as a whole: 65,536 places fit into a posting. */
const segmentLength = 8_192

/** @returns the place after the last one given away. The caller must hold what keeps other imports waiting. */
export async function nextPlace(sql: Sql): Promise<number> {
  const [row] = await sql.all<{ place: number | null }>(
    'SELECT MAX(first_place + article_count) AS place FROM law_versions',
  )
  return Number(row?.place ?? 0)
}

export async function writeIndex(
  sql: Sql,
  { onConflictReplace }: Dialect,
  firstPlace: number,
  texts: string[],
): Promise<void> {
  const segment = Math.floor(firstPlace / segmentLength)
  const postings = new Map<string, number[]>()
  for (const [ordinal, text] of texts.entries()) {
    const terms = placedTerms(text)
    const counts = new Map<string, number>()
    for (const { term } of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    const norm = saturation * (1 - lengthShare + (lengthShare * terms.length) / usualLength)
    const place = firstPlace + ordinal - segment * segmentLength
    for (const [term, count] of counts) {
      const weight = Math.max(1, Math.round((count / (count + norm)) * highestWeight))
      const list = postings.get(term)
      if (list) list.push(place, weight)
      else postings.set(term, [place, weight])
    }
  }
  const terms = [...postings.keys()].sort()
  for (let from = 0; from < terms.length; from += termsAtOnce) {
    const some = terms.slice(from, from + termsAtOnce)
    const known = new Map(
      (
        await sql.all<StoredPostings & { term: string }>(
          `SELECT term, postings FROM law_terms WHERE segment = ? AND term IN (${some.map(() => '?').join(', ')})`,
          [segment, ...some],
        )
      ).map((row) => [row.term, bytesOf(row)]),
    )
    await sql.run(
      `INSERT INTO law_terms (term, segment, postings) VALUES ${some.map(() => '(?, ?, ?)').join(', ')} ${onConflictReplace(['term', 'segment'], ['postings'])}`,
      some.flatMap((term): SqlValue[] => [
        term,
        segment,
        Buffer.concat([known.get(term) ?? Buffer.alloc(0), packed(postings.get(term)!)]),
      ]),
    )
  }
}

/** libsql answers with an ArrayBuffer, mysql2 with a Buffer. */
interface StoredPostings {
  postings: Uint8Array | ArrayBuffer
}

const bytesOf = ({ postings }: StoredPostings) =>
  postings instanceof ArrayBuffer ? new Uint8Array(postings) : postings

export interface SegmentPostings {
  /** The place at which the segment begins. */
  base: number
  postings: Uint8Array
}

/** A single character finds every term that it begins: each character of a run begins one. */
export async function readPostings(sql: Sql, term: string): Promise<SegmentPostings[]> {
  const single = [...term].length === 1 && /\p{Script=Han}/u.test(term)
  const rows = await sql.all<StoredPostings & { segment: number }>(
    `SELECT segment, postings FROM law_terms WHERE ${single ? 'term >= ? AND term < ?' : 'term = ?'}`,
    single ? [term, `${term}\u{10ffff}`] : [term],
  )
  return rows.map((row) => ({ base: Number(row.segment) * segmentLength, postings: bytesOf(row) }))
}

function packed(list: number[]): Buffer {
  const bytes = Buffer.allocUnsafe((list.length / 2) * bytesEach)
  for (let i = 0; i < list.length / 2; i++) {
    bytes.writeUInt16LE(list[i * 2]!, i * bytesEach)
    bytes[i * bytesEach + 2] = list[i * 2 + 1]!
  }
  return bytes
}

/** How many articles have the term. */
export function postingCount(segments: SegmentPostings[]): number {
  return segments.reduce((sum, { postings }) => sum + postings.length / bytesEach, 0)
}

/** Adds `factor` × weight to the score of each place that has the term. */
export function addScores({ base, postings }: SegmentPostings, scores: Float32Array, factor: number): void {
  for (let at = 0; at < postings.length; at += bytesEach) {
    const place = base + postings[at]! + (postings[at + 1]! << 8)
    scores[place]! += (factor * postings[at + 2]!) / highestWeight
  }
}
