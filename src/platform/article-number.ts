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

/**
 * A place in a law as references and data write it: `59` 第五十九条, `10-1` 第十条之一, `59.1.3` 第五十九条第一款第（三）项; `42.0.3` 第四十二条第（三）项,
 * where the article has one paragraph that nobody counts.
 */
export interface ArticlePlace {
  number: number
  /** The N of 第十条之N, an article put in later; 0 for none. */
  branch: number
  /** 款 and 项; 0 where none is named. */
  paragraph: number
  item: number
}

export const articlePattern =
  /^([1-9]\d{0,3})(?:-([1-9]\d?))?(?:\.(?:([1-9]\d?)(?:\.([1-9]\d?))?|0\.([1-9]\d?)))?$/

/** @returns undefined for what is no place. */
export function readArticle(key: string): ArticlePlace | undefined {
  const match = articlePattern.exec(key)
  if (!match) return undefined
  const [number = 0, branch = 0, paragraph = 0, item = 0, soleItem = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0))
  return { number, branch, paragraph, item: item || soleItem }
}

/** 第五十九条第一款第（三）项, as documents of a bureau write it. */
export function articleWords(number: number, branch = 0, paragraph = 0, item = 0): string {
  const part = (count: number, before: string, after: string) =>
    count > 0 ? `${before}${chineseNumber(count)}${after}` : ''
  return `第${chineseNumber(number)}条${part(branch, '之', '')}${part(paragraph, '第', '款')}${part(item, '第（', '）项')}`
}

const digitOf = new Map([...'零一二三四五六七八九'].map((character, value) => [character, value]))
const unitOf = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])

/** The characters that the number of an article is written with. */
export const numeralCharacters = '零〇○一二三四五六七八九十百千两0-9'

/** 一百零三, 一〇三 or 103. @returns undefined where the words are no number from 1 to 9999. */
export function readNumber(words: string): number | undefined {
  const plain = words.replace(/[〇○]/g, '零').replace(/两/g, '二')
  const number = /^\d+$/.test(plain)
    ? Number(plain)
    : /[十百千]/.test(plain)
      ? withUnits(plain)
      : byPlaces(plain)
  return number !== undefined && number >= 1 && number <= 9999 ? number : undefined
}

function byPlaces(words: string): number | undefined {
  const digits = [...words].map((character) => digitOf.get(character))
  return words === '' || digits.includes(undefined) ? undefined : Number(digits.join(''))
}

function withUnits(words: string): number | undefined {
  let sum = 0
  let digit: number | undefined
  let smallest = Infinity
  for (const character of words) {
    const unit = unitOf.get(character)
    if (unit === undefined) {
      if (digit) return undefined
      digit = digitOf.get(character)
      if (digit === undefined) return undefined
      continue
    }
    if (unit >= smallest) return undefined
    smallest = unit
    sum += (digit || 1) * unit
    digit = undefined
  }
  return sum + (digit ?? 0)
}
