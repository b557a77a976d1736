import type { LawReference } from './service.ts'

/** @param article its number, or its key (`10-1` for 第十条之一). */
export function lawReference(law: string, article: number | string | null): LawReference {
  return article === null ? law : `${law}#${article}`
}

export interface SplitReference {
  law: string
  /** `59`, `10-1`; undefined: the law as a whole. */
  key: string | undefined
  number: number
  branch: number
}

export function splitReference(reference: LawReference): SplitReference {
  const [law = '', key] = reference.split('#')
  const [number = 0, branch = 0] = key === undefined ? [] : key.split('-').map(Number)
  return { law, key, number, branch }
}
