/** The proleptic ISO calendar by day numbers (day 0 is 1970-01-01): what java.time.LocalDate does, without a time zone in the way. */
export interface YearMonthDay {
  year: number
  month: number
  day: number
}

const daysPerEra = 146_097

export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * daysPerEra + dayOfEra - 719_468
}

export function yearMonthDay(number: number): YearMonthDay {
  const shifted = number + 719_468
  const era = Math.floor(shifted / daysPerEra)
  const dayOfEra = shifted - era * daysPerEra
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1,
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** The same day of another month, or that month's last day. */
export function addMonths(number: number, months: number): number {
  const { year, month, day } = yearMonthDay(number)
  const total = year * 12 + month - 1 + months
  const toYear = Math.floor(total / 12)
  const toMonth = total - toYear * 12 + 1
  return dayNumber(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))
}

/** Whole months from one day to another, as java.time.Period.between counts them. */
export function monthsBetween(from: number, to: number): number {
  const [start, end] = [yearMonthDay(from), yearMonthDay(to)]
  const months = (end.year - start.year) * 12 + end.month - start.month
  const days = end.day - start.day
  if (months > 0 && days < 0) return months - 1
  if (months < 0 && days > 0) return months + 1
  return months
}

/** 1 is Monday. */
export function dayOfWeek(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1
}

export function dayOfYear(number: number): number {
  return number - dayNumber(yearMonthDay(number).year, 1, 1) + 1
}

/** ISO 8601 week: the first has the year's first Thursday. */
export function weekOfYear(number: number): number {
  const thursday = number - dayOfWeek(number) + 4
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1
}

export function formatDay(number: number): string {
  const { year, month, day } = yearMonthDay(number)
  const size = String(Math.abs(year)).padStart(4, '0')
  return `${year < 0 ? '-' : year > 9999 ? '+' : ''}${size}-${two(month)}-${two(day)}`
}

export function two(value: number): string {
  return String(value).padStart(2, '0')
}
