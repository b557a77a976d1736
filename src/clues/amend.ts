/** A clue that is not decided yet may be put right; the history says which fields, and what they held unless they are personal. */
import type { Actor } from '../identity/actor.ts'
import { isoInstant } from '../platform/clock.ts'
import { problem } from '../platform/problem.ts'
import {
  answerLimitOf,
  clueFaults,
  type EnteredColumns,
  enteredColumns,
  type NewClue,
  readKnown,
  requireSound,
} from './check-clue.ts'
import { record } from './history.ts'
import type { ClueRow } from './model.ts'
import { revealParticulars } from './particulars.ts'
import { changeClue, type ClueRoom, lockClue, policyObjectOf, requireOpen, sourceOf } from './room.ts'

/** Source and time of receipt stay: limits run from them. `null` takes an optional fact away. */
export type ClueChange = Partial<Pick<NewClue, 'place' | 'content' | 'particulars' | 'anonymous'>> & {
  [Field in 'occurredAt' | 'category' | 'violationCode' | 'longitude' | 'latitude' | 'coordinateSystem']?:
    NewClue[Field] | null
}

/** Columns whose former value the history may say, with their Chinese names. */
const told = {
  place: '地点',
  content: '内容',
  occurred_at: '发生时间',
  category: '类别',
  violation_code: '违法行为',
  longitude: '经度',
  latitude: '纬度',
  coordinate_system: '坐标系',
  particulars: '来源信息',
} as const satisfies Partial<Record<keyof EnteredColumns, string>>

export async function amendClue(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  change: ClueChange,
  expectedVersion: number,
): Promise<{ version: number }> {
  const known = await readKnown(room)
  return room.database.write(async (tx) => {
    const row = await lockClue(room, tx, clueId)
    room.policy.require(actor, 'clue.decide', policyObjectOf(row))
    requireOpen(row)
    if (Number(row.version) !== expectedVersion) throw problem('conflict', '线索已被他人修改，请刷新后再改')
    const clue = changed(room, row, change)
    requireSound(clueFaults(room, known, clue))
    const source = sourceOf(room, row.source)
    const { personal, ...columns } = enteredColumns(room, source, known, clue)
    if (columns.ticket !== row.ticket) throw problem('conflict', '工单编号登记后不能修改')
    if (columns.anonymous && !row.anonymous && source.answerLimit !== undefined)
      throw problem('conflict', '已经实名登记的投诉举报不能改为匿名')
    const columnsChanged = (Object.keys(told) as (keyof typeof told)[]).filter(
      (column) => columns[column] !== row[column],
    )
    const personalChanged = change.particulars !== undefined || change.anonymous !== undefined
    await changeClue(tx, row, { ...columns, ...(personalChanged && { personal }) })
    const limit = answerLimitOf(source, columns)
    if (limit !== undefined && row.anonymous)
      await room.deadlines.start(tx, actor, { caseId: row.id, limit, at: row.received_at })
    await record(room, tx, actor, row, {
      act: 'clue.amended',
      note: noteOf(row, columnsChanged, personalChanged),
      before: { version: Number(row.version) },
      after: { fields: [...columnsChanged, ...(personalChanged ? ['personal'] : [])] },
    })
    return { version: Number(row.version) + 1 }
  })
}

function changed(room: ClueRoom, row: ClueRow, change: ClueChange): NewClue {
  const now = {
    occurredAt: row.occurred_at,
    category: row.category,
    violationCode: row.violation_code,
    longitude: row.entered_longitude,
    latitude: row.entered_latitude,
    coordinateSystem: row.coordinate_system,
  }
  const optional = Object.fromEntries(
    Object.entries({ ...now, ...change }).filter(([, value]) => value !== null && value !== undefined),
  )
  return {
    source: row.source,
    receivedAt: Number(row.received_at),
    place: row.place,
    content: row.content,
    anonymous: Boolean(row.anonymous),
    ...optional,
    particulars: { ...revealParticulars(row, room.cipher), ...change.particulars },
  }
}

function noteOf(row: ClueRow, columns: (keyof typeof told)[], personal: boolean): string {
  const parts = columns.map((column) => {
    const before = row[column]
    if (before === null || column === 'particulars') return told[column]
    return `${told[column]}（原为：${column === 'occurred_at' ? isoInstant(Number(before)) : String(before)}）`
  })
  if (personal && !columns.includes('particulars')) parts.push('来源信息')
  return parts.length === 0 ? '未改变' : `修改：${parts.join('、')}`
}
