/** What is entered about a clue, held against its source's fields and the rules: every fault is named in Chinese, what is right becomes columns. */
import { legalDay } from '../platform/clock.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { problem } from '../platform/problem.ts'
import type { ClueSource } from './clue-sources.ts'
import type { ClueRow } from './model.ts'
import {
  type Particulars,
  particularsFaults,
  sealPersonal,
  splitParticulars,
  unprintable,
} from './particulars.ts'
import { placeKey } from './place-key.ts'
import { type EnteredPoint, pointColumns } from './point.ts'
import type { ClueRoom } from './room.ts'

export interface NewClue extends EnteredPoint {
  source: string
  /** The reporter stays unnamed 匿名. */
  anonymous?: boolean
  /** Epoch ms; now when left out. */
  receivedAt?: number
  occurredAt?: number
  place: string
  content: string
  category?: string
  violationCode?: string
  particulars?: Particulars
}

/** The columns that come from what was entered. */
export type EnteredColumns = Omit<
  ClueRow,
  | 'id'
  | 'number'
  | 'registered_by'
  | 'registered_name'
  | 'department_id'
  | 'verifier_id'
  | 'state'
  | 'disposal'
  | 'case_id'
  | 'decided_at'
  | 'version'
>

/** What a check looks up, read once for many clues. */
export interface Known {
  now: number
  categories: Set<string>
  /** Codes in force today. */
  violations: Set<string>
}

export async function readKnown({ violations, clock }: ClueRoom): Promise<Known> {
  const now = clock.now()
  const [categories, list] = await Promise.all([
    violations.categories(),
    violations.list({ onDay: legalDay(now) }),
  ])
  return {
    now,
    categories: new Set(categories.map(({ category }) => category)),
    violations: new Set(list.map(({ code }) => code)),
  }
}

const longest = { place: 200, content: 4000 }
const names = { place: '地点', content: '内容' }
/** Clocks of two machines are never quite the same. */
const tolerance = 60_000

export function clueFaults({ sources }: ClueRoom, known: Known, clue: NewClue): FieldProblem[] {
  const faults: FieldProblem[] = []
  const fault = (path: string, message: string) => faults.push({ path, message })
  for (const field of ['place', 'content'] as const) {
    const text = clue[field].trim()
    const least = field === 'place' ? 1 : 2
    if (text.length < least) fault(field, `${names[field]}必须填写`)
    else if (text.length > longest[field]) fault(field, `${names[field]}不超过 ${longest[field]} 字`)
    else if (unprintable.test(field === 'content' ? text.replace(/[\n\r\t]/g, ' ') : text))
      fault(field, `${names[field]}含有不可显示的字符`)
  }
  const { receivedAt = known.now, occurredAt } = clue
  if (receivedAt > known.now + tolerance) fault('receivedAt', '收到时间不能晚于现在')
  if (occurredAt !== undefined && occurredAt > known.now + tolerance)
    fault('occurredAt', '发生时间不能晚于现在')
  else if (occurredAt !== undefined && occurredAt > receivedAt + tolerance)
    fault('occurredAt', '发生时间不能晚于收到时间')
  pointFaults(clue, fault)
  if (clue.category !== undefined && !known.categories.has(clue.category))
    fault('category', `应当是：${[...known.categories].join('、')}`)
  if (clue.violationCode !== undefined && !known.violations.has(clue.violationCode))
    fault('violationCode', '没有这项违法行为')
  const source = sources.find(({ code }) => code === clue.source)
  if (!source) {
    fault('source', `应当是：${sources.map(({ code, name }) => `${code} ${name}`).join('、')}`)
    return faults
  }
  if (clue.anonymous && !source.anonymousAllowed) fault('anonymous', `“${source.name}”不能匿名`)
  return [...faults, ...particularsFaults(source, clue.particulars ?? {}, clue.anonymous ?? false)]
}

function pointFaults(
  { longitude, latitude, coordinateSystem }: EnteredPoint,
  fault: (path: string, message: string) => void,
): void {
  if ((longitude === undefined) !== (latitude === undefined))
    fault(longitude === undefined ? 'longitude' : 'latitude', '经度和纬度应当同时填写')
  if (coordinateSystem !== undefined && longitude === undefined && latitude === undefined)
    fault('coordinateSystem', '没有坐标，不应填写坐标系')
  if (longitude !== undefined && !(Math.abs(longitude) <= 180))
    fault('longitude', '经度应在 -180 到 180 之间')
  if (latitude !== undefined && !(Math.abs(latitude) <= 90)) fault('latitude', '纬度应在 -90 到 90 之间')
}

export function requireSound(faults: FieldProblem[]): void {
  if (faults.length > 0) throw problem('input-invalid', `线索有 ${faults.length} 处填写不符合要求。`, faults)
}

/** @param clue without faults. */
export function enteredColumns(
  { cipher, rules }: ClueRoom,
  source: ClueSource,
  known: Known,
  clue: NewClue,
): EnteredColumns {
  const { open, personal } = splitParticulars(source, clue.particulars ?? {})
  const place = clue.place.trim()
  return {
    source: clue.source,
    received_at: clue.receivedAt ?? known.now,
    occurred_at: clue.occurredAt ?? null,
    place,
    place_key: placeKey(place, rules.similar.placePrefixes),
    ...pointColumns(clue, rules),
    content: clue.content.trim(),
    category: clue.category ?? null,
    violation_code: clue.violationCode ?? null,
    anonymous: clue.anonymous ? 1 : 0,
    particulars: JSON.stringify(open),
    personal: sealPersonal(personal, cipher),
    ticket: ticketOf(source, open),
  }
}

/** `digital-city:20260302-0001`; null where the source numbers nothing. */
export function ticketOf({ code, ticket }: ClueSource, particulars: Particulars): string | null {
  const number = ticket === undefined ? undefined : particulars[ticket]?.trim()
  return number ? `${code}:${number}` : null
}

/** Whether a reporter gave their name 实名 and must be answered, and within which limit. */
export function answerLimitOf(
  source: ClueSource,
  { anonymous }: Pick<ClueRow, 'anonymous'>,
): string | undefined {
  return anonymous ? undefined : source.answerLimit
}
