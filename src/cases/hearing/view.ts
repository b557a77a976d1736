/** What one reads of hearings: those of a case with all that was recorded, who may preside, and the bureau's calendar of hearings. */
import type { Actor } from '../../identity/actor.ts'
import { shown, type Shown } from '../../platform/database/rows.ts'
import type { SqlValue } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import { titlesOf } from '../case-page.ts'
import type { CaseFactRow, CaseRow } from '../model.ts'
import { masked } from '../masked-numbers.ts'
import { type CaseRoom, findCase, policyObjectOf } from '../room.ts'
import { type PossibleHost, possibleHosts } from './arrangement.ts'
import type { HearingRow, HearingState } from './model.ts'
import { openHearingOf } from './proceedings.ts'

const recorded = [
  'hearing-requested',
  'hearing-withdrawn',
  'hearing-arrangement',
  'hearing-rearrangement',
  'serve-hearing-notice',
  'hearing-session',
  'hearing-resumption',
  'hearing-signatures',
  'hearing-report',
]

export interface HearingView extends Omit<Shown<HearingRow>, 'openMark' | 'barred'> {
  /** Last day on which the notice may be served. */
  noticeBy: string | null
  host: string | null
  recorder: string | null
  /** In the order in which it was recorded; also what was replaced since. */
  records: { kind: string; state: string; officerId: string | null; at: number; data: FormData }[]
}

export async function hearingsOf(room: CaseRoom, actor: Actor, caseId: string): Promise<HearingView[]> {
  const { sql } = room.database
  const row = await findCase(sql, caseId)
  room.policy.require(actor, 'case.read', await policyObjectOf(sql, row))
  const hearings = await sql.all<HearingRow>('SELECT * FROM hearings WHERE case_id = ? ORDER BY id', [caseId])
  const facts = await sql.all<CaseFactRow>(
    `SELECT * FROM case_facts WHERE case_id = ? AND kind IN (${recorded.map(() => '?').join(', ')}) ORDER BY at, id`,
    [caseId, ...recorded],
  )
  return Promise.all(
    hearings.map(async (hearing, index) => {
      // A request is written just before its hearing is opened.
      const from = requestBefore(facts, Number(hearing.opened_at))
      const next = hearings[index + 1]
      const to = next === undefined ? Infinity : requestBefore(facts, Number(next.opened_at))
      return {
        ...(await summarise(room, hearing)),
        records: facts
          .filter(({ at }) => Number(at) >= from && Number(at) < to)
          .map(({ kind, state, officer_id, at, data }) => ({
            kind,
            state,
            officerId: officer_id,
            at: Number(at),
            data: masked(JSON.parse(data) as FormData),
          })),
      }
    }),
  )
}

function requestBefore(facts: CaseFactRow[], openedAt: number): number {
  const requests = facts.filter(({ kind, at }) => kind === 'hearing-requested' && Number(at) <= openedAt)
  return Number(requests.at(-1)?.at ?? openedAt)
}

async function summarise(
  { officers, deadlines }: CaseRoom,
  hearing: HearingRow,
): Promise<Omit<HearingView, 'records'>> {
  const { openMark: _mark, barred: _barred, ...view } = shown(hearing)
  const nameOf = async (id: string | null) => (id === null ? null : (await officers.get(id)).name)
  const startsAt = hearing.starts_at === null ? null : Number(hearing.starts_at)
  return {
    ...view,
    noticeBy: startsAt === null ? null : (await deadlines.dueOf('hearing-notice', startsAt)).dueOn,
    host: await nameOf(hearing.host_id),
    recorder: await nameOf(hearing.recorder_id),
  }
}

/** For who arranges it. */
export async function hostsFor(room: CaseRoom, actor: Actor, caseId: string): Promise<PossibleHost[]> {
  const { sql } = room.database
  const row = await findCase(sql, caseId)
  room.policy.require(actor, 'hearing.arrange', await policyObjectOf(sql, row))
  const hearing = await openHearingOf(sql, caseId)
  return possibleHosts(room, sql, row, hearing ? (JSON.parse(hearing.barred) as string[]) : [])
}

export interface HearingLine extends Omit<HearingView, 'records'> {
  caseNumber: string | null
  title: string
}

/** The newest first. */
export async function listHearings(
  room: CaseRoom,
  actor: Actor,
  { state, cursor, limit = 50 }: { state?: HearingState; cursor?: string; limit?: number },
): Promise<{ items: HearingLine[]; next: string | null }> {
  const reach = room.policy.reach(actor, 'case.read')
  if (!reach) throw problem('forbidden', '您的角色不能查看听证')
  const conditions = ['h.id < ?']
  const values: SqlValue[] = [cursor ?? '~']
  if (!reach.all) {
    const departments = reach.departmentIds.map(() => '?').join(', ')
    conditions.push(
      `(${departments === '' ? '' : `c.department_id IN (${departments}) OR `}EXISTS (SELECT 1 FROM case_officers o WHERE o.case_id = c.id AND o.officer_id = ? AND o.to_at IS NULL))`,
    )
    values.push(...reach.departmentIds, reach.ownOfficerId ?? '')
  }
  if (state !== undefined) {
    conditions.push('h.state = ?')
    values.push(state)
  }
  const rows = await room.database.sql.all<HearingRow>(
    `SELECT h.* FROM hearings h JOIN cases c ON c.id = h.case_id WHERE ${conditions.join(' AND ')} ORDER BY h.id DESC LIMIT ?`,
    [...values, limit + 1],
  )
  const page = rows.slice(0, limit)
  const caseIds = [...new Set(page.map(({ case_id }) => case_id))]
  const cases =
    caseIds.length === 0
      ? []
      : await room.database.sql.all<CaseRow>(
          `SELECT * FROM cases WHERE id IN (${caseIds.map(() => '?').join(', ')})`,
          caseIds,
        )
  const titles = await titlesOf(room, cases)
  const numbers = new Map(cases.map(({ id, number }) => [id, number]))
  return {
    items: await Promise.all(
      page.map(async (hearing) => ({
        ...(await summarise(room, hearing)),
        caseNumber: numbers.get(hearing.case_id) ?? null,
        title: titles.get(hearing.case_id) ?? '',
      })),
    ),
    next: rows.length > limit ? page.at(-1)!.id : null,
  }
}
