/** The arrangement of holidays 放假安排 of one year, as the General Office of the State Council 国务院办公厅 gives notice of it: what is no such arrangement is refused, day by day. */
import { addDays, weekday } from '../platform/legal-day.ts'
import type { FieldProblem } from '../platform/problem.ts'

export interface YearArrangement {
  /** 国办发明电〔2025〕7号 */
  noticeNumber: string
  noticeOn: string
  /** Days off, the weekends among them included. */
  holidays: string[]
  /** 调休上班: Saturdays and Sundays that are worked. */
  workdays: string[]
}

const isWeekend = (day: string) => [0, 6].includes(weekday(day))

/** @param fixedHolidays `MM-DD` that law fixes (全国年节及纪念日放假办法). */
export function arrangementFaults(
  year: string,
  { noticeNumber, noticeOn, holidays, workdays }: YearArrangement,
  fixedHolidays: readonly string[],
  today: string,
): FieldProblem[] {
  const faults: FieldProblem[] = []
  const fault = (path: string, message: string) => void faults.push({ path, message })
  if (!/〔\d{4}〕\d+号$/.test(noticeNumber)) fault('noticeNumber', '文号应写作 国办发明电〔2025〕7号')
  if (noticeOn > today) fault('noticeOn', '通知的日期不能晚于今天')
  if (noticeOn < `${Number(year) - 1}-01-01`) fault('noticeOn', `不像是 ${year} 年放假安排的通知：日期过早`)
  const off = new Set(holidays)
  const all = [...holidays, ...workdays]
  const [first, last] = [`${Number(year) - 1}-12-25`, `${Number(year) + 1}-01-07`]
  for (const [path, days] of Object.entries({ holidays, workdays }))
    for (const [index, day] of days.entries()) {
      const at = `${path}.${index}`
      if (day < first || day > last) fault(at, `${day} 不在 ${year} 年及其前后几日`)
      else if (all.indexOf(day) !== all.lastIndexOf(day)) fault(at, `${day} 重复`)
      else if (path === 'workdays' && !isWeekend(day)) fault(at, `${day} 不是周末，不是调休上班日`)
    }
  for (const fixed of fixedHolidays)
    if (!off.has(`${year}-${fixed}`)) fault('holidays', `缺少法定节假日 ${year}-${fixed}`)
  for (const run of runsOf([...off].sort()))
    if (run.every(isWeekend) && !run.some((day) => fixedHolidays.includes(day.slice(5))))
      fault('holidays', `${run.join('、')} 本来就是周末，前后没有放假的工作日：请核对通知`)
  // 春节 begins between 21 January and 20 February and is four days since 2025; 清明 is 4 or 5 April (in 2100 the same).
  const within = (from: string, to: string) =>
    holidays.filter((day) => day >= `${year}-${from}` && day <= `${year}-${to}`).length
  if (within('01-18', '02-28') < 4) fault('holidays', '缺少春节假期')
  if (within('04-03', '04-06') === 0) fault('holidays', '缺少清明节假期')
  if (within('05-25', '06-28') === 0) fault('holidays', '缺少端午节假期')
  if (within('09-06', '10-10') < 4) fault('holidays', '缺少中秋节、国庆节假期')
  return faults
}

/** Days that follow each other. */
function runsOf(days: string[]): string[][] {
  const runs: string[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run && addDays(run.at(-1)!, 1) === day) run.push(day)
    else runs.push([day])
  }
  return runs
}
