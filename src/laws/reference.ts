import type { LawReference } from './service.ts'

export function lawReference(law: string, article: number | null): LawReference {
  return article === null ? law : `${law}#${article}`
}

export function splitReference(reference: LawReference): [string, number | null] {
  const [law = '', article] = reference.split('#')
  return [law, article === undefined ? null : Number(article)]
}
