/** 听证安排: who presides, when and where. The host is designated by the organ among its own people, never from who investigates (行政处罚法 第六十四条). */
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import type { Arrangement, HearingRow } from './model.ts'
import { changeHearing, dropNotice, openHearingOf } from './proceedings.ts'

export interface PossibleHost {
  officerId: string
  name: string
  departmentId: string
}

/** Everybody who handles the case or ever did 本案调查人员. */
export async function investigatorsOf(sql: Sql, caseId: string): Promise<string[]> {
  const rows = await sql.all<{ officer_id: string }>(
    'SELECT DISTINCT officer_id FROM case_officers WHERE case_id = ?',
    [caseId],
  )
  return rows.map(({ officer_id }) => officer_id)
}

/** Who may be designated now: holders of the roles who are there and had no part in the investigation. */
export async function possibleHosts(
  { officers, hearingRules, clock }: CaseRoom,
  sql: Sql,
  row: Pick<CaseRow, 'id' | 'department_id'>,
  barred: string[],
): Promise<PossibleHost[]> {
  const excludeOfficerIds = [...(await investigatorsOf(sql, row.id)), ...barred]
  const found = new Map<string, PossibleHost>()
  for (const role of hearingRules.hostRoles) {
    const query = { role, scope: 'bureau' as const, departmentId: row.department_id, at: clock.now() }
    for (const { officerId, name, departmentId } of await officers.findApprovers(
      { ...query, excludeOfficerIds },
      sql,
    ))
      found.set(officerId, { officerId, name, departmentId })
  }
  return [...found.values()]
}

export async function checkArrangement(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  data: FormData,
): Promise<void> {
  const arrangement = data as unknown as Arrangement
  const hearing = await requireOpen(tx.sql, row.id)
  const faults: FieldProblem[] = []
  const refuse = (path: string, message: string) => void faults.push({ path, message })
  const barred = JSON.parse(hearing.barred) as string[]
  const hosts = await possibleHosts(room, tx.sql, row, barred)
  if (barred.includes(arrangement.hostId)) refuse('hostId', '该主持人已经回避本次听证')
  else if (!hosts.some(({ officerId }) => officerId === arrangement.hostId))
    refuse('hostId', '主持人应当是指定的非本案调查人员（行政处罚法 第六十四条第四项）')
  const investigators = await investigatorsOf(tx.sql, row.id)
  const others = [
    { path: 'recorderId', id: arrangement.recorderId },
    ...(arrangement.hearers ?? []).map(({ officerId }, index) => ({
      path: `hearers[${index}].officerId`,
      id: officerId,
    })),
  ]
  const taken = new Set([arrangement.hostId])
  for (const { path, id } of others) {
    if (investigators.includes(id)) refuse(path, '本案调查人员不能参加听证的组织（行政处罚法 第六十四条）')
    else if (taken.has(id)) refuse(path, '主持人、听证员和记录员不能是同一人')
    else {
      const officer = await room.officers.get(id, tx.sql).catch(() => undefined)
      if (!officer?.active) refuse(path, '没有这名在职人员')
    }
    taken.add(id)
  }
  const { dueOn } = await room.deadlines.dueOf('hearing-notice', parseInstant(arrangement.startsAt))
  const today = legalDay(room.clock.now())
  if (dueOn < today)
    refuse(
      'startsAt',
      `来不及在举行听证的七个工作日前通知当事人：须在 ${dueOn} 以前送达（行政处罚法 第六十四条第二项）`,
    )
  if (faults.length > 0) throw problem('input-invalid', '听证安排不符合法律规定', faults)
}

export async function settleArrangement(
  _room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  data: FormData,
): Promise<void> {
  const hearing = await openHearingOf(tx.sql, caseId)
  if (!hearing) return
  const { hostId, recorderId, startsAt, place, way } = data as unknown as Arrangement
  await changeHearing(tx, hearing, {
    state: 'arranged',
    host_id: hostId,
    recorder_id: recorderId,
    starts_at: parseInstant(startsAt),
    place,
    way,
    noticed_at: null,
    reason: null,
  })
}

/** Served seven whole working days before the hearing, or the hearing is arranged anew. */
export async function checkNoticeService(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  data: FormData,
): Promise<void> {
  const hearing = await requireOpen(tx.sql, row.id)
  if (data.noticeFailed === true) return
  const at = parseInstant(data.at as string)
  const { dueOn } = await room.deadlines.dueOf('hearing-notice', hearing.starts_at!)
  if (legalDay(at) > dueOn)
    throw problem('input-invalid', '送达太迟，不能按期举行听证', [
      {
        path: 'at',
        message: `须在 ${dueOn} 以前送达；未能按期送达的，请选择“另行安排听证”（行政处罚法 第六十四条第二项）`,
      },
    ])
}

export async function settleNoticeService(
  room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  data: FormData,
): Promise<void> {
  const hearing = await openHearingOf(tx.sql, caseId)
  if (!hearing) return
  if (data.noticeFailed !== true)
    return changeHearing(tx, hearing, { state: 'noticed', noticed_at: parseInstant(data.at as string) })
  await dropNotice(room, tx, hearing)
  await changeHearing(tx, hearing, { state: 'requested', reason: (data.failure as string) ?? null })
}

export async function requireOpen(sql: Sql, caseId: string): Promise<HearingRow> {
  const hearing = await openHearingOf(sql, caseId)
  if (!hearing) throw problem('conflict', '听证已经结束')
  return hearing
}
