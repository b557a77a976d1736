/**
 * The terms of a text for the inverted index: pairs of neighbouring characters (bigrams) of each Chinese run, the run's last character alone so that one
 * character finds too, and words and numbers of other scripts as they are. Bigrams find 摆摊 inside any sentence; a dictionary would cut it differently here and there.
 */
const runs = /\p{Script=Han}+|[\p{L}\p{N}]+/gu
const han = /\p{Script=Han}/u
const longestTerm = 20

export interface PlacedTerm {
  term: string
  /** Where it stands in the text, UTF-16. */
  from: number
  to: number
}

export function placedTerms(text: string): PlacedTerm[] {
  const terms: PlacedTerm[] = []
  for (const match of text.matchAll(runs)) {
    const [run] = match
    if (!han.test(run)) {
      terms.push(placed(run.toLowerCase().slice(0, longestTerm), match.index, run.length))
      continue
    }
    const characters = [...run]
    let at = match.index
    for (const [index, character] of characters.entries()) {
      const term = character + (characters[index + 1] ?? '')
      terms.push(placed(term, at, term.length))
      at += character.length
    }
  }
  return terms
}

const placed = (term: string, from: number, length: number) => ({ term, from, to: from + length })

/** Terms of a query: without the single last character of a run that has pairs, which would find far too much. */
export function queryTerms(text: string): string[] {
  const terms: string[] = []
  for (const [run] of text.matchAll(runs)) {
    const found = placedTerms(run).map(({ term }) => term)
    terms.push(...(han.test(run) && found.length > 1 ? found.slice(0, -1) : found))
  }
  return [...new Set(terms)]
}

export function bigrams(text: string): Set<string> {
  return new Set(queryTerms(text))
}
