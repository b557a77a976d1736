/**
 * A decision on the spot before it exists: the rows that will be written, in memory. The document is printed from them, and they are written with it in one
 * transaction, so a request that fails leaves nothing behind.
 */
import type { CheckedClue, ClueRow } from '../../clues/index.ts'
import type { PartyFacts } from '../../documents/facts.ts'
import type { SummaryFacts } from '../../documents/decision-facts.ts'
import type { Actor } from '../../identity/actor.ts'
import { checkParty } from '../../parties/check-party.ts'
import { birthDayOf, sexOf } from '../../parties/id-number.ts'
import type { NewParty } from '../../parties/service.ts'
import { isoInstant, legalDay } from '../../platform/clock.ts'
import { problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import { bandOn } from '../age-at-act.ts'
import { printedParty } from '../document-facts.ts'
import { limitationFaults, limitationInWords } from '../limitation.ts'
import type { CaseRow } from '../model.ts'
import { newCaseRow } from '../open-case.ts'
import type { CaseRoom } from '../room.ts'
import { requireLawful } from './rules.ts'
import { markOf, type SummarySubmission } from './submission.ts'

export interface UnwrittenCase {
  row: CaseRow
  clue: ClueRow
  /** The clue is written with the case, since it came from the street. */
  newClue: CheckedClue | undefined
  party: PartyFacts
  partyId: string | undefined
  newParty: NewParty | undefined
  facts: { kind: string; data: FormData }[]
  /** The lead officer first. */
  officerIds: string[]
}

/** @throws Problem with every field that the law does not allow. */
export async function gatherSummary(
  room: CaseRoom,
  actor: Actor,
  submission: SummarySubmission,
): Promise<UnwrittenCase> {
  const { clock, officers, violations, policy, summaryRules: rules } = room
  const { id, violationCode, occurredAt, limitation, penalty, collection } = submission
  const now = clock.now()
  if (actor.officerId === null) throw problem('forbidden', '只有执法人员可以当场处罚')
  const officerIds = [...new Set([actor.officerId, ...submission.assistingOfficerIds])]
  const lead = await officers.get(actor.officerId)
  policy.require(actor, 'case.open', { departmentId: lead.departmentId, officerIds })
  // At least two officers, certificates valid (行政处罚法 第四十二条).
  await officers.assertNameable(officerIds, legalDay(now))
  if (occurredAt > now)
    throw problem('input-invalid', '违法时间不对', [{ path: 'occurredAt', message: '不能晚于现在' }])
  const violation = await violations.get(violationCode, legalDay(occurredAt))
  await violations.assertCitable(violationCode, legalDay(occurredAt))
  await room.deadlines.assertConfirmed()
  const { party, birthDay, partyId, newParty } = await partyOf(room, actor, submission, legalDay(now))
  const band = birthDay === null ? undefined : bandOn(room.noPenaltyRules, birthDay, legalDay(occurredAt))
  requireLawful(rules, submission, violation, { kind: party.kind, band })
  const { clue, newClue } = await clueOf(room, actor, submission, violation.category)
  const late = await limitationFaults(room, occurredAt, newClue ? now : Number(clue.received_at), limitation)
  if (late.length > 0)
    throw problem(
      'input-invalid',
      '已过追责时效',
      late.map(({ path, message }) => ({ path: `limitation.${path}`, message })),
    )
  const row = newCaseRow({
    id,
    procedure: 'summary',
    clueId: clue.id,
    violationCode,
    occurredAt,
    lead,
    openedAt: now,
  })
  const ground = rules.collectionGrounds.find(({ code }) => code === collection?.ground)
  return {
    row: {
      ...row,
      stage: 'closing',
      party_kind: party.kind,
      filed_at: now,
      decided_at: now,
      served_at: now,
      fine_fen: penalty.fineFen ?? 0,
      paid_fen: collection ? penalty.fineFen! : 0,
      paid_at: collection ? now : null,
    },
    clue,
    newClue,
    party,
    partyId,
    newParty,
    facts: factsOf(submission, now, ground?.law),
    officerIds,
  }
}

async function clueOf(
  { clues, database }: CaseRoom,
  actor: Actor,
  { clueId, violationCode, occurredAt, place, description, longitude, latitude }: SummarySubmission,
  category: string,
): Promise<Pick<UnwrittenCase, 'clue' | 'newClue'>> {
  if (clueId !== undefined) return { clue: await clues.row(database.sql, clueId), newClue: undefined }
  const newClue = await clues.check(actor, {
    source: 'patrol',
    occurredAt,
    place,
    content: description,
    category,
    violationCode,
    ...(longitude !== undefined && latitude !== undefined && { longitude, latitude }),
  })
  const clue: ClueRow = {
    id: '',
    number: null,
    ...newClue.columns,
    registered_by: actor.officerId!,
    registered_name: actor.name,
    department_id: newClue.departmentId,
    verifier_id: null,
    state: 'received',
    disposal: null,
    case_id: null,
    decided_at: null,
    version: 1,
  }
  return { clue, newClue }
}

async function partyOf(
  { database, parties }: CaseRoom,
  actor: Actor,
  { id, partyId, party }: SummarySubmission,
  today: string,
): Promise<Pick<UnwrittenCase, 'party' | 'partyId' | 'newParty'> & { birthDay: string | null }> {
  if ((partyId === undefined) === (party === undefined))
    throw problem('input-invalid', '当事人不对', [{ path: 'party', message: '须填写 partyId 或 party 之一' }])
  if (partyId !== undefined) {
    const known = await database.write((tx) => parties.reveal(tx, actor, partyId, '当场处罚', id))
    const { birthDay } = known
    return { party: printedParty(known, today), birthDay, partyId, newParty: undefined }
  }
  const checked = checkParty(party!.kind, party as NewParty, today)
  const citizenNumber = checked.idKind === 'resident-id' ? checked.idNumber : undefined
  const birthDay = citizenNumber === undefined ? null : birthDayOf(citizenNumber)
  const printed = printedParty(
    {
      kind: checked.kind,
      name: checked.name,
      idNumber: checked.idNumber ?? null,
      phone: checked.phone ?? null,
      address: checked.address ?? null,
      legalRepresentative: checked.legalRepresentative ?? null,
      birthDay,
      sex: citizenNumber === undefined ? null : sexOf(citizenNumber),
    },
    today,
  )
  return { party: printed, birthDay, partyId: undefined, newParty: checked }
}

/** Under the kinds that the ordinary procedure writes too, so that documents, volume and statistics read both alike. */
function factsOf(submission: SummarySubmission, now: number, ground: string | undefined) {
  const { place, longitude, latitude, description, limitation, defence, penalty, collection } = submission
  const { correctionDemand, delivery, distinctAct, occurredAt, violationCode } = submission
  const summary: SummaryFacts = {
    decidedAt: isoInstant(now),
    place,
    ...(defence !== undefined && { defence }),
    ...(limitation !== undefined && { limitation: limitationInWords(limitation) }),
    ...(penalty.warning && { warning: true }),
    ...(ground !== undefined && { collectedOnTheSpot: ground }),
  }
  const entry = {
    violationCode,
    place,
    longitude,
    latitude,
    occurredAt: isoInstant(occurredAt),
    description,
    officersChecked: true,
  }
  const facts: { kind: string; data: object }[] = [
    { kind: 'entry', data: entry },
    { kind: 'decision', data: { fineFen: penalty.fineFen ?? 0 } },
    {
      kind: 'summary',
      data: { ...summary, mark: markOf(submission), ...(distinctAct !== undefined && { distinctAct }) },
    },
    {
      kind: 'serve-decision',
      data: { way: '当场交付', place, at: isoInstant(now), ...delivery },
    },
  ]
  if (correctionDemand !== undefined) facts.push({ kind: 'correction', data: { demand: correctionDemand } })
  if (collection)
    facts.push({
      kind: 'payment-received',
      data: {
        paidFen: penalty.fineFen,
        paidOn: legalDay(now),
        receiptNumber: collection.receiptNumber,
        way: '当场收缴',
      },
    })
  return facts as { kind: string; data: FormData }[]
}
