/** What two versions of a violation differ in, in words. */
import type { Reply } from '../../../shared/api/client.ts'
import { referenceWords } from '../laws/law-words.ts'
import { appliesTo, fineRange } from './violation-words.ts'

type Tiers = Reply<'/violations/{code}'>['tiers']
type Field = Reply<'/violations/{code}/comparison'>['later'][number]['differences'][number]['field']

export const fields: Record<Field, string> = {
  fine: '罚款',
  provisions: '依据',
  otherPenalties: '其他处罚',
  measureFirst: '先行',
  appliesTo: '适用',
  tiers: '裁量阶次',
}

/** @param value as `GET /violations/{code}/comparison` gives it for the field. */
export function differenceWords(field: Field, value: unknown): string {
  switch (field) {
    case 'fine': {
      const { minFen, maxFen } = value as { minFen: number | null; maxFen: number | null }
      return fineRange(minFen, maxFen)
    }
    case 'provisions':
      return (value as string[]).map(referenceWords).join('\n')
    case 'otherPenalties':
      return (value as string[]).join('；') || '（无）'
    case 'measureFirst':
      return (value as string) || '（无）'
    case 'appliesTo':
      return appliesTo[value as string] ?? ''
    case 'tiers':
      return (value as Tiers)
        .map(({ name, minFen, maxFen }) => `${name} ${fineRange(minFen, maxFen)}`)
        .join('\n')
  }
}
