/** 送达页: what is to be served, by when, each attempt with its proof, the confirmed address, and what each way asks: one call. */
import type { Deadline } from '../../deadlines/service.ts'
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import type { ServiceAddressFacts } from '../../documents/outcome-facts.ts'
import { type CaseRoom, findCase, policyObjectOf } from '../room.ts'
import { confirmedAddress } from './confirmed-address.ts'
import { otherAddressee } from './addressee.ts'
import { type Attempt, attemptsOf } from './attempts.ts'
import { givenUp } from './given-up.ts'
import type { AttemptState, Particulars, Way } from './model.ts'
import { openAnnouncement } from './served.ts'

export interface AttemptView {
  id: string
  way: Way
  title: string
  state: AttemptState
  documentIds: string[]
  particulars: Particulars
  beganAt: number | null
  servedAt: number | null
  servedOn: string | null
  reason: string | null
  /** 送达回证, where it is issued for this attempt itself. */
  proofId: string | null
  recordedBy: string
  recordedAt: number
  /** Of an announcement: when its period ends. */
  deadline: Deadline | null
  version: number
}

export interface PaperView {
  id: string
  kind: string
  name: string
  number: string | null
  issuedOn: string
  /** 受送达人, where it is not the party. */
  addressee: string | null
  /** `given-up`: nobody serves it any more, for the reason in `givenUp`. */
  state: 'to-serve' | 'under-way' | 'served' | 'given-up'
  givenUp: string | null
  /** Only the form of its task says that it was served. */
  onFormOnly: boolean
  servedOn: string | null
  way: string | null
  /** The limit in which it must be served. */
  deadline: Deadline | null
  attempts: AttemptView[]
}

export interface ServicePage {
  caseId: string
  version: number
  documents: PaperView[]
  address: ServiceAddressFacts | null
  ways: (CaseRoom['serviceRules']['ways'][Way] & { way: Way })[]
  /** Only once these have failed it may be announced. */
  announceAfter: Way[]
  /** An announcement is asked for or published: no other meanwhile. */
  announcing: boolean
}

export async function servicePage(room: CaseRoom, actor: Actor, caseId: string): Promise<ServicePage> {
  const { database, policy, serviceRules } = room
  const row = await findCase(database.sql, caseId)
  policy.require(actor, 'case.read', await policyObjectOf(database.sql, row))
  const attempts = await attemptsOf(database.sql, caseId)
  return {
    caseId,
    version: row.version,
    documents: await papersOf(room, caseId, attempts),
    address: (await confirmedAddress(database.sql, caseId)) ?? null,
    ways: Object.entries(serviceRules.ways).map(([way, rule]) => ({ way: way as Way, ...rule })),
    announceAfter: serviceRules.announcement.after,
    announcing: openAnnouncement(attempts) !== undefined,
  }
}

/** Each paper of the case that is to be served or was, with its attempts. */
export async function papersOf(room: CaseRoom, caseId: string, attempts: Attempt[]): Promise<PaperView[]> {
  const { database, documents, deadlines, serviceRules } = room
  const limits = await deadlines.ofCase(caseId)
  const rules = new Map(serviceRules.documents.map((one) => [one.kind, one]))
  const issued = (await documents.ofCase(database.sql, caseId)).filter(
    ({ kind, state }) => state === 'issued' && rules.has(kind),
  )
  const reasons = await givenUp(database.sql, caseId, issued)
  return issued.map(({ id, kind, name, number, issued_at, facts }) => {
    const about = attempts.filter(({ documentIds }) => documentIds.includes(id))
    const last = about.findLast(({ row: one }) => one.state === 'served')
    const reason = last ? undefined : reasons.get(id)
    return {
      id,
      kind,
      name,
      number,
      addressee: otherAddressee(serviceRules, { kind, facts }) ?? null,
      issuedOn: legalDay(Number(issued_at)),
      givenUp: reason ?? null,
      onFormOnly: rules.get(kind)?.onFormOnly === true,
      state: last
        ? 'served'
        : reason !== undefined
          ? 'given-up'
          : about.some(({ row: one }) => ['requested', 'under-way', 'submitted'].includes(one.state))
            ? 'under-way'
            : 'to-serve',
      servedOn: last ? legalDay(Number(last.row.served_at)) : null,
      way: last ? serviceRules.ways[last.row.way].title : null,
      deadline: limits.find(({ subject }) => subject === id) ?? modelLimit(kind, limits),
      attempts: about.map((attempt) => viewAttempt(room, attempt, limits)),
    }
  })
}

/** The decision's own limit is started by the model. */
function modelLimit(kind: string, limits: Deadline[]): Deadline | null {
  if (kind !== 'penalty-decision' && kind !== 'no-penalty-decision') return null
  return limits.find(({ limit, subject }) => limit === 'service-of-decision' && subject === '') ?? null
}

function viewAttempt(
  { serviceRules }: CaseRoom,
  { row, particulars, documentIds }: Attempt,
  limits: Deadline[],
): AttemptView {
  const { wasUnderWay: _wasUnderWay, ...said } = particulars
  return {
    id: row.id,
    way: row.way,
    title: serviceRules.ways[row.way].title,
    state: row.state,
    documentIds,
    particulars: said,
    beganAt: row.began_at,
    servedAt: row.served_at,
    servedOn: row.served_at === null ? null : legalDay(Number(row.served_at)),
    reason: row.reason,
    proofId: row.proof_id,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    deadline: limits.find(({ subject }) => subject === row.id) ?? null,
    version: row.version,
  }
}
