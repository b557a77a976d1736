/** 第四十三条: not at night, not on a day off, but in an emergency; and never against the daily life of residents. */
import { isoInstant, legalDay, parseInstant } from '../../platform/clock.ts'
import type { FieldProblem } from '../../platform/problem.ts'
import type { CaseRoom } from '../room.ts'

/** Hours and minutes in Asia/Shanghai, which has no summer time. */
const timeOfDay = (at: number): string => isoInstant(at + 8 * 3_600_000).slice(11, 16)

/** @param from, to ISO instants, on one day: what goes on for days is done, and recorded, day by day. */
export function timeFaults(
  { enforcementRules, deadlines }: CaseRoom,
  { from, to, emergency }: { from: string; to: string; emergency: string | undefined },
  fromPath: string,
  toPath: string,
): FieldProblem[] {
  const [start, end] = [parseInstant(from), parseInstant(to)]
  const { night } = enforcementRules.own
  const faults: FieldProblem[] = []
  if (end <= start) faults.push({ path: toPath, message: '应当晚于开始时间' })
  if (legalDay(start) !== legalDay(end))
    faults.push({ path: toPath, message: '应当与开始时间在同一日，逐日实施、逐日记录' })
  if (faults.length > 0 || emergency !== undefined) return faults
  const [opens, closes] = [clock(night.until), clock(night.from)]
  if (timeOfDay(start) < opens || timeOfDay(end) > closes)
    faults.push({
      path: fromPath,
      message: `不得在夜间实施强制执行，须在 ${opens} 至 ${closes} 之间；情况紧急的写明 emergency（行政强制法 第四十三条）`,
    })
  if (!deadlines.isWorkingDay(legalDay(start)))
    faults.push({
      path: fromPath,
      message: '不得在法定节假日实施强制执行；情况紧急的写明 emergency（行政强制法 第四十三条）',
    })
  return faults
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`

export function againstLivelihood({ enforcementRules }: CaseRoom, way: string): string | undefined {
  const found = enforcementRules.own.livelihood.find((word) => way.includes(word))
  return found === undefined
    ? undefined
    : `不得对居民生活采取停止供水、供电、供热、供燃气等方式迫使履行：“${found}”（行政强制法 第四十三条第二款）`
}

/** 2027年6月28日9时至17时. */
export function spanInWords(from: string, to: string): string {
  const [year, month, day] = legalDay(parseInstant(from)).split('-').map(Number)
  return `${year}年${month}月${day}日${inWords(from)}至${inWords(to)}`
}

function inWords(instant: string): string {
  const [hours, minutes] = timeOfDay(parseInstant(instant)).split(':').map(Number)
  return `${hours}时${minutes ? `${minutes}分` : ''}`
}
