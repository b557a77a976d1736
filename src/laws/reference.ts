import { readArticle } from '../platform/article-number.ts'
import type { LawReference } from './service.ts'
import { articleKey } from './text/law-text.ts'

/** @param article its number, or its place (`10-1` for 第十条之一, `59.1.3` for 第五十九条第一款第三项). */
export function lawReference(law: string, article: number | string | null): LawReference {
  return article === null ? law : `${law}#${article}`
}

export interface SplitReference {
  law: string
  /** As written: `59`, `10-1`, `59.1.3`; undefined: the law as a whole. */
  key: string | undefined
  /** Of the article alone: `59`, `10-1`. */
  article: string | undefined
  number: number
  branch: number
  /** 款 and 项; 0 where none is named. */
  paragraph: number
  item: number
}

export function splitReference(reference: LawReference): SplitReference {
  const [law = '', key] = reference.split('#')
  const place = readArticle(key ?? '')
  return {
    law,
    key,
    article: place && articleKey(place),
    ...(place ?? { number: 0, branch: 0, paragraph: 0, item: 0 }),
  }
}

/** `59.1.3` → `59` */
export function articleOf(key: string): string {
  return key.split('.')[0]!
}
