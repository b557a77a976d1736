/** Legal days `2026-12-03` as a calendar lays them out: weeks begin on Monday. */
const dayLength = 86_400_000
const names = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

const number = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayLength
const fromNumber = (days: number) => new Date(days * dayLength).toISOString().slice(0, 10)

export const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(number(text))
export const isMonth = (text: string) => isDay(`${text}-01`)
export const addDays = (day: string, days: number) => fromNumber(number(day) + days)

/** 0 Sunday … 6 Saturday. */
const weekday = (day: string) => (number(day) + 4) % 7
export const weekdayName = (day: string) => names[weekday(day)]!
export const weekdayNames = [...names.slice(1), names[0]]

/** Of the week, the Monday. */
export const mondayOf = (day: string) => addDays(day, -((weekday(day) + 6) % 7))

/** @param month 2026-12 */
export function addMonths(month: string, months: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number)
  const index = year * 12 + of - 1 + months
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The whole weeks in which the days of a month lie. */
export function weeksOf(month: string): { from: string; to: string } {
  const last = addDays(`${addMonths(month, 1)}-01`, -1)
  return { from: mondayOf(`${month}-01`), to: addDays(mondayOf(last), 6) }
}

/** @returns 2026 年 12 月 */
export const monthWords = (month: string) => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`
/** @returns 12 月 3 日 */
export const shortDay = (day: string) => `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`
