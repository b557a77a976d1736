/**
 * 鉴定、检测、检验: the institution is entrusted by approval (side flow appraisal), its opinion is told to the party (appraisal-notice), and in between the days of
 * data/papers.yaml stand still. One at a time; one that comes to nothing is withdrawn.
 */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { writeFact } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, lockCase, policyObjectOf, requireActive } from '../room.ts'
import { text } from '../../platform/required-text.ts'

const cause = 'appraisal'

/** Entrustments that have been issued, less those whose opinion has come or that were withdrawn. */
async function outstanding(sql: Sql, caseId: string): Promise<number> {
  const [row] = await sql.all<{ many: number }>(
    `SELECT (SELECT COUNT(*) FROM documents WHERE case_id = ? AND kind = 'appraisal-entrustment' AND state = 'issued')
      - (SELECT COUNT(*) FROM case_facts WHERE case_id = ? AND kind IN ('appraisal-opinion', 'appraisal-withdrawal') AND state = 'effective') AS many`,
    [caseId, caseId],
  )
  return Number(row!.many)
}

export async function requireEntrusted(sql: Sql, caseId: string): Promise<void> {
  if ((await outstanding(sql, caseId)) < 1)
    throw problem('conflict', '本案没有尚未收到意见的鉴定（检测）委托')
}

export async function requireNoneEntrusted(sql: Sql, caseId: string): Promise<void> {
  if ((await outstanding(sql, caseId)) > 0)
    throw problem('conflict', '上一次委托的鉴定（检测）意见尚未告知当事人，也没有撤回')
}

/** The entrustment has been issued. */
export async function beginAppraisal(
  { deadlines, paperRules }: CaseRoom,
  tx: WriteTransaction,
  { id: caseId }: CaseRow,
  actor: Actor,
): Promise<void> {
  const { excludedFrom, law } = paperRules.appraisal
  for (const { id, limit, state } of await deadlines.ofCase(caseId, tx.sql))
    if (limit === excludedFrom && (state === 'running' || state === 'suspended'))
      await deadlines.suspend(tx, actor, { id }, { reason: '鉴定（检测、检验）', basis: law, cause })
}

export async function endAppraisal(
  { deadlines }: CaseRoom,
  tx: WriteTransaction,
  { id: caseId }: CaseRow,
  actor: Actor,
): Promise<void> {
  for (const { id, endedOn, pauses } of await deadlines.ofCase(caseId, tx.sql))
    if (endedOn === null && pauses.some((pause) => pause.toOn === null && pause.cause === cause))
      await deadlines.resume(tx, actor, { id }, { cause })
}

export const appraisalWithdrawal = z.strictObject({ reason: text(1000) })

export async function withdrawAppraisal(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  data: z.infer<typeof appraisalWithdrawal>,
): Promise<void> {
  await room.database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    room.policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    requireActive(row)
    await requireEntrusted(tx.sql, caseId)
    await writeFact(room, tx, { caseId, kind: 'appraisal-withdrawal', data, actor, state: 'effective' })
    await endAppraisal(room, tx, row, actor)
    await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [caseId])
    await room.audit.append(tx, {
      actor,
      action: 'appraisal.withdrawn',
      object: { type: 'case', id: caseId },
      caseId,
      after: data,
      authority: '行政处罚法 第四十六条',
    })
  })
}
