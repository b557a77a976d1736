/** Numbers that identify parties and prove themselves: 公民身份号码 (GB 11643) and 统一社会信用代码 (GB 32100). */
import { addDays } from '../platform/legal-day.ts'

/** Full-width to half-width, no spaces, upper case: what people type is one spelling in the index. */
export function normaliseIdNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

const citizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const citizenCheck = '10X98765432'

/** GB 11643: region, day of birth, sequence, check character by ISO 7064 MOD 11-2. Expects a normalised text. */
export function isCitizenNumber(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text) || birthDayOf(text) === null) return false
  const sum = citizenWeights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return citizenCheck[sum % 11] === text[17]
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100: 18 characters of a 31-character alphabet, check character by weights 3^i mod 31. Expects a normalised text. */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)) return false
  let sum = 0
  let weight = 1
  for (const character of text.slice(0, 17)) {
    sum += creditAlphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return creditAlphabet[(31 - (sum % 31)) % 31] === text[17]
}

/** Day of birth in a citizen's number, YYYY-MM-DD; null when it is no day of the calendar. */
export function birthDayOf(citizenNumber: string): string | null {
  const [, year, month, date] = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(citizenNumber) ?? []
  const day = `${year}-${month}-${date}`
  if (!/^(18|19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day)) return null
  return addDays(day, 0) === day ? day : null
}

export function sexOf(citizenNumber: string): 'female' | 'male' {
  return Number(citizenNumber[16]) % 2 === 0 ? 'female' : 'male'
}
