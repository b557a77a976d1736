/** How laws 法律法规 and their parts are said. */
import { day } from '../../../shared/words.ts'

export const levels: Record<string, string> = {
  law: '法律',
  'administrative-regulation': '行政法规',
  'local-regulation': '地方性法规',
  'department-rule': '部门规章',
  'bureau-rule': '本机关规定',
}

export const versionStates: Record<string, string> = {
  proposed: '待确认',
  confirmed: '已确认',
  returned: '已退回',
}

const parts: Record<string, string> = { part: '编', subpart: '分编', chapter: '章', section: '节' }

/** @param number 1 to 9999. @returns 一百零三 */
function numeral(number: number): string {
  const digits = '零一二三四五六七八九'
  const words = [...String(number)]
    .map((digit, place, all) =>
      digit === '0' ? '零' : digits[Number(digit)]! + ['', '十', '百', '千'][all.length - 1 - place]!,
    )
    .join('')
  return words.replaceAll(/零+/g, '零').replace(/零$/, '').replace(/^一十/, '十')
}

export function articleWords(number: number, branch: number): string {
  return `第${numeral(number)}条${branch > 0 ? `之${numeral(branch)}` : ''}`
}

/** @param reference 行政处罚法#59.1.3 @returns 《行政处罚法》第五十九条第一款第（三）项 */
export function referenceWords(reference: string): string {
  const [law = '', place = ''] = reference.split('#')
  const [article = '', paragraph, item] = place.split('.')
  const [number = 0, branch = 0] = article.split('-').map(Number)
  if (number === 0) return `《${law}》`
  const counted = Number(paragraph ?? 0) > 0 ? `第${numeral(Number(paragraph))}款` : ''
  return `《${law}》${articleWords(number, branch)}${counted}${item ? `第（${numeral(Number(item))}）项` : ''}`
}

export function headingWords({
  kind,
  number,
  title,
}: {
  kind: string
  number: number
  title: string
}): string {
  return `第${numeral(number)}${parts[kind] ?? ''}\u3000${title}`
}

interface Step {
  step: 'proposed' | 'amended' | 'confirmed' | 'returned'
  name: string
  /** ISO. */
  at: string
  note: string
}

const steps = { proposed: '提请确认', amended: '修改', confirmed: '确认', returned: '退回' } as const

export function stepWords({ step, name, at, note }: Step): string {
  return `${name} ${day(at)} ${steps[step]}${note ? `：${note}` : ''}`
}

export const articleAddress = (law: string, key: string) => `/laws/${encodeURIComponent(law)}/${key}`
