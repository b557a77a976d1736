/** How a certificate 证件 stands today: in a word and a colour. */
import { day } from '../../../shared/words.ts'

export type Tone = 'sure' | 'unsure' | 'bad' | ''

/** Days before the last one from which on a certificate is to be renewed. */
const soon = 90

export function lasting(daysLeft: number): { words: string; tone: Tone } {
  if (daysLeft < 0) return { words: '已到期', tone: 'bad' }
  if (daysLeft <= soon) return { words: `还有 ${daysLeft} 日到期`, tone: 'unsure' }
  return { words: '有效', tone: 'sure' }
}

export function certificateState({
  validTo,
  withdrawnOn,
}: {
  validTo: string | null
  withdrawnOn: string | null
}): { words: string; tone: Tone } {
  if (withdrawnOn !== null) return { words: `${withdrawnOn} 收回`, tone: '' }
  if (validTo === null) return { words: '长期有效', tone: 'sure' }
  return lasting(Math.round((Date.parse(validTo) - Date.parse(day(Date.now()))) / 86_400_000))
}
