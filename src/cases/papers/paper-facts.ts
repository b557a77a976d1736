/** Sections of a document that come from papers 办案文书, and from the side flows that order a stop or entrust an appraisal. */
import type { StopOrderFacts } from '../../documents/course-facts.ts'
import type { DocumentFacts } from '../../documents/facts.ts'
import type {
  AppraisalFacts,
  EvidenceRequestFacts,
  SampleItemFacts,
  SamplingFacts,
  SummonsFacts,
} from '../../documents/inquiry-facts.ts'
import { isoInstant, legalDay } from '../../platform/clock.ts'
import { dataOf } from '../facts.ts'
import { type GatheredCase, issuedOn, numberOf } from '../gathered-case.ts'
import { correctionFacts } from '../investigation-facts.ts'
import type { CaseRoom } from '../room.ts'
import { statementFacts } from './statement-facts.ts'

type Names = ReadonlyMap<string, string>
type ConfiscatedItem = NonNullable<NonNullable<DocumentFacts['confiscation']>['items']>[number]
type Section<Name extends keyof DocumentFacts> = DocumentFacts[Name]

/** @param names of those who handle the case, by officer id. */
export async function paperFacts(room: CaseRoom, gathered: GatheredCase, names: Names) {
  const { facts } = gathered
  return {
    sketch: gathered.inHand.kind === 'scene-sketch' ? await sketch(room, gathered, names) : undefined,
    summons: dataOf(facts, 'summons') as SummonsFacts | undefined,
    evidenceRequest: dataOf(facts, 'evidence-request') as EvidenceRequestFacts | undefined,
    sampling: sampling(gathered),
    appraisal: appraisal(room, gathered),
    recheck: recheck(gathered, names),
    verification: await verification(room, gathered),
    confiscation: confiscation(gathered),
    statement: await statementFacts(room, gathered, names),
    stopOrder: dataOf(facts, 'stop-order') as StopOrderFacts | undefined,
  }
}

/** The picture is a file of the evidence; who drew it, where and when stands beside it there. */
async function sketch(
  { evidence, documents, database }: CaseRoom,
  { row, facts }: GatheredCase,
  names: Names,
): Promise<Section<'sketch'>> {
  const given = dataOf(facts, 'sketch') as { evidenceId: string; scale?: string; note: string } | undefined
  const files = await evidence.ofCase(database.sql, row.id)
  const file = given && files.find(({ id }) => id === given.evidenceId)
  if (!given || !file) return undefined
  return {
    image: `data:${file.media_type};base64,${(await documents.blobs.get(file.sha256)).toString('base64')}`,
    drawnAt: isoInstant(Number(file.taken_at)),
    place: file.place,
    drawnBy: names.get(file.taken_by) ?? file.taken_by,
    ...(given.scale !== undefined && { scale: given.scale }),
    note: given.note,
  }
}

function sampling({ facts }: GatheredCase): SamplingFacts | undefined {
  const given = dataOf(facts, 'sampling') as
    (Omit<SamplingFacts, 'items'> & { items: Omit<SampleItemFacts, 'no'>[] }) | undefined
  return given && { ...given, items: given.items.map((item, index) => ({ no: index + 1, ...item })) }
}

function appraisal({ paperRules }: CaseRoom, gathered: GatheredCase): AppraisalFacts | undefined {
  const entrusted = dataOf(gathered.facts, 'appraisal') as Omit<AppraisalFacts, 'entrustedOn'> | undefined
  if (!entrusted) return undefined
  const { objectionWorkdays } = paperRules.appraisal
  const opinion = dataOf(gathered.facts, 'appraisal-opinion') as AppraisalFacts['opinion']
  return {
    ...entrusted,
    entrustedOn: issuedOn(gathered, 'appraisal-entrustment') ?? gathered.today,
    ...(opinion && {
      opinion: { ...opinion, ...(objectionWorkdays !== undefined && { objectionWorkdays }) },
    }),
  }
}

/** What is checked again is the order that was served last. */
function recheck(gathered: GatheredCase, names: Names): Section<'recheck'> {
  const given = dataOf(gathered.facts, 'recheck') as
    Omit<NonNullable<Section<'recheck'>>, 'demand' | 'until' | 'orderNumber'> | undefined
  const order = correctionFacts(gathered)
  if (!given || !order) return undefined
  const orderNumber = numberOf(gathered, 'correction-order')
  return {
    ...given,
    recorder: names.get(given.recorder) ?? given.recorder,
    demand: order.demand,
    ...(order.until !== undefined && { until: order.until }),
    ...(orderNumber !== undefined && { orderNumber }),
  }
}

async function verification(
  { clues, database }: CaseRoom,
  { clue }: GatheredCase,
): Promise<Section<'verification'>> {
  const found = await clues.verification(database.sql, clue.id)
  if (!found) return undefined
  const { method, found: seen, proposal, verifiedAt } = found.report
  return {
    startedOn: legalDay(found.beganAt),
    finishedOn: legalDay(verifiedAt),
    course: method,
    found: seen,
    conclusion: `线索${found.outcome}。${proposal}`,
  }
}

function confiscation({ facts }: GatheredCase): Section<'confiscation'> {
  const given = dataOf(facts, 'confiscation') as
    { gainsFen?: number; items?: Omit<ConfiscatedItem, 'no'>[] } | undefined
  if (!given) return undefined
  const { gainsFen, items } = given
  return {
    ...(gainsFen !== undefined && { gains: gainsFen }),
    ...(items && { items: items.map((item, index) => ({ no: index + 1, ...item })) }),
  }
}
