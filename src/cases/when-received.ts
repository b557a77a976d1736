/** What the party says answers something: a notice or a demand that it was served, its own request before. It comes after that, and nobody has received what comes tomorrow. */
import { legalDay, parseInstant } from '../platform/clock.ts'
import { startOfDay } from '../platform/legal-day.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import type { CaseRow } from './model.ts'
import { past, refuseFaults } from './papers/kind.ts'
import type { PartyMessageName } from './party-messages.ts'
import type { CaseRoom } from './room.ts'

interface Answered {
  /** Kind of fact, and its field that says when. */
  fact: string
  field: string
  /** What was then, and the article by which the party may answer it. */
  what: string
  law: string
}

const notice = { fact: 'serve-advance-notice', field: 'at', what: '告知书送达' }
const answers: { readonly [name in PartyMessageName]?: Answered } = {
  'statement-received': { ...notice, law: '行政处罚法 第四十五条' },
  'rights-waived': { ...notice, law: '行政处罚法 第四十五条' },
  'hearing-requested': { ...notice, law: '行政处罚法 第六十四条' },
  'hearing-withdrawn': {
    fact: 'hearing-requested',
    field: 'receivedAt',
    what: '当事人要求听证',
    law: '行政处罚法 第六十四条',
  },
  'demand-statement-received': {
    fact: 'serve-demand-notice',
    field: 'at',
    what: '催告书送达',
    law: '行政强制法 第三十六条',
  },
}

/** @throws Problem `conflict` where there is nothing yet to answer; `input-invalid` for what was received before it, or later than now. */
export async function requireReceivedAfter(
  room: CaseRoom,
  sql: Sql,
  { id }: CaseRow,
  name: PartyMessageName,
  receivedAt: string,
): Promise<void> {
  const answered = answers[name]
  if (!answered) return
  const { fact, field, what, law } = answered
  const before = dataOf(await effectiveFacts(sql, id), fact)
  if (!before) throw problem('conflict', `${what}之后才能登记（${law}）`)
  refuseFaults([
    past(room, 'receivedAt', receivedAt),
    parseInstant(receivedAt) < since(before[field] as string, before.way) && {
      path: 'receivedAt',
      message: `收到的时间不能早于${what}（${law}）`,
    },
  ])
}

/** An announcement serves on a day, at no hour of it. */
function since(at: string, way: unknown): number {
  const instant = parseInstant(at)
  return way === '公告送达' ? startOfDay(legalDay(instant)) : instant
}
