/** Numbers that identify parties and prove themselves: 公民身份号码 (GB 11643) and 统一社会信用代码 (GB 32100). */
import { addDays } from '../platform/legal-day.ts'

/** Full-width to half-width, no spaces, upper case: what people type is one spelling in the index. */
export function normaliseIdNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/** First two digits of a division (GB/T 2260); 81–83 are residence permits 居住证 of Hong Kong, Macau and Taiwan, which follow GB 11643 too. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
)
const citizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const citizenCheck = '10X98765432'

/**
 * GB 11643: region, day of birth, sequence, check character by ISO 7064 MOD 11-2. Expects a normalised text.
 * @param today YYYY-MM-DD: nobody is born after it.
 * @returns what is wrong, Chinese; undefined for a good number.
 */
export function citizenNumberFault(text: string, today: string): string | undefined {
  if (text.length !== 18) return `应为 18 位，现有 ${text.length} 位`
  if (!/^\d{17}[\dX]$/.test(text)) return '前 17 位应为数字，末位为数字或者 X'
  if (!provinces.has(text.slice(0, 2))) return `前两位“${text.slice(0, 2)}”不是行政区划代码（GB/T 2260）`
  const birthDay = birthDayOf(text)
  if (birthDay === null) return `第 7 至 14 位“${text.slice(6, 14)}”不是日期`
  if (birthDay > today) return `出生日期 ${birthDay} 在今天之后`
  const sum = citizenWeights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return citizenCheck[sum % 11] === text[17] ? undefined : '校验码不符，请逐位核对（GB 11643）'
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100: 18 characters of a 31-character alphabet, check character by weights 3^i mod 31. Expects a normalised text. */
export function creditCodeFault(text: string): string | undefined {
  if (text.length !== 18) return `应为 18 位，现有 ${text.length} 位`
  const foreign = [...text].find((character) => !creditAlphabet.includes(character))
  if (foreign !== undefined) return `不应有字符“${foreign}”（不使用 I、O、S、V、Z）`
  if (!/^..\d{6}/.test(text)) return '第 3 至 8 位应为数字（登记机关行政区划码）'
  let sum = 0
  let weight = 1
  for (const character of text.slice(0, 17)) {
    sum += creditAlphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return creditAlphabet[(31 - (sum % 31)) % 31] === text[17]
    ? undefined
    : '校验码不符，请逐位核对（GB 32100）'
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
