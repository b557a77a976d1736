/**
 * Free text to violations: BM25 over single characters and pairs of them in name, power item and everyday phrases. Pairs carry the meaning; characters find what
 * was said a little differently (摆在 for 摆到). Each proposal says which words of the person's own speak for it.
 */
import type { Violation, ViolationProposal } from './service.ts'

const saturation = 1.2
const lengthShare = 0.5
/** What a match counts in each field. */
const nameWeight = 1.5
const powerItemWeight = 0.5
const phraseWeight = 1
/** A pair says more than its two characters. */
const pairWeight = 1.5
const characterWeight = 0.5
/** How much the one phrase that is most alike counts beside the sum of words. */
const nearestWeight = 6
/** Characters that are in every sentence and say nothing, alone or two together. */
const filler = new Set(
  '的了在是有和与及或者把被到上里下着个不未没对处罚擅自从事进为家们我你他她它这那也都就还很又去来给让',
)
/** Alone 人 and 行 say nothing; 人行 (道) does. */
const empty = new Set([...filler, '人', '行'])

interface Indexed {
  violation: Violation
  weights: Map<string, number>
  length: number
}

export interface ProposalIndex {
  propose(text: string, limit: number): ViolationProposal[]
}

export function createProposalIndex(
  violations: Violation[],
  everydayWords: Map<string, string[]>,
): ProposalIndex {
  const documents = violations.map((violation) => indexed(violation, everydayWords.get(violation.code) ?? []))
  const usualLength = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length)
  const rarity = new Map<string, number>()
  for (const { weights } of documents)
    for (const term of weights.keys()) rarity.set(term, (rarity.get(term) ?? 0) + 1)
  const idf = (term: string) => {
    const found = rarity.get(term) ?? 0
    return Math.log(1 + (documents.length - found + 0.5) / (found + 0.5)) * weightOf(term)
  }

  function scoreOf(weighed: [string, number][], { weights, length }: Indexed): number {
    const norm = saturation * (1 - lengthShare + (lengthShare * length) / usualLength)
    let score = 0
    for (const [term, rare] of weighed) {
      const weight = weights.get(term)
      if (weight !== undefined) score += (rare * weight * (saturation + 1)) / (weight + norm)
    }
    return score
  }

  const sizeOf = (terms: Set<string>) => Math.sqrt([...terms].reduce((sum, term) => sum + idf(term) ** 2, 0))
  const phrasesOf = documents.map(({ violation }) =>
    [violation.name, ...(everydayWords.get(violation.code) ?? [])].map((text) => {
      const terms = termsOf(text)
      return { text, terms, size: sizeOf(terms) }
    }),
  )

  /** The phrase nearest to the query, by the cosine of the two sets of terms, each weighed by how rare it is. */
  function nearestOf(weighed: [string, number][], size: number, place: number) {
    let nearest = { text: '', share: 0 }
    for (const phrase of phrasesOf[place]!) {
      let shared = 0
      for (const [term, weight] of weighed) if (phrase.terms.has(term)) shared += weight ** 2
      const share = shared / (size * phrase.size)
      if (share > nearest.share) nearest = { text: phrase.text, share }
    }
    return nearest
  }

  return {
    propose(text, limit) {
      const terms = termsOf(text)
      const weighed = [...terms].map((term): [string, number] => [term, idf(term)])
      const size = sizeOf(terms)
      return documents
        .flatMap((document, place) => {
          const sum = scoreOf(weighed, document)
          if (sum === 0) return []
          const nearest = nearestOf(weighed, size, place)
          const score = Math.round((sum + nearestWeight * nearest.share) * 100) / 100
          return [
            {
              violation: document.violation,
              score,
              matched: matchedWords(text, document),
              nearest: nearest.text,
            },
          ]
        })
        .sort((one, other) => other.score - one.score)
        .slice(0, limit)
    },
  }
}

function indexed(violation: Violation, phrases: string[]): Indexed {
  const weights = new Map<string, number>()
  const fields: [string, number][] = [
    [violation.name, nameWeight],
    [violation.powerItem, powerItemWeight],
    ...phrases.map((phrase): [string, number] => [phrase, phraseWeight]),
  ]
  let length = 0
  for (const [text, weight] of fields)
    for (const term of termsOf(text)) {
      weights.set(term, (weights.get(term) ?? 0) + weight)
      length++
    }
  return { violation, weights, length }
}

/** Characters and neighbouring pairs of each run of words. */
function termsOf(text: string): Set<string> {
  const terms = new Set<string>()
  for (const [run] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    const characters = [...run]
    for (const [index, character] of characters.entries()) {
      if (!empty.has(character)) terms.add(character)
      const next = characters[index + 1]
      if (next !== undefined && !(filler.has(character) && filler.has(next))) terms.add(character + next)
    }
  }
  return terms
}

const weightOf = (term: string) => ([...term].length > 1 ? pairWeight : characterWeight)

/** The longest pieces of the text, two characters at least, that the violation's words share pair by pair. */
function matchedWords(text: string, { weights }: Indexed): string[] {
  const characters = [...text.toLowerCase()]
  const pieces: string[] = []
  let piece = ''
  for (const [index, character] of characters.entries()) {
    const pair = character + (characters[index + 1] ?? '')
    if (weights.has(pair) && [...pair].length > 1)
      piece = (piece === '' ? character : piece) + characters[index + 1]!
    else {
      if (piece !== '') pieces.push(piece)
      piece = ''
    }
  }
  return [...new Set(pieces)].sort((one, other) => other.length - one.length)
}
