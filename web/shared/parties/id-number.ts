/** Numbers that prove themselves while they are typed: 公民身份号码 (GB 11643) and 统一社会信用代码 (GB 32100). The server checks them once more (src/parties/id-number.ts). */
const citizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

export function normalised(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/** @param text normalised. @returns what is wrong, for a person; undefined for a number that proves itself. */
export function numberFault(kind: 'citizen' | 'organisation', text: string): string | undefined {
  if (text.length !== 18) return `应为 18 位，现有 ${text.length} 位`
  return kind === 'citizen' ? citizenFault(text) : creditFault(text)
}

function citizenFault(text: string): string | undefined {
  if (!/^\d{17}[\dX]$/.test(text)) return '前 17 位应为数字，末位为数字或者 X'
  const sum = citizenWeights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return '10X98765432'[sum % 11] === text[17] ? undefined : '校验码不符，请逐位核对'
}

function creditFault(text: string): string | undefined {
  const foreign = [...text].find((character) => !creditAlphabet.includes(character))
  if (foreign !== undefined) return `不应有字符“${foreign}”（不使用 I、O、S、V、Z）`
  let sum = 0
  for (let at = 0, weight = 1; at < 17; at++, weight = (weight * 3) % 31)
    sum += creditAlphabet.indexOf(text[at]!) * weight
  return creditAlphabet[(31 - (sum % 31)) % 31] === text[17] ? undefined : '校验码不符，请逐位核对'
}

/** What a citizen's number tells, to be held against the face and the paper. @param text a number that proves itself. */
export function saidBy(text: string): string {
  const sex = Number(text[16]) % 2 === 0 ? '女' : '男'
  return `${sex}，${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)} 生`
}

/** Whose number a text may be; undefined: it is no number. */
export function kindOfNumber(text: string): 'citizen' | 'organisation' | undefined {
  if (text.length !== 18) return undefined
  if (citizenFault(text) === undefined) return 'citizen'
  return creditFault(text) === undefined ? 'organisation' : undefined
}
