/**
 * DocumentFacts of a case: what its documents are written from, gathered from the tables as they stand. Forms keep their fields under the paths that the
 * documents read, so most sections are the facts themselves; what the registers know (party, officers, laws, limits) is added here.
 */
import type { SuspensionFacts, TerminationFacts } from '../documents/course-facts.ts'
import type { DesignationFacts, RecusalFacts } from '../documents/entry-facts.ts'
import type { CriminalTransferFacts, TransferFacts } from '../documents/transfer-facts.ts'
import type { PublicityFacts } from '../documents/outcome-facts.ts'
import type { CollectiveDiscussionFacts } from '../documents/hearing-facts.ts'
import type { ApprovalFacts, ExtensionFacts, SummaryFacts } from '../documents/decision-facts.ts'
import type { CaseFacts, DocumentFacts, LegalDay, PartyFacts } from '../documents/facts.ts'
import type { PhotoFacts } from '../documents/investigation-facts.ts'
import { systemActor } from '../identity/actor.ts'
import { splitReference } from '../laws/reference.ts'
import type { RevealedParty } from '../parties/service.ts'
import { isoInstant, legalDay, parseInstant } from '../platform/clock.ts'
import { approvalFacts, noFilingFacts } from './approval-facts.ts'
import { countsNow } from './decision-round.ts'
import { enforcementFacts } from './enforcement/enforcement-facts.ts'
import { dataOf, type EffectiveFact, effectiveFacts } from './facts.ts'
import { hearingFacts } from './hearing/document-facts.ts'
import { rowCorrected } from './corrections/entry.ts'
import { type DocumentInHand, type GatheredCase, issuedOn, numberOf } from './gathered-case.ts'
import { limitationInWords, reasonOfForm } from './limitation.ts'
import { dayOfRules, endWords } from './model.ts'
import {
  correctionFacts,
  evidenceFacts,
  foundFacts,
  inspectionFacts,
  interviewFacts,
  omittedFacts,
  recordOfficers,
} from './investigation-facts.ts'
import {
  closingFacts,
  decisionFacts,
  discretionFacts,
  investigationFacts,
  legalReviewFacts,
  noticeFacts,
  paymentFacts,
  remedyFacts,
} from './decision-facts.ts'
import { requireNameable } from './named-officers.ts'
import { noPenaltyFacts, violationStands } from './no-penalty.ts'
import { type CaseRoom, findCase, officersOf } from './room.ts'
import { ownFacts } from './own-enforcement/document-facts.ts'
import { paperFacts } from './papers/paper-facts.ts'
import { originalsInWords } from './signed-records.ts'
import { evidenceInWords } from './volumes/evidence-kept.ts'
import { confirmedAddress } from './serving/confirmed-address.ts'
import { attemptsOf } from './serving/attempts.ts'
import { announcementFacts, serviceFacts } from './serving/service-facts.ts'

export async function documentFacts(
  room: CaseRoom,
  caseId: string,
  inHand: DocumentInHand,
): Promise<DocumentFacts> {
  const { sql } = room.database
  const { corrected } = inHand
  const row = corrected ? rowCorrected(await findCase(sql, caseId), corrected) : await findCase(sql, caseId)
  const facts = withFact(await effectiveFacts(sql, caseId), inHand.fact).map((fact) =>
    fact.kind === corrected?.kind ? { ...fact, data: corrected.data } : fact,
  )
  const today = inHand.issuedOn ?? legalDay(room.clock.now())
  const gathered: GatheredCase = {
    row,
    clue: await room.clues.row(sql, row.clue_id),
    facts,
    documents: (await room.documents.ofCase(sql, caseId)).filter((one) => countsNow(row, one)),
    attempts: await attemptsOf(sql, caseId),
    inHand,
    today,
  }
  return assembleFacts(
    room,
    gathered,
    (await officersOf(sql, caseId)).map(({ officer_id }) => officer_id),
    row.party_id === null ? undefined : await partyFacts(room, gathered, row.party_id),
  )
}

/** As if it had been written already: it stands last, in the place of what was said of its kind before. */
const withFact = (facts: EffectiveFact[], fact: EffectiveFact | undefined) =>
  fact ? [...facts.filter(({ kind }) => kind !== fact.kind), fact] : facts

