/** Sections of a document that come from the investigation: what was found, seen, said, collected, and ordered to be corrected. */
import type {
  CorrectionFacts,
  EvidenceFacts,
  FoundFacts,
  InspectionFacts,
  InterviewFacts,
  OmittedFacts,
} from '../documents/investigation-facts.ts'
import { isoInstant } from '../platform/clock.ts'
import { type GatheredCase, issuedOn } from './gathered-case.ts'
import { dataOf } from './facts.ts'

/** Kind of fact of each further record 笔录, beside that of the step. */
export const furtherRecords: { readonly [documentKind: string]: string } = {
  'inspection-record': 'further-inspection',
  'interview-record': 'further-interview',
}

type Names = ReadonlyMap<string, string>
/** A form may name an officer by id; a document prints the name. */
const nameOf = (names: Names, person: string | undefined) =>
  person === undefined ? undefined : (names.get(person) ?? person)

export function foundFacts({ facts, clue }: GatheredCase): FoundFacts {
  const entry = dataOf(facts, 'entry') as
    { place: string; occurredAt: string; description: string } | undefined
  return entry
    ? { place: entry.place, at: entry.occurredAt, description: entry.description }
    : { place: clue.place, at: isoInstant(clue.occurred_at ?? clue.received_at), description: clue.content }
}

export function evidenceFacts({ facts }: GatheredCase): EvidenceFacts[] | undefined {
  const evidence = dataOf(facts, 'evidence') as { items: Omit<EvidenceFacts, 'no'>[] } | undefined
  return evidence?.items.map((item, index) => ({ ...item, no: index + 1 }))
}

/** A further record 笔录 that is drawn up now, in the place of the step's. */
const furtherOf = ({ inHand: { kind, fact } }: GatheredCase, record: string) =>
  kind === record && fact?.kind === furtherRecords[record] ? fact?.data : undefined

export function inspectionFacts(gathered: GatheredCase, names: Names): InspectionFacts | undefined {
  const inspection = (furtherOf(gathered, 'inspection-record') ?? dataOf(gathered.facts, 'inspection')) as
    (InspectionFacts & RecusalAnswer & { notInspected?: boolean }) | undefined
  if (!inspection || inspection.notInspected) return undefined
  const { startedAt, endedAt, place, present, presentRole, witness, recorder, content, remark } = inspection
  return {
    startedAt,
    endedAt,
    place,
    present,
    presentRole,
    witness,
    recorder: nameOf(names, recorder),
    recusal: recusalInWords(inspection),
    content,
    remark,
  }
}

interface InterviewForm
  extends Pick<InterviewFacts, 'startedAt' | 'endedAt' | 'place' | 'recorder' | 'answers'>, RecusalAnswer {
  personName: string
  personGender?: string
  personAge?: number
  personIdNumber?: string
  personPhone?: string
  personAddress?: string
  personEmployer?: string
  relation?: string
  /** Of a further interview. */
  personRole?: string
  guardian?: string
  notInterviewed?: boolean
}

/** What was answered when the right to ask for recusal was told (行政处罚法 第四十三条). */
interface RecusalAnswer {
  recusal?: string
  recusalWords?: string
}

const recusalInWords = ({ recusal, recusalWords }: RecusalAnswer) =>
  recusal && (recusalWords === undefined ? recusal : `${recusal}：${recusalWords.trim().replace(/。$/u, '')}`)

export function interviewFacts(gathered: GatheredCase, names: Names): InterviewFacts | undefined {
  const form = (furtherOf(gathered, 'interview-record') ?? dataOf(gathered.facts, 'interview')) as
    InterviewForm | undefined
  if (!form || form.notInterviewed) return undefined
  return {
    startedAt: form.startedAt,
    endedAt: form.endedAt,
    place: form.place,
    person: {
      name: form.personName,
      gender: form.personGender,
      age: form.personAge,
      idNumber: form.personIdNumber,
      phone: form.personPhone,
      address: form.personAddress,
      employer: form.personEmployer,
      relation: form.relation ?? form.personRole,
    },
    guardian: form.guardian,
    recorder: nameOf(names, form.recorder),
    recusal: form.recusal && `听清了，${recusalInWords(form)}。`,
    answers: form.answers,
  }
}

/** What was not inspected, who was not asked, and why: the report says so where it would cite the record. */
export function omittedFacts({ facts }: GatheredCase): OmittedFacts | undefined {
  const inspection = dataOf(facts, 'inspection') as
    { notInspected?: boolean; notInspectedFor?: string; notInspectedWords?: string } | undefined
  const interview = dataOf(facts, 'interview') as
    { notInterviewed?: boolean; notInterviewedFor?: string; notInterviewedWords?: string } | undefined
  if (!inspection?.notInspected && !interview?.notInterviewed) return undefined
  return {
    ...(inspection?.notInspected && {
      inspection: because('本案未作现场检查', inspection.notInspectedFor, inspection.notInspectedWords),
    }),
    ...(interview?.notInterviewed && {
      interview: because(
        '本案未制作当事人的询问笔录',
        interview.notInterviewedFor,
        interview.notInterviewedWords,
      ),
    }),
  }
}

const because = (what: string, reason = '其他', words = '') =>
  `${what}：${reason === '其他' ? '' : `${reason}。`}${sentence(words)}`

/** The officers who took the further record in hand, by id; undefined: those of the case. */
export function recordOfficers({ inHand: { kind, fact } }: GatheredCase): string[] | undefined {
  return fact?.kind === furtherRecords[kind] ? (fact?.data.officerIds as string[] | undefined) : undefined
}

export function correctionFacts(gathered: GatheredCase): CorrectionFacts | undefined {
  const order = dataOf(gathered.facts, 'correction') as
    { demand: string; until?: string; corrected?: boolean } | undefined
  if (!order) return undefined
  const recheck = dataOf(gathered.facts, 'correction-recheck') as { outcome: string } | undefined
  return {
    demand: sentence(order.demand),
    until: order.until,
    orderedOn: issuedOn(gathered, 'correction-order'),
    outcome: recheck ? sentence(recheck.outcome) : order.corrected ? '当事人已当场改正。' : undefined,
  }
}

/** What the officer typed stands in a sentence of the document: it ends with a mark. */
const sentence = (text: string) => (/[。！？；]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`)
