/** Duplicates 重复线索 are suggested: same or near place, within so many days, of the same kind. They are ranked with reasons, and never merged. */
import { degreesAround, metresBetween } from '../platform/distance.ts'
import type { Actor } from '../identity/actor.ts'
import type { SqlValue } from '../platform/database/sql.ts'
import { type ClueRow, type ClueState, clueStates } from './model.ts'
import { likeness } from './place-key.ts'
import { type ClueRoom, findClue, policyObjectOf, sourceOf } from './room.ts'

export interface SimilarClue {
  id: string
  number: string | null
  sourceName: string
  state: ClueState
  stateName: string
  place: string
  /** Null where the clue lies outside what the asker may read. */
  content: string | null
  departmentId: string
  receivedAt: number
  caseId: string | null
  /** 0 to 3: place, kind and time each count up to one. */
  score: number
  /** Chinese: 同一地点；违法行为相同；相隔 3 天 */
  reason: string
}

const day = 86_400_000

export async function similarClues(room: ClueRoom, actor: Actor, clueId: string): Promise<SimilarClue[]> {
  const clue = await findClue(room.database.sql, clueId)
  room.policy.require(actor, 'clue.read', policyObjectOf(clue))
  return findSimilar(room, actor, clue)
}

export async function findSimilar(room: ClueRoom, actor: Actor, clue: ClueRow): Promise<SimilarClue[]> {
  const { policy, rules } = room
  const ranked = (await candidates(room, clue)).flatMap((other) => {
    const rank = rankOf(room, clue, other)
    return rank === undefined ? [] : { other, ...rank }
  })
  return ranked
    .sort((a, b) => b.score - a.score || (a.other.id < b.other.id ? 1 : -1))
    .slice(0, rules.similar.listed)
    .map(({ other, score, reason }) => ({
      id: other.id,
      number: other.number,
      sourceName: sourceOf(room, other.source).name,
      state: other.state,
      stateName: clueStates[other.state],
      place: other.place,
      content: policy.may(actor, 'clue.read', policyObjectOf(other)) ? other.content : null,
      departmentId: other.department_id,
      receivedAt: Number(other.received_at),
      caseId: other.case_id,
      score: Math.round(score * 100) / 100,
      reason,
    }))
}

async function candidates({ database, rules }: ClueRoom, clue: ClueRow): Promise<ClueRow[]> {
  const { metres, days } = rules.similar
  const at = Number(clue.received_at)
  const time: SqlValue[] = [at - days * day, at + days * day, clue.id]
  const where = 'received_at BETWEEN ? AND ? AND id <> ? ORDER BY received_at DESC LIMIT 500'
  const found = await database.sql.all<ClueRow>(`SELECT * FROM clues WHERE place_key = ? AND ${where}`, [
    clue.place_key,
    ...time,
  ])
  if (clue.longitude !== null && clue.latitude !== null) {
    const { longitude, latitude } = clue
    const { north, east } = degreesAround({ longitude, latitude }, metres)
    found.push(
      ...(await database.sql.all<ClueRow>(
        `SELECT * FROM clues WHERE latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? AND ${where}`,
        [latitude - north, latitude + north, longitude - east, longitude + east, ...time],
      )),
    )
  }
  return [...new Map(found.map((row) => [row.id, row])).values()]
}

function rankOf(
  { rules }: ClueRoom,
  clue: ClueRow,
  other: ClueRow,
): { score: number; reason: string } | undefined {
  const { metres, days, alikeText } = rules.similar
  const place = placeRank(clue, other, metres)
  const kind = kindRank(clue, other, alikeText)
  const apart = Math.abs(Number(clue.received_at) - Number(other.received_at)) / day
  if (!place || !kind || apart > days) return undefined
  return {
    score: place.score + kind.score + (1 - apart / days),
    reason: [place.reason, kind.reason, apart < 1 ? '一天之内' : `相隔 ${Math.floor(apart)} 天`].join('；'),
  }
}

interface Rank {
  score: number
  reason: string
}

function placeRank(clue: ClueRow, other: ClueRow, metres: number): Rank | undefined {
  if (clue.place_key !== null && clue.place_key === other.place_key) return { score: 1, reason: '同一地点' }
  const [from, to] = [pointOf(clue), pointOf(other)]
  if (!from || !to) return undefined
  const apart = metresBetween(from, to)
  return apart <= metres
    ? { score: 1 - (0.5 * apart) / metres, reason: `相距约 ${Math.round(apart)} 米` }
    : undefined
}

function pointOf({ longitude, latitude }: ClueRow) {
  return longitude === null || latitude === null ? undefined : { longitude, latitude }
}

function kindRank(clue: ClueRow, other: ClueRow, alikeText: number): Rank | undefined {
  const alike = likeness(clue.content, other.content)
  const ranks: (Rank | false)[] = [
    clue.violation_code !== null &&
      clue.violation_code === other.violation_code && { score: 1, reason: '违法行为相同' },
    alike >= alikeText && {
      score: 0.5 + alike / 2,
      reason: `内容相近（${Math.round(alike * 100)}%）`,
    },
    clue.category !== null && clue.category === other.category && { score: 0.6, reason: '类别相同' },
  ]
  const held = ranks.filter((rank) => rank !== false)
  if (held.length === 0) return undefined
  return {
    score: Math.max(...held.map(({ score }) => score)),
    reason: held.map(({ reason }) => reason).join('；'),
  }
}