/** @param officerIds who handles the case, the lead officer 主办 first. */
export async function assembleFacts(
  room: CaseRoom,
  gathered: GatheredCase,
  officerIds: string[],
  party: PartyFacts | undefined,
): Promise<DocumentFacts> {
  const { row } = gathered
  const officers = await officersFacts(room, officerIds)
  const present = recordOfficers(gathered)
  const names = new Map(officers.map(({ id, name }) => [id, name]))
  const violation =
    row.violation_code === null ? undefined : await violationFacts(room, row.violation_code, dayOfRules(row))
  const approvals = await approvalFacts(room, gathered)
  const assembled = clean({
    bureau: room.documents.bureau,
    case: await caseFacts(room, gathered, party, violation?.name),
    clue: await clueFacts(room, gathered),
    party,
    officers: officers
      .filter(({ id }) => present?.includes(id) ?? true)
      .map(({ id: _id, ...officer }) => officer),
    violation,
    found: foundFacts(gathered),
    evidence: evidenceFacts(gathered),
    discretion: await discretionFacts(room, gathered),
    correction: correctionFacts(gathered),
    inspection: inspectionFacts(gathered, names),
    interview: interviewFacts(gathered, names),
    omitted: omittedFacts(gathered),
    photos: await photoFacts(room, row.id, names),
    investigation: investigationFacts(gathered),
    legalReview: await legalReviewFacts(room, gathered),
    notice: await noticeFacts(room, gathered),
    hearing: await hearingFacts(room, gathered),
    decision: await decisionFacts(room, gathered),
    ...noPenaltyFacts(room, gathered),
    remedies: await remedyFacts(room),
    approvals,
    service: serviceFacts(room, gathered),
    serviceAddress: await confirmedAddress(room.database.sql, row.id),
    announcement: await announcementFacts(room, gathered),
    payment: paymentFacts(gathered),
    noFiling: await noFilingFacts(room, gathered),
    discussion: dataOf(gathered.facts, 'collective-discussion') as CollectiveDiscussionFacts | undefined,
    summary: dataOf(gathered.facts, 'summary') as SummaryFacts | undefined,
    closing: closingFacts(room, gathered),
    ...courseFacts(gathered, approvals),
    ...(await paperFacts(room, gathered, names)),
    ...(await enforcementFacts(room, gathered)),
    ...(await ownFacts(room, gathered)),
    volume: {
      retention: '10年',
      filer: officers[0]?.name,
      checker: officers[1]?.name,
      number: row.number ?? undefined,
      remark:
        gathered.inHand.kind === 'volume'
          ? [
              await originalsInWords(room, room.database.sql, row.id),
              await evidenceInWords(room, room.database.sql, row.id),
            ]
              .filter((one) => one !== undefined)
              .join('\n') || undefined
          : undefined,
    },
  })
  const { kind, issuedOn: day } = gathered.inHand
  // A draft is no document yet.
  if (day !== undefined) await requireNameable(room, kind, officerIds, assembled, day)
  return assembled
}

/** What a side flow asks for is the section of its document. */
function courseFacts({ facts }: GatheredCase, approvals: ApprovalFacts[] | undefined) {
  const criminalTransfer = dataOf(facts, 'criminal-transfer') as CriminalTransferFacts | undefined
  const consent = approvals?.at(-1)?.at
  return {
    extension: dataOf(facts, 'extension') as ExtensionFacts | undefined,
    suspension: dataOf(facts, 'suspension') as SuspensionFacts | undefined,
    termination: dataOf(facts, 'termination') as TerminationFacts | undefined,
    transfer: dataOf(facts, 'transfer') as TransferFacts | undefined,
    // The head's consent, not the day on which it was asked for.
    criminalTransfer: criminalTransfer && {
      ...criminalTransfer,
      approvedOn: consent && legalDay(parseInstant(consent)),
    },
    recusal: dataOf(facts, 'recusal') as RecusalFacts | undefined,
    designation: dataOf(facts, 'designation') as DesignationFacts | undefined,
    publicity: dataOf(facts, 'publicity') as PublicityFacts | undefined,
  }
}

/** What is not known is left out: the kinds' fields.yaml say what a document cannot do without. */
function clean(facts: DocumentFacts): DocumentFacts {
  return JSON.parse(
    JSON.stringify(facts, (_key, value: unknown) => (value === null ? undefined : value)),
  ) as DocumentFacts
}

async function caseFacts(
  room: CaseRoom,
  gathered: GatheredCase,
  party: PartyFacts | undefined,
  violation: string | undefined,
): Promise<CaseFacts> {
  const { row, facts, clue } = gathered
  const filingForm = dataOf(facts, 'filing-proposal') ?? {}
  const { proposal } = filingForm as { proposal?: string }
  const limitation = reasonOfForm(filingForm)
  const department = await room.officers.department(row.department_id)
  const deadline = (await room.deadlines.ofCase(row.id)).find(({ limit }) => limit === 'case-decision')
  const proposed = facts.find(({ kind }) => kind === 'filing-proposal')
  const filing = issuedOn(gathered, 'case-filing-approval')
  return {
    id: row.id,
    number: row.number ?? numberOf(gathered, 'case-filing-approval'),
    title: titleOf(
      party?.name,
      violation,
      row.decided_at !== null && violationStands(room, dataOf(facts, 'decision')),
    ),
    source: room.clues.sourceName(clue.source),
    procedure: row.case_procedure === 'ordinary' ? '普通程序' : '简易程序',
    department: department.name,
    squad: department.kind === 'squad' ? department.name : undefined,
    acceptedOn: legalDay(row.opened_at),
    filedOn: row.filed_at === null ? filing : legalDay(row.filed_at),
    dueOn: deadline?.dueOn,
    closedOn: row.closed_at === null ? undefined : legalDay(row.closed_at),
    ended: row.state in endWords ? endWords[row.state as keyof typeof endWords] : undefined,
    proposal,
    limitation: limitation && limitationInWords(limitation),
    proposedAt: proposed && isoInstant(proposed.at),
  }
}

