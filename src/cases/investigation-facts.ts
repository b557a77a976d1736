/** Sections of a document that come from the investigation: what was found, seen, said, collected, and ordered to be corrected. */
import type {
  CorrectionFacts,
  EvidenceFacts,
  FoundFacts,
  InspectionFacts,
  InterviewFacts,
} from '../documents/investigation-facts.ts'
import { isoInstant } from '../platform/clock.ts'
import { type GatheredCase, issuedOn } from './gathered-case.ts'
import { dataOf } from './facts.ts'

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

export function inspectionFacts({ facts }: GatheredCase, names: Names): InspectionFacts | undefined {
  const inspection = dataOf(facts, 'inspection') as InspectionFacts | undefined
  if (!inspection) return undefined
  const { startedAt, endedAt, place, present, presentRole, witness, recorder, content, remark } = inspection
  return {
    startedAt,
    endedAt,
    place,
    present,
    presentRole,
    witness,
    recorder: nameOf(names, recorder),
    content,
    remark,
  }
}

interface InterviewForm extends Pick<
  InterviewFacts,
  'startedAt' | 'endedAt' | 'place' | 'recorder' | 'answers'
> {
  personName: string
  personGender?: string
  personAge?: number
  personIdNumber?: string
  personPhone?: string
  personAddress?: string
  personEmployer?: string
  relation?: string
}

export function interviewFacts({ facts }: GatheredCase, names: Names): InterviewFacts | undefined {
  const form = dataOf(facts, 'interview') as InterviewForm | undefined
  if (!form) return undefined
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
      relation: form.relation,
    },
    recorder: nameOf(names, form.recorder),
    answers: form.answers,
  }
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
