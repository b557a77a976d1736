/**
 * 结案 of a case decided on the spot: nobody reports it as finished, so it is closed as soon as it may be (job case.close). Until then its officers are told what is left, each
 * day, and the flow looks again when something of it is done (message closing-cleared) and in the morning.
 */
import { isoInstant, legalDay } from '../platform/clock.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { addDays, startOfDay } from '../platform/legal-day.ts'
import { reasonOf } from '../platform/problem.ts'
import { advanceCase } from './advance.ts'
import { requireClosable } from './closable.ts'
import { type CaseRoom, lockCase, officersOf } from './room.ts'

const hour = 3_600_000
const morning = 9 * hour

export async function closeSummaryCase(
  room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
): Promise<{ closed: boolean; checkAgainAt: string }> {
  const checkAgainAt = isoInstant(startOfDay(addDays(legalDay(room.clock.now()), 1)) + morning)
  const row = await lockCase(room, tx, caseId)
  const why = row.state === 'open' ? await reasonOf(() => requireClosable(room, tx, row)) : undefined
  if (why === undefined) {
    await advanceCase(room, tx, caseId, 'closed')
    return { closed: true, checkAgainAt }
  }
  await room.tasks.notifications.send(tx, {
    officerIds: (await officersOf(tx.sql, caseId)).map(({ officer_id }) => officer_id),
    caseId,
    kind: 'closing-held',
    text: `案件 ${row.number ?? ''} 暂不能结案归档：${why}。办完后自动结案。`,
    link: `/cases/${caseId}`,
  })
  return { closed: false, checkAgainAt }
}
