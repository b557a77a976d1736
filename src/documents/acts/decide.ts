/** Deciding about a proposal: by another person, who does not handle the case. A correction issues a document of its own, with a number of its own. */
import type { Actor } from '../../identity/actor.ts'
import type { PolicyObject } from '../../identity/policy.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { legalDay } from '../../platform/clock.ts'
import { problem } from '../../platform/problem.ts'
import type { DocumentFacts, LegalDay } from '../facts.ts'
import { issueDocument, type PreparedIssue, prepareIssue } from '../issue.ts'
import type { DocumentRow } from '../model.ts'
import { untilNumbered } from '../numbering.ts'
import type { DocumentRoom } from '../service.ts'
import { type ActDetails, actWords, type DocumentActRow } from './model.ts'

export interface Decision {
  approve: boolean
  opinion: string
}

/** Facts of the case for a document with that number and day. */
export type FactsFor = (number: string | undefined, issuedOn: LegalDay) => Promise<DocumentFacts>

export interface Consequences {
  factsFor: FactsFor
  /** What rested on a document that is withdrawn. */
  withdrawn(tx: WriteTransaction): Promise<void>
}

const correctionKind = 'correction-of-document'

export async function decideAct(
  room: DocumentRoom,
  actor: Actor,
  { act, document, object }: { act: DocumentActRow; document: DocumentRow; object: PolicyObject },
  decision: Decision,
  { factsFor, withdrawn }: Consequences,
): Promise<DocumentActRow> {
  requireDecider(room, actor, act, object)
  if (act.kind !== 'correction' || !decision.approve)
    return room.database.write(async (tx) => {
      const settled = await settle(room, tx, actor, act, decision, null)
      if (act.kind === 'withdrawal' && decision.approve) await withdrawn(tx)
      return settled
    })
  return untilNumbered(async () => {
    const prepared = await prepareIssue(room, act.case_id, correctionKind, async (number, day) => ({
      ...(await factsFor(number, day)),
      documentCorrection: correctionOf(act, document),
    }))
    return room.database.write((tx) => settle(room, tx, actor, act, decision, prepared))
  })
}

function requireDecider(
  { policy }: DocumentRoom,
  actor: Actor,
  { proposed_by: proposedBy, kind }: DocumentActRow,
  object: PolicyObject,
): void {
  policy.require(actor, 'document.issue', object)
  if (proposedBy === actor.accountId || object.officerIds?.includes(actor.officerId ?? ''))
    throw problem('forbidden', `${actWords[kind]}须由提出人、办案人员以外的人审批`)
  // What was decided about the party is withdrawn in the name of the whole bureau.
  if (kind === 'withdrawal' && policy.reach(actor, 'document.issue')?.all !== true)
    throw problem('forbidden', '撤销须由法制科或者局长审批')
}

async function settle(
  room: DocumentRoom,
  tx: WriteTransaction,
  actor: Actor,
  act: DocumentActRow,
  { approve, opinion }: Decision,
  correction: PreparedIssue | null,
): Promise<DocumentActRow> {
  const { clock, audit } = room
  const decided = {
    state: approve ? ('effective' as const) : ('rejected' as const),
    decided_by: actor.accountId,
    decided_name: actor.name,
    opinion,
    decided_at: clock.now(),
  }
  const changed = await updateRows<DocumentActRow>(
    tx.sql,
    'document_acts',
    { id: act.id, state: 'proposed' },
    decided,
  )
  if (changed === 0) throw problem('conflict', '这一事项已经审批')
  const resultId = correction ? (await issueDocument(room, tx, actor, correction)).id : null
  if (resultId)
    await updateRows<DocumentActRow>(tx.sql, 'document_acts', { id: act.id }, { result_id: resultId })
  await audit.append(tx, {
    actor,
    action: `document.${act.kind}-${approve ? 'approved' : 'rejected'}`,
    object: { type: 'document', id: act.document_id },
    caseId: act.case_id,
    after: { act: act.id, opinion, ...(resultId && { correction: resultId }) },
  })
  return { ...act, ...decided, result_id: resultId }
}

function correctionOf(
  { details }: DocumentActRow,
  document: DocumentRow,
): DocumentFacts['documentCorrection'] {
  const { errors = [] } = JSON.parse(details ?? '{}') as ActDetails
  return {
    documentName: document.name,
    documentNumber: document.number!,
    documentDate: legalDay(Number(document.issued_at)),
    errors: errors.map((one, index) => ({ no: index + 1, ...one })),
  }
}
