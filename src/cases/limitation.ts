/**
 * 追责时效 (行政处罚法 第三十六条): an act that was not found within two years is not penalised any more; within five where it endangers life, health or financial safety
 * with harmful consequences; where it continued, from its end. Found is when the clue came in. Past the two years a case is filed, or decided on the spot, only with the
 * reason why the time is not over: the filing paper prints it, those who approve read it.
 */
import { z } from 'zod'
import { legalDay, parseInstant } from '../platform/clock.ts'
import type { Sql } from '../platform/database/sql.ts'
import { startOfDay } from '../platform/legal-day.ts'
import { type FieldProblem } from '../platform/problem.ts'
import { text } from '../platform/required-text.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'

const grounds = {
  continuing: '违法行为有连续或者继续状态，追责时效自行为终了之日起计算',
  'found-before': '违法行为在追责时效内已被发现',
  'five-years': '违法行为涉及公民生命健康安全、金融安全且有危害后果，追责时效为五年',
} as const
export type LimitationGround = keyof typeof grounds

export const limitationReason = z.strictObject({
  ground: z
    .enum(Object.keys(grounds) as [LimitationGround, ...LimitationGround[]])
    .describe('continuing 连续、继续状态；found-before 时效内已被发现；five-years 五年时效'),
  on: z.iso.date().optional().describe('行为终了之日；时效内被发现之日'),
  reason: text(1000).describe('具体理由和依据'),
})
export type LimitationReason = z.infer<typeof limitationReason>

/**
 * @param occurredAt epoch ms of the act. @param foundAt epoch ms at which the clue came in.
 * @returns what is wrong by field of `limitationReason`; nothing where the time is not over, or the reason says why.
 */
export async function limitationFaults(
  { deadlines }: Pick<CaseRoom, 'deadlines'>,
  occurredAt: number,
  foundAt: number,
  said: LimitationReason | undefined,
): Promise<FieldProblem[]> {
  const two = await deadlines.dueOf('limitation', occurredAt)
  if (foundAt <= two.dueAt) return []
  const fault = (path: string, message: string) => [{ path, message: `${message}（行政处罚法 第三十六条）` }]
  if (!said)
    return fault(
      'ground',
      `违法行为两年的追责时效已于 ${two.dueOn} 届满；仍在时效内的，请选择理由并说明，否则不予行政处罚`,
    )
  const { ground, on } = said
  const [act, found] = [legalDay(occurredAt), legalDay(foundAt)]
  if (on === undefined && ground !== 'five-years')
    return fault('on', ground === 'continuing' ? '请填写行为终了之日' : '请填写被发现之日')
  if (on !== undefined && (on < act || on > found)) return fault('on', `应当在 ${act} 至 ${found} 之间`)
  if (ground === 'found-before')
    return on! > two.dueOn ? fault('on', `应当在时效届满的 ${two.dueOn} 以前被发现`) : []
  const limit = ground === 'five-years' ? 'limitation-grave' : 'limitation'
  const longest = await deadlines.dueOf(limit, on === undefined ? occurredAt : startOfDay(on))
  return foundAt > longest.dueAt ? fault('on', `按此理由，追责时效也已于 ${longest.dueOn} 届满`) : []
}

/** Of a case that is there: the day of its act as entered, the day on which its clue came in. The same at its filing 立案 and its filing anew 重新立案. */
export async function limitationFaultsOf(
  room: Pick<CaseRoom, 'deadlines' | 'clues'>,
  sql: Sql,
  { id, clue_id }: Pick<CaseRow, 'id' | 'clue_id'>,
  said: LimitationReason | undefined,
): Promise<FieldProblem[]> {
  const entry = dataOf(await effectiveFacts(sql, id), 'entry') as { occurredAt?: string } | undefined
  const { occurred_at, received_at: foundAt } = await room.clues.row(sql, clue_id)
  const occurredAt = entry?.occurredAt === undefined ? occurred_at : parseInstant(entry.occurredAt)
  return occurredAt === null ? [] : limitationFaults(room, Number(occurredAt), Number(foundAt), said)
}

const dated = {
  continuing: '终了之日',
  'found-before': '被发现之日',
  'five-years': '行为终了之日',
} as const

/** As papers print it. */
export const limitationInWords = ({ ground, on, reason }: LimitationReason): string =>
  `追责时效：${grounds[ground]}${on === undefined ? '' : `（${dated[ground]}：${on}）`}。${reason}`

interface FilingForm {
  limitationGround?: string
  limitationOn?: string
  limitationReason?: string
}

/** Of the form of the filing. */
export function reasonOfForm(data: object): LimitationReason | undefined {
  const { limitationGround: ground, limitationOn: on, limitationReason: reason } = data as FilingForm
  if (ground === undefined || !(ground in grounds) || reason === undefined) return undefined
  return { ground: ground as LimitationGround, ...(on !== undefined && { on }), reason }
}

/** The form's names of the fields. */
export const fieldOfForm = {
  ground: 'limitationGround',
  on: 'limitationOn',
  reason: 'limitationReason',
} as const
