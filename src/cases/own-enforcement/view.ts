/** On the page of enforcement: each 本机关强制执行 with its steps, and why the next one is not allowed yet. */
import type { Sql } from '../../platform/database/sql.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { whyNotDecide, whyNotEnforce } from './conditions.ts'
import { type OwnRow, ownOf, type Step, stepsOf } from './model.ts'

export interface OwnView {
  id: string
  means: string
  title: string
  state: OwnRow['state']
  endedBy: OwnRow['ended_by']
  /** Chinese, with its article: why it is not decided, or not enforced now; null where it may be, or it is over. */
  waitsFor: string | null
  steps: Step[]
}

export async function viewOwn(room: CaseRoom, sql: Sql, row: CaseRow): Promise<OwnView[]> {
  return Promise.all(
    (await ownOf(sql, row.id)).map(async (own) => {
      const steps = await stepsOf(sql, own.id)
      return {
        id: own.id,
        means: own.means,
        title: room.enforcementRules.own.means[own.means]?.title ?? '立即代履行',
        state: own.state,
        endedBy: own.ended_by,
        waitsFor: (await waitsFor(room, sql, row, own, steps)) ?? null,
        steps,
      }
    }),
  )
}

async function waitsFor(room: CaseRoom, sql: Sql, row: CaseRow, own: OwnRow, steps: Step[]) {
  if (own.state === 'demanded') return whyNotDecide(room, sql, row, own, steps)
  if (own.state === 'decided') return whyNotEnforce(room, sql, row, own, steps, room.clock.now())
  return own.state === 'to-tell' ? '立即代履行以后尚未通知当事人（行政强制法 第五十二条）' : undefined
}
