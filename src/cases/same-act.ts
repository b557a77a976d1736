/**
 * 一事不再罚 (行政处罚法 第二十九条): the same act is not fined twice. What looks like the same act (party, violation, place, day, or a case of it that is still open) is refused
 * with the earlier one named; who knows it for another act says why, and the reason is kept with the decision.
 */
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'
import { yuan } from '../platform/yuan.ts'

/** Ended without a penalty, or by another authority or in another case. */
const withoutPenalty = [
  'not-accepted',
  'not-filed',
  'withdrawn',
  'no-penalty',
  'terminated',
  'transferred',
  'joined',
  'revoked',
] satisfies CaseRow['state'][]

/** On the spot. @throws Problem `same-act` unless `distinctAct` says why it is another act. */
export async function requireAnotherAct(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  { partyId, place, distinctAct }: { partyId: string; place: string; distinctAct: string | undefined },
): Promise<void> {
  if (distinctAct !== undefined || !row.fine_fen) return
  // An ordinary case of it that is still open will decide.
  const counts = (one: CaseRow) =>
    isFineOf(row)(one) || (!isDecided(one) && one.case_procedure === 'ordinary')
  const earlier = await caseOfSameAct(room, tx, row, { partyId, place }, counts)
  if (earlier !== undefined) throw sameAct(earlier, '在 distinctAct 写明理由后再提交')
}

/**
 * Of an ordinary case, where its report proposes a fine and where its decision is drafted: it may have been fined meanwhile.
 * @throws Problem `same-act` unless the form, or the report before the decision, says why it is another act.
 */
export async function requireNotFinedBefore(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  { data }: { data: FormData },
): Promise<void> {
  if (!data.fineFen || data.distinctAct !== undefined || row.party_id === null) return
  const facts = await effectiveFacts(tx.sql, row.id)
  if (dataOf(facts, 'report')?.distinctAct !== undefined) return
  const { place } = dataOf(facts, 'entry') as { place: string }
  const earlier = await caseOfSameAct(room, tx, row, { partyId: row.party_id, place }, isFineOf(row))
  if (earlier !== undefined) throw sameAct(earlier, '在“另一违法行为的理由”中写明后再提交')
}

const isDecided = (one: CaseRow) => one.decided_at !== null
const isFineOf = (row: CaseRow) => (one: CaseRow) =>
  isDecided(one) && Number(one.fine_fen ?? 0) > 0 && one.occurred_on === row.occurred_on

const sameAct = (earlier: CaseRow, whatNow: string) =>
  problem(
    'same-act',
    `同一违法行为不得两次罚款（行政处罚法 第二十九条）：${inWords(earlier)}。确属另一违法行为的，${whatNow}`,
    [{ path: 'distinctAct', message: '请写明为什么是另一违法行为' }],
  )

async function caseOfSameAct(
  room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  { partyId, place }: { partyId: string; place: string },
  counts: (one: CaseRow) => boolean,
): Promise<CaseRow | undefined> {
  const { parties, clues, database } = room
  const family = await parties.familyOf(partyId)
  // Two at the same moment come one after the other.
  await sql.all(`SELECT id FROM parties WHERE id = ? ${database.dialect.forUpdate}`, [partyId])
  const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ')
  const candidates = await sql.all<CaseRow>(
    `SELECT * FROM cases WHERE party_id IN (${marks(family)}) AND violation_code = ? AND id <> ? AND state NOT IN (${marks(withoutPenalty)})
       AND (decision_state IS NULL OR decision_state <> 'revoked') ORDER BY opened_at DESC`,
    [...family, row.violation_code, row.id, ...withoutPenalty],
  )
  const here = clues.placeKey(place)
  for (const one of candidates) {
    if (!counts(one)) continue
    const entry = dataOf(await effectiveFacts(sql, one.id), 'entry') as { place?: string } | undefined
    const there = clues.placeKey(entry?.place ?? '')
    // One of two addresses often says more than the other: 人民路12号, 人民路12号门前.
    if (there !== '' && (there.startsWith(here) || here.startsWith(there))) return one
  }
  return undefined
}

function inWords({
  number,
  occurred_on: day,
  decided_at: decidedAt,
  fine_fen: fineFen,
  id,
}: CaseRow): string {
  const which = number ?? id
  return decidedAt === null
    ? `案件 ${which} 正在办理该当事人在同一地点的同一违法行为`
    : `该当事人 ${day} 在同一地点的同一违法行为已由${which}罚款 ${yuan(Number(fineFen))} 元`
}
