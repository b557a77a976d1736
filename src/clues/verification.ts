/** Verification 核查: the department gives the clue to an officer, who reports what was found. */
import type { Actor } from '../identity/actor.ts'
import { problem } from '../platform/problem.ts'
import { record } from './history.ts'
import type { Sql } from '../platform/database/sql.ts'
import {
  changeClue,
  clueFact,
  type ClueRoom,
  lockClue,
  policyObjectOf,
  requireOpen,
  writeClueFact,
} from './room.ts'

export interface VerificationReport {
  /** Epoch ms. */
  verifiedAt: number
  /** How: on the spot, by questioning, from records. */
  method: string
  found: string
  /** Whether what the clue says is so. */
  outcome: 'confirmed' | 'partly' | 'unfounded' | 'not-found'
  proposal: string
}

export const outcomes = {
  confirmed: '属实',
  partly: '部分属实',
  unfounded: '不属实',
  'not-found': '无法查实',
} as const satisfies Record<VerificationReport['outcome'], string>

export async function assignVerification(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  officerId: string,
): Promise<void> {
  const { database, policy, officers } = room
  await database.write(async (tx) => {
    const row = await lockClue(room, tx, clueId)
    policy.require(actor, 'clue.decide', policyObjectOf(row))
    requireOpen(row)
    const officer = await officers.get(officerId, tx.sql)
    if (!officer.active)
      throw problem('input-invalid', `${officer.name}已不在岗`, [{ path: 'officerId', message: '已不在岗' }])
    if (officer.departmentId !== row.department_id)
      throw problem('input-invalid', '核查人应当是承办部门的执法人员', [
        { path: 'officerId', message: '不是承办部门的执法人员' },
      ])
    await changeClue(tx, row, { state: 'verifying', verifier_id: officerId })
    await record(room, tx, actor, row, {
      act: 'clue.verification-assigned',
      to: 'verifying',
      note: `由${officer.name}核查`,
      before: { verifier: row.verifier_id },
      after: { verifier: officerId },
    })
  })
}

export async function reportVerification(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  report: VerificationReport,
): Promise<void> {
  const { database, clock } = room
  await database.write(async (tx) => {
    const row = await lockClue(room, tx, clueId)
    if (row.verifier_id !== null && row.verifier_id !== actor.officerId)
      throw problem('forbidden', '只有指定的核查人可以提交核查情况')
    requireOpen(row)
    if (row.verifier_id === null) throw problem('conflict', '尚未指定核查人')
    if (report.verifiedAt > clock.now())
      throw problem('input-invalid', '核查时间不能晚于现在', [
        { path: 'verifiedAt', message: '核查时间不能晚于现在' },
      ])
    await writeClueFact(room, tx, actor, { clueId, kind: 'clue-verification', data: report })
    await changeClue(tx, row, { state: 'verified' })
    await record(room, tx, actor, row, {
      act: 'clue.verified',
      to: 'verified',
      note: `${outcomes[report.outcome]}：${report.found}`,
      after: { outcome: report.outcome },
    })
  })
}

/** The last report, its outcome in words, and when the verification began (epoch ms). */
export async function verificationOf(
  sql: Sql,
  clueId: string,
): Promise<{ report: VerificationReport; outcome: string; beganAt: number } | undefined> {
  const fact = await clueFact<VerificationReport>(sql, clueId, 'clue-verification')
  if (!fact) return undefined
  const [begun] = await sql.all<{ at: number | null }>(
    "SELECT MAX(at) AS at FROM clue_history WHERE clue_id = ? AND to_state = 'verifying' AND at <= ?",
    [clueId, fact.row.at],
  )
  const { verifiedAt } = fact.data
  const outcome = outcomes[fact.data.outcome]
  return { report: fact.data, outcome, beganAt: Math.min(Number(begun?.at ?? verifiedAt), verifiedAt) }
}
