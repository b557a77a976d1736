/** How a violation 违法行为 is said: its fine, whom it is for, its provisions. */
import type { Reply } from '../../../shared/api/client.ts'
import { yuan } from '../../../shared/words.ts'

export type Violation = Reply<'/violations/{code}'>['violation']

export const appliesTo: Record<string, string> = {
  any: '公民和单位',
  citizen: '公民',
  organisation: '单位',
}

export function fineRange(minFen: number | null, maxFen: number | null): string {
  if (minFen === null && maxFen === null) return '未定数额'
  if (maxFen === null) return `${yuan(minFen!)}以上`
  if (minFen === null || minFen === 0) return `${yuan(maxFen)}以下`
  if (minFen === maxFen) return yuan(maxFen)
  return `${(minFen / 100).toLocaleString('zh-CN')}–${yuan(maxFen)}`
}

/** @returns the address of the article: 大气污染防治法#81.1.2 → /laws/大气污染防治法/81 */
export function addressOf(reference: string): string {
  const [law = '', article] = reference.split('#')
  const place = `/laws/${encodeURIComponent(law)}`
  return article === undefined ? place : `${place}/${article.split('.')[0]}`
}

/** From the first to the last day on which a version counts. */
export function term({
  effectiveFrom,
  effectiveTo,
}: Pick<Violation, 'effectiveFrom' | 'effectiveTo'>): string {
  return effectiveTo === null ? `${effectiveFrom} 起` : `${effectiveFrom} 至 ${effectiveTo}`
}
