/** Where cited articles stand in a new version: under the same number, or where the text is most alike. A proposal: people decide. */
import type { Citation } from './citations.ts'
import { bigrams } from './terms.ts'

export interface CitationProposal {
  /** The cited place as of today (`59`, `59.1.3`); null: the law as a whole. */
  article: string | null
  /** Place in the new version; null: no counterpart was found. */
  becomes: string | null
  basis: 'same-number' | 'best-text' | 'none'
  /** 0 to 1; null where there is no older text to compare with. */
  similarity: number | null
  /** A person has to decide: the article is gone, or under its number stands something else. */
  open: boolean
  citedBy: Citation[]
}

/** By place: article, paragraph, item. */
export type Texts = Map<string, string>

/** Below this the text under the same number is taken for another one. */
const sameText = 0.5
/** Below this two texts have nothing to do with each other. */
const likeText = 0.25
/** So much better has another article to fit before the same number is doubted. */
const clearlyBetter = 0.1

export function proposeMapping(cited: Map<string | null, Citation[]>, older: Texts, newer: Texts) {
  const shapes = new Map([...newer].map(([key, text]) => [key, bigrams(text)]))
  return [...cited].map(([article, citedBy]): CitationProposal => {
    const proposal = (
      becomes: string | null,
      basis: CitationProposal['basis'],
      similarity: number | null,
      open: boolean,
    ) => ({ article, becomes, basis, similarity, open, citedBy })
    if (article === null) return proposal(null, 'none', null, newer.size === 0)
    const text = older.get(article)
    if (text === undefined)
      return newer.has(article)
        ? proposal(article, 'same-number', null, false)
        : proposal(null, 'none', null, true)
    const shape = bigrams(text)
    const depth = depthOf(article)
    const under = (key: string) => likeness(shape, shapes.get(key))
    let best: string | null = null
    for (const key of shapes.keys())
      if (depthOf(key) === depth && (best === null || under(key) > under(best))) best = key
    if (best === null || under(best) < likeText) return proposal(null, 'none', null, true)
    if (under(article) >= sameText && under(article) >= under(best) - clearlyBetter)
      return proposal(article, 'same-number', rounded(under(article)), false)
    return proposal(best, 'best-text', rounded(under(best)), true)
  })
}

/** An item goes to an item, an article to an article. Whether the one paragraph of an article is counted is no difference in depth, but in place. */
function depthOf(place: string): string {
  const [, paragraph, item] = place.split('.')
  return `${paragraph === undefined ? '' : paragraph === '0' ? 'sole' : 'counted'} ${item === undefined ? '' : 'item'}`
}

/** Dice's coefficient of the two texts' bigrams. */
function likeness(one: Set<string>, other: Set<string> | undefined): number {
  if (!other || one.size + other.size === 0) return 0
  let shared = 0
  for (const pair of one) if (other.has(pair)) shared++
  return (2 * shared) / (one.size + other.size)
}

const rounded = (share: number) => Math.round(share * 100) / 100
