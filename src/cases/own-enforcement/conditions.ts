/** What must be so before this organ may decide on enforcement, and before it may enforce; each reason says its article. */
import { standingOf } from '../../documents/acts/model.ts'
import { actsOf } from '../../documents/acts/propose.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { Sql } from '../../platform/database/sql.ts'
import type { Deadline } from '../../deadlines/service.ts'
import { openStay, stayed } from '../enforcement/stay.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { lastStep, meansOf, type OwnRow, servedAt, type Step } from './model.ts'

export const limits = {
  demand: 'enforcement-demand',
  posting: 'demolition-announcement',
  lastDemand: 'performance-demand',
} as const

type Reason = string | undefined

/** Nothing is done of an enforcement that stands still. */
export async function whyAtRest(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  own: OwnRow,
  steps: Step[],
): Promise<Reason> {
  for (const id of [own.source_document_id, own.decision_document_id])
    if (id !== null && ['withdrawn', 'invalidated'].includes(standingOf(await actsOf(sql, id))))
      return '据以执行的决定已经被撤销，应当终结执行（行政强制法 第四十条）'
  if (await openStay(sql, row.id)) return stayed
  if (await room.remedies.stopped(sql, row.id))
    return '复议、诉讼期间已经决定停止执行（行政复议法 第四十二条、行政诉讼法 第五十六条）'
  if (runningAgreement(steps))
    return '执行协议正在履行，当事人不履行协议的才恢复强制执行（行政强制法 第四十二条）'
  return undefined
}

export function runningAgreement(steps: Step[]): Step['data'] | undefined {
  const last = steps.findLast(({ kind }) => kind === 'agreement' || kind === 'agreement-end')
  return last?.kind === 'agreement' ? last.data : undefined
}

/** @param urgent the demand may still run (第三十七条第三款). */
export async function whyNotDecide(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  own: OwnRow | undefined,
  steps: Step[],
  urgent = false,
): Promise<Reason> {
  if (own?.state === 'decided') return '已经作出强制执行决定（行政强制法 第三十七条）'
  if (!own) return '尚未催告当事人履行义务，不能作出强制执行决定（行政强制法 第三十五条）'
  const rest = await whyAtRest(room, sql, row, own, steps)
  if (rest !== undefined) return rest
  if ((await servedAt(sql, own.demand_document_id!)) === undefined)
    return '催告书尚未送达当事人（行政强制法 第三十八条）'
  const demand = await limitOf(room, sql, own, limits.demand)
  if (!urgent && !isOver(room, demand))
    return `催告的履行期限至 ${demand?.dueOn ?? '—'}，尚未届满（行政强制法 第三十七条）`
  if (unanswered(steps)) return '当事人的陈述、申辩尚未复核（行政强制法 第三十六条）'
  const { asks } = meansOf(room, own.means)
  if (asks.includes('announcement')) {
    if (own.posted_on === null) return '尚未公告限期自行拆除（行政强制法 第四十四条）'
    const posting = await limitOf(room, sql, own, limits.posting)
    if (!isOver(room, posting))
      return `公告的自行拆除期限至 ${posting?.dueOn ?? '—'}，尚未届满（行政强制法 第四十四条）`
  }
  if (asks.includes('remedies-over')) return whyRemediesOpen(room, sql, row, own)
  return undefined
}

/** 当事人在法定期限内不申请行政复议或者提起行政诉讼. */
async function whyRemediesOpen(room: CaseRoom, sql: Sql, row: CaseRow, own: OwnRow): Promise<Reason> {
  const { law } = meansOf(room, own.means)
  const served = (await servedAt(sql, own.source_document_id!)) ?? row.served_at
  const end =
    served === null
      ? undefined
      : await room.remedies.end(sql, row.id, { documentId: own.source_document_id!, servedAt: served })
  if (end === undefined) return `行政复议或者行政诉讼尚未终结（${law}）`
  if (room.clock.now() <= end)
    return `申请行政复议、提起行政诉讼的期限至 ${legalDay(end)}，尚未届满（${law}）`
  return undefined
}

function unanswered(steps: Step[]): boolean {
  return (
    steps.findLast(({ kind }) => kind === 'statement' || kind === 'statement-review')?.kind === 'statement'
  )
}

/** @param startedAt epoch ms: when it was begun. */
export async function whyNotEnforce(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  own: OwnRow | undefined,
  steps: Step[],
  startedAt: number,
): Promise<Reason> {
  if (own?.state !== 'decided') return '尚未作出强制执行决定（行政强制法 第三十七条）'
  const rest = await whyAtRest(room, sql, row, own, steps)
  if (rest !== undefined) return rest
  const served = await servedAt(sql, own.decision_document_id!)
  if (served === undefined || served > startedAt)
    return '强制执行决定书送达以后才能执行（行政强制法 第三十八条）'
  const { startsAt } = lastStep(steps, 'decision') as { startsAt: string }
  if (startedAt < parseInstant(startsAt)) return '早于强制执行决定书载明的时间（行政强制法 第三十七条）'
  if (!meansOf(room, own.means).asks.includes('performer')) return undefined
  if (
    own.last_demand_document_id === null ||
    (await servedAt(sql, own.last_demand_document_id)) === undefined
  )
    return '代履行三日前应当再次催告当事人履行（行政强制法 第五十一条）'
  const last = await limitOf(room, sql, own, limits.lastDemand)
  if (last === undefined || legalDay(startedAt) <= last.dueOn)
    return `代履行前催告的期限至 ${last?.dueOn ?? '—'}，尚未届满（行政强制法 第五十一条）`
  return undefined
}

export async function limitOf(
  { deadlines }: CaseRoom,
  sql: Sql,
  { id, case_id: caseId }: OwnRow,
  limit: string,
): Promise<Deadline | undefined> {
  return (await deadlines.ofCase(caseId, sql)).findLast((one) => one.limit === limit && one.subject === id)
}

function isOver({ clock }: CaseRoom, limit: Deadline | undefined): boolean {
  return limit !== undefined && limit.state !== 'suspended' && clock.now() > limit.dueAt
}
