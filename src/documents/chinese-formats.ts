/**
 * How facts are written on paper. Pure functions of their argument: the same fact gives the same text on every machine.
 * Instants are shown in Asia/Shanghai (UTC+8, no summer time since 1991), money comes in integer fen.
 */
import { articleWords, readArticle } from '../platform/article-number.ts'
import { isoInstant, legalDay, parseInstant } from '../platform/clock.ts'

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿']

/** The largest amount that is written out: 999,999,999,999.99 yuan. */
export const largestFen = 99_999_999_999_999

/**
 * 大写金额 as the rules for bills ask (支付结算办法, annex 1): 人民币贰仟元整, 人民币壹万零伍拾元叁角, 人民币伍元零陆分.
 * @throws RangeError for what is no whole number of fen from 0 to {@link largestFen}.
 */
export function moneyUpper(fen: number): string {
  checkFen(fen)
  const yuan = Math.floor(fen / 100)
  const jiao = Math.floor(fen / 10) % 10
  const cents = fen % 10
  if (fen === 0) return '人民币零元整'
  let text = yuan === 0 ? '' : `${upperInteger(yuan)}元`
  if (jiao === 0 && cents === 0) return `人民币${text}整`
  if (jiao > 0) text += `${yuan > 0 && yuan % 10 === 0 ? '零' : ''}${digits[jiao]}角`
  else if (yuan > 0) text += '零'
  if (cents > 0) text += `${digits[cents]}分`
  return `人民币${text}`
}

/** Groups of four digits; zeros within and between groups are said once. */
function upperInteger(value: number): string {
  let text = ''
  let zeroWaits = false
  const parts: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) parts.unshift(rest % 10_000)
  parts.forEach((part, index) => {
    const group = parts.length - 1 - index
    if (part === 0) {
      zeroWaits = true
      return
    }
    for (let place = 3; place >= 0; place--) {
      const digit = Math.floor(part / 10 ** place) % 10
      if (digit === 0) {
        zeroWaits = true
        continue
      }
      if (zeroWaits && text !== '') text += '零'
      zeroWaits = false
      text += `${digits[digit]}${places[place]}`
    }
    text += groups[group]
    // Zeros at a group's end are not said, but where digits follow in the next group one 零 marks the gap.
    zeroWaits = part % 10 === 0 && (parts[index + 1] ?? 0) > 0
  })
  return text
}

/** 2000元, 1234.50元: as decisions write an amount beside its 大写. */
export function moneyChinese(fen: number): string {
  checkFen(fen)
  const yuan = Math.floor(fen / 100)
  return fen % 100 === 0 ? `${yuan}元` : `${yuan}.${String(fen % 100).padStart(2, '0')}元`
}

function checkFen(fen: number): void {
  if (!Number.isSafeInteger(fen) || fen < 0 || fen > largestFen) {
    throw new RangeError(`not an amount of fen: ${fen}`)
  }
}

/** 2026-11-23 → 2026年11月23日. @throws RangeError for a day that no calendar has. */
export function dateChinese(day: string): string {
  const [year, month, date] = partsOfDay(day)
  return `${year}年${month}月${date}日`
}

/** 2026-11-23 → 2026.11.23, where a column is narrow. @throws RangeError */
export function dateDotted(day: string): string {
  partsOfDay(day)
  return day.replaceAll('-', '.')
}

function partsOfDay(day: string): [number, number, number] {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!match || !isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]))) {
    throw new RangeError(`not a day: ${day}`)
  }
  return [Number(match[1]), Number(match[2]), Number(match[3])]
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1]!
}

/** 2026-11-23T01:30:00Z → 2026年11月23日9时30分, in Asia/Shanghai. @throws RangeError */
export function datetimeChinese(instant: string): string {
  const local = isoInstant(epochOf(instant) + 8 * 3600_000)
  return `${dateChinese(local.slice(0, 10))}${Number(local.slice(11, 13))}时${local.slice(14, 16)}分`
}

/** The day of an instant in Asia/Shanghai, in Chinese. @throws RangeError */
export function dayOfInstantChinese(instant: string): string {
  return dateChinese(legalDay(epochOf(instant)))
}

function epochOf(instant: string): number {
  if (!/^\d{4}-\d{2}-\d{2}T/.test(instant)) throw new RangeError(`not an instant: ${instant}`)
  return parseInstant(instant)
}

/** `18` → 第十八条, `18.1` → 第十八条第一款, `18.1.2` → 第十八条第一款第（二）项; any other text stands as it is. */
export function articleChinese(article: string): string {
  const place = readArticle(article.trim())
  return place ? articleWords(place.number, place.branch, place.paragraph, place.item) : article
}

/** 13800001234 → 138****1234; shorter numbers keep their last two digits. */
export function phoneMasked(phone: string): string {
  return phone.length >= 11
    ? `${phone.slice(0, 3)}****${phone.slice(-4)}`
    : `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`
}

/** 330481199001011234 → 330481********1234. */
export function idMasked(number: string): string {
  return number.length >= 15
    ? `${number.slice(0, 6)}${'*'.repeat(number.length - 10)}${number.slice(-4)}`
    : '*'.repeat(number.length)
}
