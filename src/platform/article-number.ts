/** 第一百一十八条: the number of an article as laws and documents write it. */
const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** @param number 1 to 9999. @throws RangeError otherwise. */
export function chineseNumber(number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > 9999)
    throw new RangeError(`no article number: ${number}`)
  const units: [number, string][] = [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ]
  let words = ''
  let gap = false
  let rest = number
  for (const [value, unit] of units) {
    const digit = Math.floor(rest / value)
    rest %= value
    if (digit === 0) {
      gap = words !== ''
      continue
    }
    words += (gap ? '零' : '') + (digit === 1 && value === 10 && words === '' ? '' : digits[digit]) + unit
    gap = false
  }
  return words
}

export function articleWords(article: number): string {
  return `第${chineseNumber(article)}条`
}
