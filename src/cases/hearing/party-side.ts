/** What the party may still say about a hearing: ask for it in time, withdraw, and what else of its rights is bound to it. */
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { isIssued } from '../decision-round.ts'
import type { CaseRow } from '../model.ts'
import type { PartyMessageName } from '../party-messages.ts'
import type { CaseRoom } from '../room.ts'
import type { HearingRow, HearingState } from './model.ts'
import { lastHearing, requestLimit } from './proceedings.ts'

/** @throws Problem where the message has no place now. */
export async function requireHearingTime(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  name: PartyMessageName,
  data: object,
): Promise<void> {
  const hearing = await lastHearing(tx.sql, row.id)
  if (name === 'hearing-requested')
    return requireRequestable(room, tx, row, hearing, (data as { receivedAt: string }).receivedAt)
  if (name === 'hearing-withdrawn') return requireWithdrawable(hearing)
  if (name === 'rights-waived' && hearing?.open_mark)
    throw problem('conflict', '听证正在进行，当事人不再要求听证的，请登记“撤回听证要求”')
  if (name === 'rights-waived' && heardThere(hearing))
    throw problem('conflict', '本案的听证已经结束，不再登记放弃陈述、申辩和听证')
}

async function requireRequestable(
  room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  hearing: HearingRow | undefined,
  receivedAt: string,
): Promise<void> {
  if (!(await isIssued(room, sql, row, 'hearing-rights-notice')))
    throw problem(
      'conflict',
      '本案没有告知听证权利；当事人的意见请登记为陈述、申辩（行政处罚法 第四十五条、第六十三条）',
    )
  if (hearing?.open_mark) throw problem('conflict', '听证要求已经登记，听证正在进行')
  if (hearing && hearing.state !== 'withdrawn') throw problem('conflict', '本案的听证已经结束')
  const counted = (await limitsOfRound(room, row)).at(-1)
  if (counted && legalDay(parseInstant(receivedAt)) > counted.dueOn)
    throw problem('input-invalid', '不能登记听证要求', [
      {
        path: 'receivedAt',
        message: `要求听证的期限已于 ${counted.dueOn} 届满（行政处罚法 第六十四条第一项）`,
      },
    ])
}

/**
 * Which message takes the request to the process. One that came in time but is registered when the limit is over finds the case at its decision: that is
 * left, and the hearing is held first (行政处罚法 第六十三条).
 */
export async function messageOfRequest(room: CaseRoom, row: CaseRow): Promise<string> {
  const limits = await limitsOfRound(room, row)
  const over = limits.length > 0 && limits.every(({ endedOn }) => endedOn !== null)
  return over ? 'hearing-request-found' : 'hearing-requested'
}

async function limitsOfRound({ deadlines }: CaseRoom, row: CaseRow) {
  const since = row.reopened_at === null ? '' : legalDay(Number(row.reopened_at))
  return (await deadlines.ofCase(row.id)).filter(
    ({ limit, startsOn }) => limit === requestLimit && startsOn >= since,
  )
}

const before: readonly HearingState[] = ['requested', 'arranged', 'noticed', 'suspended']

function requireWithdrawable(hearing: HearingRow | undefined): void {
  if (!hearing?.open_mark || !before.includes(hearing.state))
    throw problem('conflict', '没有已经要求、尚未举行的听证')
}

/** While a hearing is under way, and after it, what the party states is heard there: nothing waits for it. */
export function heardThere(hearing: HearingRow | undefined): boolean {
  return hearing !== undefined && hearing.state !== 'withdrawn'
}