/** @param found decided: no suspicion any more. */
export function titleOf(party: string | undefined, violation: string | undefined, found: boolean): string {
  return `${party ?? '当事人待查'}${found ? '' : '涉嫌'}${violation ?? '违法行为待查'}案`
}

async function clueFacts(
  { clues }: CaseRoom,
  { clue, row, inHand }: GatheredCase,
): Promise<DocumentFacts['clue']> {
  // Who reported is never in what the party sees: only the 案源登记表, which stays within the bureau, is given it.
  const { name, phone } =
    inHand.kind === 'clue-registration' ? await clues.reporterForRegistration(clue.id, row.id) : {}
  return {
    number: clue.number ?? undefined,
    source: clues.sourceName(clue.source),
    receivedAt: isoInstant(clue.received_at),
    place: clue.place,
    content: clue.content,
    registeredBy: clue.registered_name,
    reporter: name === undefined && phone === undefined ? undefined : { name, phone },
    disposal: clue.disposal ?? '已受理，转入案件办理',
  }
}

async function partyFacts(
  { database, parties }: CaseRoom,
  { facts, today, row }: GatheredCase,
  partyId: string,
): Promise<PartyFacts> {
  // Each look at the numbers in clear is in the audit log.
  const party = await database.write((tx) =>
    parties.reveal(tx, systemActor('document.render'), partyId, '出具文书', row.id),
  )
  // The interview record knows more of a citizen than the register does.
  const { personGender } = (dataOf(facts, 'interview') ?? {}) as { personGender?: string }
  return printedParty(party, today, personGender)
}

/** What a document prints of a party. */
type PrintableParty = Pick<
  RevealedParty,
  'kind' | 'name' | 'idNumber' | 'sex' | 'birthDay' | 'address' | 'phone' | 'legalRepresentative'
>

/** @param today for the age. */
export function printedParty(party: PrintableParty, today: LegalDay, gender?: string): PartyFacts {
  const citizen = party.kind === 'citizen'
  return {
    kind: party.kind,
    name: party.name,
    idNumber: citizen ? (party.idNumber ?? undefined) : undefined,
    creditCode: citizen ? undefined : (party.idNumber ?? undefined),
    gender: party.sex === null ? (citizen ? gender : undefined) : party.sex === 'male' ? '男' : '女',
    age: party.birthDay === null ? undefined : yearsBetween(party.birthDay, today),
    address: party.address ?? undefined,
    phone: party.phone ?? undefined,
    legalRepresentative: party.legalRepresentative ?? undefined,
  }
}

export function yearsBetween(birthDay: LegalDay, today: LegalDay): number {
  const years = Number(today.slice(0, 4)) - Number(birthDay.slice(0, 4))
  return today.slice(5) < birthDay.slice(5) ? years - 1 : years
}

async function officersFacts({ officers }: CaseRoom, officerIds: string[]) {
  return (await officers.getMany(officerIds)).map(({ id, name, certificateNumber }, index) => ({
    id,
    name,
    certificateNumber: certificateNumber ?? '',
    role: index === 0 ? ('lead' as const) : ('assisting' as const),
  }))
}

async function violationFacts(
  { violations, laws }: CaseRoom,
  code: string,
  day: LegalDay,
): Promise<NonNullable<DocumentFacts['violation']>> {
  const { category, powerItem, name, provisions } = await violations.get(code, day)
  /** The law by its full title, as a decision names it; the article down to paragraph and item. */
  const of = async (kind: 'duty' | 'penalty') => {
    const provision = provisions.find((one) => one.kind === kind)
    if (!provision) return { law: '', article: '' }
    const { law, reference } = provision
    const found = await laws.find(law)
    return { law: found?.law.title ?? law, article: splitReference(reference).key ?? '' }
  }
  const [duty, penalty] = [await of('duty'), await of('penalty')]
  return {
    code,
    category,
    powerItem,
    name,
    dutyLaw: duty.law,
    dutyArticle: duty.article,
    penaltyLaw: penalty.law,
    penaltyArticle: penalty.article,
  }
}

async function photoFacts(
  { database, documents, evidence }: CaseRoom,
  caseId: string,
  names: ReadonlyMap<string, string>,
): Promise<PhotoFacts[] | undefined> {
  // What a page can show: a HEIC photo stays in the evidence list.
  const files = (await evidence.ofCase(database.sql, caseId)).filter(({ media_type: type }) =>
    /^image\/(jpeg|png|webp)$/.test(type),
  )
  if (files.length === 0) return undefined
  return Promise.all(
    files.map(async (file, index) => ({
      no: index + 1,
      image: `data:${file.media_type};base64,${(await documents.blobs.get(file.sha256)).toString('base64')}`,
      takenAt: isoInstant(Number(file.taken_at)),
      place: file.place,
      takenBy: names.get(file.taken_by) ?? file.taken_by,
      shows: file.shows,
    })),
  )
}
