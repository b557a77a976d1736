/**
 * 简易程序: a decision on the spot (行政处罚法 第五十一条、第五十二条). Clue, party, case, facts, numbered decision, its delivery and the message that starts the
 * model are one transaction. The phone makes the case's id: a request that is sent again because the answer was lost gets the same decision.
 */
import type { PreparedIssue } from '../../documents/issue.ts'
import { printed } from '../../documents/printed.ts'
import { NumberTaken } from '../../documents/numbering.ts'
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import { insertRow } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { assembleFacts } from '../document-facts.ts'
import { dataOf, effectiveFacts, writeFact } from '../facts.ts'
import type { GatheredCase } from '../gathered-case.ts'
import type { CaseRow } from '../model.ts'
import { assignOfficers } from '../open-case.ts'
import type { CaseRoom } from '../room.ts'
import { gatherSummary, type UnwrittenCase } from './gather.ts'
import { requireAnotherAct } from '../same-act.ts'
import { markOf, type SummarySubmission } from './submission.ts'

export interface SummaryDecision {
  caseId: string
  documentId: string
  number: string
  /** This very request had been answered before. */
  repeated: boolean
}

/** Milliseconds that the message waits for a deployed model. */
const patience = 3_600_000
/** Numbers are taken in the order of the transactions; as many officers may be at it at once. */
const tries = 20

export async function decideOnTheSpot(
  room: CaseRoom,
  actor: Actor,
  submission: SummarySubmission,
): Promise<SummaryDecision> {
  const before = await decidedBefore(room, actor, submission)
  if (before) return before
  for (let attempt = 1; ; attempt++) {
    const unwritten = await gatherSummary(room, actor, submission)
    const prepared = await print(room, unwritten)
    // Midnight passed over it: day of the paper and day of the decision are one.
    if (prepared.issuedOn !== legalDay(unwritten.row.opened_at)) continue
    try {
      return await room.database.write((tx) => write(room, tx, actor, submission, unwritten, prepared))
    } catch (error) {
      // The same request from a phone that did not wait: the first of the two has it.
      const meanwhile = await decidedBefore(room, actor, submission)
      if (meanwhile) return meanwhile
      if (!(error instanceof NumberTaken) || attempt === tries) throw error
    }
  }
}

async function decidedBefore(
  { database, documents }: CaseRoom,
  actor: Actor,
  submission: SummarySubmission,
): Promise<SummaryDecision | undefined> {
  const [row] = await database.sql.all<CaseRow>('SELECT * FROM cases WHERE id = ?', [submission.id])
  if (!row) return undefined
  const { mark } = (dataOf(await effectiveFacts(database.sql, row.id), 'summary') ?? {}) as { mark?: string }
  if (row.lead_officer_id !== actor.officerId || mark !== markOf(submission))
    throw problem('conflict', '这个案件编号已经用于另一次处罚，请重新开始')
  const decision = await documents.latest(database.sql, row.id, 'summary-decision')
  return { caseId: row.id, documentId: decision!.id, number: decision!.number!, repeated: true }
}

async function print(room: CaseRoom, unwritten: UnwrittenCase): Promise<PreparedIssue> {
  const { row, clue, facts, officerIds, party } = unwritten
  const kind = 'summary-decision'
  return printed(
    room.documents.prepareIssue(row.id, kind, (number, issuedOn) => {
      const gathered: GatheredCase = {
        row,
        clue,
        facts: facts.map(({ kind: fact, data }) => ({
          kind: fact,
          data,
          officerId: officerIds[0]!,
          at: row.opened_at,
        })),
        documents: [],
        attempts: [],
        inHand: { kind, issuedOn, ...(number !== undefined && { number }) },
        today: issuedOn,
      }
      return assembleFacts(room, gathered, officerIds, party)
    }),
  )
}

async function write(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  { place, distinctAct }: SummarySubmission,
  unwritten: UnwrittenCase,
  prepared: PreparedIssue,
): Promise<SummaryDecision> {
  const { row, clue, newClue, newParty, facts, officerIds } = unwritten
  const { audit, clues, outbox, parties, documents } = room
  const clueId = newClue ? (await clues.insert(tx, actor, newClue)).clueId : clue.id
  await clues.accept(tx, actor, clueId, row.id)
  const partyId = newParty
    ? (await parties.findOrCreate(tx, actor, newParty, row.id)).party.id
    : unwritten.partyId!
  await requireAnotherAct(room, tx, row, { partyId, place, distinctAct })
  await insertRow<CaseRow>(tx.sql, 'cases', { ...row, clue_id: clueId, party_id: partyId })
  await assignOfficers(room, tx, row.id, officerIds[0]!, officerIds.slice(1))
  for (const { kind, data } of facts) {
    const known = kind === 'entry' ? { ...data, partyId } : data
    await writeFact(room, tx, { caseId: row.id, kind, data: known, actor, state: 'effective' })
  }
  await audit.append(tx, {
    actor,
    action: 'case.decided-on-the-spot',
    object: { type: 'case', id: row.id },
    caseId: row.id,
    after: {
      clue: clueId,
      officers: officerIds,
      violation: row.violation_code,
      fineFen: row.fine_fen,
      ...(distinctAct !== undefined && { distinctAct }),
    },
  })
  const issued = await documents.issue(tx, actor, prepared)
  await tx.sql.run('UPDATE cases SET number = ? WHERE id = ?', [issued.number, row.id])
  await parties.addRecord(tx, actor, {
    partyId,
    violationCode: row.violation_code!,
    decidedOn: issued.issuedOn,
    fineFen: row.fine_fen!,
    caseId: row.id,
  })
  await outbox.add(tx, {
    stream: row.id,
    command: {
      verb: 'publishMessage',
      name: 'summary-decided',
      correlationKey: row.id,
      timeToLive: patience,
      messageId: `decided-${row.id}`,
      variables: { caseId: row.id, collection: collectionOf(row), fineFen: row.fine_fen },
    },
  })
  return { caseId: row.id, documentId: issued.id, number: issued.number!, repeated: false }
}

/** How the fine comes in, for the model. */
function collectionOf({ fine_fen, paid_at }: CaseRow): 'none' | 'on-the-spot' | 'bank' {
  if (fine_fen === 0) return 'none'
  return paid_at === null ? 'bank' : 'on-the-spot'
}
