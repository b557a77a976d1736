/**
 * Rejection 不予受理 and transfer 移送 need an approver: the head of the clue's department, never who registered, verified or proposed it. Leave and
 * delegation 委托 count as in every approval.
 */
import type { Actor } from '../identity/actor.ts'
import type { Approver } from '../officers/service.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { endClue } from './ends.ts'
import { record } from './history.ts'
import { type ClueRow, type ClueState } from './model.ts'
import {
  changeClue,
  clueFact,
  type ClueRoom,
  lockClue,
  policyObjectOf,
  requireOpen,
  writeClueFact,
} from './room.ts'

export interface Proposal {
  end: 'transferred' | 'rejected'
  reason: string
  /** The organ that it is transferred to. */
  organ?: string
}

/** As kept: with the state to which a returned proposal leads back. */
export type KeptProposal = Proposal & { from: ClueState }

export interface ProposalDecision {
  decision: 'approve' | 'return'
  opinion: string
}

export async function proposeEnd(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  proposal: Proposal,
): Promise<void> {
  if ((proposal.end === 'transferred') !== (proposal.organ !== undefined))
    throw problem('input-invalid', proposal.organ ? '不予受理没有移送机关' : '移送须写明移送的机关', [
      { path: 'organ', message: proposal.organ ? '不应填写' : '移送的机关必须填写' },
    ])
  await room.database.write(async (tx) => {
    const row = await lockClue(room, tx, clueId)
    room.policy.require(actor, 'clue.decide', policyObjectOf(row))
    requireOpen(row)
    const kept: KeptProposal = { ...proposal, from: row.state }
    await writeClueFact(room, tx, actor, { clueId, kind: 'clue-proposal', data: kept })
    await changeClue(tx, row, { state: 'proposed' })
    await record(room, tx, actor, row, {
      act: 'clue.end-proposed',
      to: 'proposed',
      note: wordsOf(proposal),
      after: { end: proposal.end },
    })
  })
}

const wordsOf = ({ end, organ, reason }: Proposal): string =>
  end === 'transferred' ? `移送${organ}：${reason}` : `不予受理：${reason}`

/** Who may decide what is proposed now. */
export async function approversOf(room: ClueRoom, sql: Sql, row: ClueRow): Promise<Approver[]> {
  const proposal = await clueFact<KeptProposal>(sql, row.id, 'clue-proposal')
  const concerned = [row.registered_by, row.verifier_id, proposal?.row.officer_id]
  for (const role of room.rules.approvers) {
    const found = await room.officers.findApprovers(
      {
        role,
        scope: 'department',
        departmentId: row.department_id,
        at: room.clock.now(),
        excludeOfficerIds: concerned.filter((id) => typeof id === 'string'),
      },
      sql,
    )
    if (found.length > 0) return found
  }
  return []
}

export async function decideProposal(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  { decision, opinion }: ProposalDecision,
): Promise<void> {
  await room.database.write(async (tx) => {
    const row = await lockClue(room, tx, clueId)
    if (row.state !== 'proposed') throw problem('conflict', '没有等待审批的处理意见')
    const { data: proposal } = (await clueFact<KeptProposal>(tx.sql, clueId, 'clue-proposal'))!
    const approver = (await approversOf(room, tx.sql, row)).find(
      ({ officerId }) => officerId === actor.officerId,
    )
    if (!approver)
      throw problem('forbidden', '应由承办部门负责人审批；登记人、核查人和提出处理意见的人不能审批')
    // Who acts by delegation acts with the right of who delegated.
    if (approver.onBehalfOf === null)
      room.policy.require(actor, 'clue.approve', { departmentId: row.department_id })
    const { onBehalfOf } = approver
    await writeClueFact(room, tx, actor, {
      clueId,
      kind: 'clue-proposal-decision',
      data: { decision, opinion, end: proposal.end, onBehalfOf },
    })
    if (decision === 'approve') {
      await endClue(room, tx, actor, row, {
        act: `clue.${proposal.end}`,
        to: proposal.end,
        note: `${wordsOf(proposal)}（审批意见：${opinion}）`,
        onBehalfOf,
        after: { organ: proposal.organ },
      })
    } else {
      await changeClue(tx, row, { state: proposal.from })
      await record(room, tx, actor, row, {
        act: 'clue.end-returned',
        to: proposal.from,
        note: opinion,
        onBehalfOf,
        after: { end: proposal.end },
      })
    }
  })
}
