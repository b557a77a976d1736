/**
 * 并案: a case about the same party is dealt with in the case that was filed first (行政处罚法 第二十五条). It keeps its number and its record; its evidence stands in the
 * other too; measures on property go on where they were taken, and the other case cannot be closed before they have ended.
 */
import { z } from 'zod'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem, reasonOf } from '../../platform/problem.ts'
import type { CaseRow, Stage } from '../model.ts'
import { type CaseRoom, findCase, lockCase, officersOf, policyObjectOf } from '../room.ts'
import { endEarly } from './end-early.ts'
import { sideFlow } from './kind.ts'
import { carryEvidence, relate } from './relations.ts'
import { requireUndecided } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

/** Once the decision is being approved, what it is about stands. */
const joinable: readonly Stage[] = ['entry', 'filing', 'investigation']

async function requireJoinable(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  into: CaseRow,
): Promise<void> {
  const refuse = (message: string) => problem('conflict', message)
  if (into.id === row.id) throw refuse('不能并入本案自身')
  for (const one of [row, into]) {
    if (one.state !== 'open') throw refuse('案件已经办结，不能并案')
    if (one.case_procedure !== 'ordinary') throw refuse('当场处罚的案件不能并案')
    if (one.suspended_at !== null) throw refuse('中止调查的案件不能并案')
    if (!joinable.includes(one.stage)) throw refuse('案件已经进入行政审批，不能并案')
    requireUndecided(one)
  }
  if (into.filed_at === null || (row.filed_at !== null && row.filed_at < into.filed_at))
    throw refuse('应当并入先立案的案件（行政处罚法 第二十五条）')
  if (row.party_id === null || row.party_id !== into.party_id) throw refuse('当事人不同的案件不能并案')
  for (const check of room.beforeJoining) await check(tx, row.id)
}

export const joining = sideFlow({
  title: '并案',
  law: '行政处罚法 第二十五条',
  document: null,
  fact: 'joining',
  fields: z.strictObject({ intoCaseId: text(26), reason: text(2000) }),
  // Meanwhile one of the two may have gone on.
  whyNot: (room, tx, row, asked) =>
    asked &&
    reasonOf(async () =>
      requireJoinable(room, tx, row, await lockCase(room, tx, asked.intoCaseId as string)),
    ),
  async request(room, tx, row, { intoCaseId, reason }, actor) {
    const into = await findCase(tx.sql, intoCaseId)
    room.policy.require(actor, 'case.read', await policyObjectOf(tx.sql, into))
    await requireJoinable(room, tx, row, into)
    return { intoCaseId, intoNumber: into.number, reason }
  },
  async apply(room, tx, row, { intoCaseId, reason }, actor, sideFlowId) {
    const into = await lockCase(room, tx, intoCaseId as string)
    await carryEvidence(room, tx, row.id, into.id)
    await relate(room, tx, actor, {
      kind: 'joined',
      from: row,
      to: into,
      sideFlowId,
      reason: reason as string,
    })
    await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [into.id])
    await room.tasks.notifications.send(tx, {
      officerIds: (await officersOf(tx.sql, into.id)).map(({ officer_id }) => officer_id),
      caseId: into.id,
      kind: 'case-joined',
      text: `案件 ${row.number ?? '（尚未立案）'} 已并入本案，证据已经转入`,
      link: `/cases/${into.id}`,
    })
    return endEarly(room, tx, row, 'joined', actor)
  },
})
