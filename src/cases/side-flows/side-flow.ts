/**
 * Side flows 旁支事项 at any time beside the stages (domain.md §4): asked for by an officer of the case, approved through the tiers (`side-flow.bpmn`), then
 * applied. One of a kind at a time.
 */
import type { Ticket } from '../../engine/outbox/index.ts'
import { type Actor, systemActor } from '../../identity/actor.ts'
import { insertRow, updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import { writeFact } from '../facts.ts'
import type { CaseRow, SideFlowRow } from '../model.ts'
import { masked } from '../masked-numbers.ts'
import { requireNameableFor } from '../named-officers.ts'
import { type CaseRoom, lockCase, policyObjectOf } from '../room.ts'
import { endSideFlow, holdSideFlow } from './end-side-flow.ts'
import { whyRests } from './at-rest.ts'
import { issuedWith } from './kind.ts'
import { type SideFlowCode, sideFlowKinds } from './kinds.ts'

export interface SideFlowView {
  id: string
  kind: SideFlowCode
  title: string
  law: string
  state: SideFlowRow['state']
  /** Why it was refused. */
  reason: string | null
  data: FormData
  requestedBy: string
  requestedAt: number
  decidedAt: number | null
  endedAt: number | null
}

/** Milliseconds that the message waits for a deployed model. */
const patience = 3_600_000

export async function requestSideFlow(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  code: SideFlowCode,
  given: { [field: string]: unknown },
): Promise<{ id: string; ticket: Ticket }> {
  const kind = sideFlowKinds[code]
  return room.database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    room.policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    const why = await whyNotNow(room, tx, row, code)
    if (why !== undefined) throw problem('conflict', why)
    const fact = await kind.request(room, tx, row, given, actor)
    const issueKinds = kind.document === null ? [] : [kind.document, ...issuedWith(kind, fact as FormData)]
    await requireNameableFor(room, tx.sql, caseId, issueKinds)
    const id = room.newId()
    await insertRow<SideFlowRow>(tx.sql, 'side_flows', {
      id,
      case_id: caseId,
      kind: code,
      state: 'requested',
      data: JSON.stringify(fact),
      reason: null,
      requested_by: actor.officerId!,
      requested_at: room.clock.now(),
      decided_at: null,
      ended_at: null,
    })
    await writeFact(room, tx, { caseId, kind: kind.fact, data: fact as FormData, actor, state: 'effective' })
    await room.audit.append(tx, {
      actor,
      action: 'side-flow.requested',
      object: { type: 'side-flow', id },
      caseId,
      after: { kind: code },
      authority: kind.law,
    })
    const ticket = await room.outbox.add(tx, {
      stream: caseId,
      command: {
        verb: 'publishMessage',
        name: 'side-flow-requested',
        correlationKey: id,
        timeToLive: patience,
        messageId: `side-flow-${id}`,
        variables: {
          caseId,
          sideFlowId: id,
          subject: kind.document ?? code,
          documentKinds: kind.document === null ? [] : [kind.document],
          issueKinds,
          drafterId: actor.officerId,
          departmentId: row.department_id,
          procedure: row.case_procedure,
          partyKind: row.party_kind ?? 'citizen',
        },
      },
    })
    return { id, ticket }
  })
}

/** Why it cannot be asked for now, in words for the officer. */
export async function whyNotNow(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  code: SideFlowCode,
): Promise<string | undefined> {
  const kind = sideFlowKinds[code]
  if (kind.ended ? row.state === 'open' : !kind.endedToo && row.state !== 'open')
    return kind.ended ? '案件尚未办结' : '案件已经办结'
  if (row.case_procedure !== 'ordinary' && !kind.summaryToo)
    return `当场处罚的案件没有“${kind.title}”这一事项`
  const open = (await rowsOf(tx.sql, row.id)).find((one) => one.kind === code && one.ended_at === null)
  if (open) return `${kind.title}已经提出，尚未办结`
  return whyRests(row, kind) ?? (await kind.whyNot?.(room, tx, row))
}

const rowsOf = (sql: Sql, caseId: string) =>
  sql.all<SideFlowRow>('SELECT * FROM side_flows WHERE case_id = ? ORDER BY id', [caseId])

export async function sideFlowsOf(sql: Sql, caseId: string): Promise<SideFlowView[]> {
  return (await rowsOf(sql, caseId)).map(viewSideFlow)
}

export function viewSideFlow(row: SideFlowRow): SideFlowView {
  return {
    id: row.id,
    kind: row.kind,
    title: sideFlowKinds[row.kind].title,
    law: sideFlowKinds[row.kind].law,
    state: row.state,
    reason: row.reason,
    data: masked(JSON.parse(row.data) as FormData),
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    decidedAt: row.decided_at,
    endedAt: row.ended_at,
  }
}

export async function refuseSideFlow(
  room: CaseRoom,
  tx: WriteTransaction,
  id: string,
  outcome: string,
): Promise<void> {
  const { row, found } = await holdSideFlow(room, tx, id)
  if (found.state !== 'requested') return
  const { document, refused } = sideFlowKinds[found.kind]
  if (document !== null)
    await room.documents.voidDrafts(tx, systemActor('case.refuse-side-flow'), found.case_id, document)
  const words: { [outcome: string]: string } = {
    returned: '审批退回',
    rejected: '不予批准',
    withdrawn: '已撤回',
  }
  await endSideFlow(room, tx, found, {
    state: 'refused',
    reason: words[outcome] ?? outcome,
    decided_at: room.clock.now(),
  })
  await refused?.(room, tx, row, id)
}

/** 恢复调查: the days count again from today. */
export async function resumeCase(room: CaseRoom, tx: WriteTransaction, id: string): Promise<void> {
  const { row, found } = await holdSideFlow(room, tx, id)
  if (found.state !== 'suspended') return
  const actor = systemActor('case.resume')
  if (row.state === 'open') {
    await room.deadlines.resume(tx, actor, { caseId: row.id, limit: 'case-decision' })
    await updateRows<CaseRow>(
      tx.sql,
      'cases',
      { id: row.id },
      { suspended_at: null, version: row.version + 1 },
    )
  }
  await endSideFlow(room, tx, found, { state: 'done' })
}
