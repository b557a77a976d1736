/** DocumentFacts of a measure: what the case's documents say, and of the measure in hand what was asked for, listed, done, extended and released. */
import type { ApprovalFacts } from '../documents/decision-facts.ts'
import type { DocumentFacts, LegalDay } from '../documents/facts.ts'
import type {
  AdvanceRegistrationFacts,
  CoercionSiteFacts,
  MeasureFacts,
  PropertyItemFacts,
} from '../documents/measure-facts.ts'
import { isoInstant, legalDay } from '../platform/clock.ts'
import { addDays } from '../platform/legal-day.ts'
import { type ItemView, itemsOfMeasure } from './item-view.ts'
import { type MeasureView, viewMeasure } from './measure-view.ts'
import { type MeasureRow, type RequestRow, wayWords } from './model.ts'
import { limitKey, type PropertyRoom } from './room.ts'

interface PaperInHand {
  kind: string
  number: string | undefined
  issuedOn: LegalDay
  /** Numbers of what is issued together with it, by kind. */
  numbers: ReadonlyMap<string, string>
  request: RequestRow | undefined
}

export async function paperFacts(
  room: PropertyRoom,
  row: MeasureRow,
  paper: PaperInHand,
): Promise<DocumentFacts> {
  const { kind, number, issuedOn, request } = paper
  const base = await room.cases.documentFacts(row.case_id, { kind, number, issuedOn })
  const view = await viewMeasure(room, row)
  const items = await itemsOfMeasure(room, row.id)
  const approvals = await approvalsOf(room, view, request)
  const facts: DocumentFacts = {
    ...base,
    ...(approvals.length > 0 && { approvals }),
    property: items.map(itemFacts),
  }
  if (row.kind === 'advance-registration')
    facts.advanceRegistration = await registrationFacts(room, row, view, items, paper)
  else facts.measure = await measureFacts(room, row, view, paper)
  if (kind === 'coercion-site-record') facts.coercionSite = await siteFacts(room, row, view, facts)
  return facts
}

function itemFacts(item: ItemView): PropertyItemFacts {
  return {
    number: item.number,
    name: item.name,
    kind: item.kind,
    specification: item.specification || undefined,
    quantity: Number(item.quantity),
    unit: item.unit,
    owner: item.ownerName ?? undefined,
    caseNumber: item.caseNumber ?? undefined,
    warehouse: item.warehouseName === null ? undefined : `${item.warehouseName} ${item.shelf ?? ''}`.trim(),
    state: item.condition ?? '现状',
    enteredAt: item.enteredAt === null ? undefined : isoInstant(item.enteredAt),
  }
}

/** Days from which and until which the measure holds: its running limit, or, before it is carried out, what the limit will be when it is taken today. */
async function spanOf(
  room: PropertyRoom,
  row: MeasureRow,
  view: MeasureView,
  today: LegalDay,
): Promise<{ from: LegalDay; until: LegalDay; days: number }> {
  const { limit } = limitKey(room, row)
  const { length } = await room.deadlines.limit(limit)
  const running = view.deadlines.find((one) => one.limit === limit)
  if (running) return { from: running.startsOn, until: running.dueOn, days: length }
  const { dueOn } = await room.deadlines.dueOf(limit, room.clock.now())
  return { from: today, until: dueOn, days: length }
}

async function measureFacts(
  room: PropertyRoom,
  row: MeasureRow,
  view: MeasureView,
  { issuedOn, numbers, request }: PaperInHand,
): Promise<MeasureFacts> {
  const { title } = room.rules.measures[row.kind]
  const span = await spanOf(room, row, view, issuedOn)
  return {
    kind: title as MeasureFacts['kind'],
    reason: row.reason,
    basis: row.basis,
    urgentAt: row.urgent === 1 && row.executed_at !== null ? isoInstant(row.executed_at) : undefined,
    place: row.place,
    ...span,
    storage: row.storage ?? row.place,
    keeper: row.keeper ?? undefined,
    number: row.decision_number ?? numbers.get('sealing-seizure-decision'),
    decidedOn: row.decided_at === null ? issuedOn : legalDay(row.decided_at),
    excluded: excludedOf(view),
    ...(request?.act === 'extend' && extended(view, request, span)),
    ...(request?.act === 'release' && { release: releaseOf(room, view, request, issuedOn) }),
  }
}

/** An appraisal that has ended (行政强制法 第二十五条第三款). */
function excludedOf({ deadlines }: MeasureView): MeasureFacts['excluded'] {
  const pause = deadlines.flatMap(({ pauses }) => pauses).find(({ toOn }) => toOn !== null)
  return pause && { what: pause.reason, from: pause.fromOn, until: pause.toOn! }
}

/** The decision on the extension names the day on which the limit would have ended, and the new one. */
function extended(
  view: MeasureView,
  { reason, days }: RequestRow,
  { until }: { until: LegalDay },
): Pick<MeasureFacts, 'until' | 'extension'> {
  // Of an extension from before the day was kept: the days counted back.
  const before = view.extension?.dueBefore ?? addDays(until, -days!)
  return { until: before, extension: { reason, days: days!, from: addDays(before, 1), until } }
}

function releaseOf(
  { rules }: PropertyRoom,
  { releases }: MeasureView,
  { id, reason }: RequestRow,
  issuedOn: LegalDay,
): MeasureFacts['release'] {
  const release = releases.find(({ requestId }) => requestId === id)
  return {
    ground: release ? `${release.groundText}。${reason}` : reason,
    basis: rules.releaseBasis[release?.ground ?? ''] ?? rules.releaseBasis['other']!,
    from: issuedOn,
    pickUp: rules.pickUp,
  }
}

async function registrationFacts(
  room: PropertyRoom,
  row: MeasureRow,
  view: MeasureView,
  items: ItemView[],
  { issuedOn, request }: PaperInHand,
): Promise<AdvanceRegistrationFacts> {
  const { until, days } = await spanOf(room, row, view, issuedOn)
  const release = view.releases.find(({ requestId }) => requestId === request?.id)
  return {
    reason: row.reason,
    registeredAt: isoInstant(row.executed_at ?? row.listed_at ?? room.clock.now()),
    workdays: days,
    until,
    way: row.storage === row.place ? '就地保存' : '异地保存',
    place: row.storage ?? row.place,
    keeper: row.keeper ?? undefined,
    number: row.decision_number ?? undefined,
    items: items.map((item, index) => {
      const covered = release?.items.find(({ itemId }) => itemId === item.id)
      return {
        no: index + 1,
        name: item.name,
        specification: item.specification || undefined,
        quantity: Number(item.quantity),
        unit: item.unit,
        feature: item.condition ?? undefined,
        disposal: release && (covered ? wayWords[covered.way] : '继续保存'),
      }
    }),
    disposal: request && { reason: request.reason },
  }
}

async function siteFacts(
  room: PropertyRoom,
  row: MeasureRow,
  { measure: { execution } }: MeasureView,
  { party }: DocumentFacts,
): Promise<CoercionSiteFacts> {
  const site = execution!
  const [recorder] = await room.officers.getMany(site.officerIds.slice(-1))
  const delivery = row.delivery === null ? undefined : (JSON.parse(row.delivery) as { refusal?: string })
  return {
    startedAt: isoInstant(site.at),
    endedAt: isoInstant(site.endedAt ?? site.at),
    place: site.place,
    partyPresent: site.partyPresent,
    present: site.partyPresent ? (party?.legalRepresentative ?? party?.name) : undefined,
    presentRole: site.partyPresent
      ? party?.kind === 'organisation'
        ? '法定代表人（负责人）'
        : '本人'
      : undefined,
    witness: site.witness,
    recorder: recorder!.name,
    content: site.course,
    defence: site.statement || '当事人没有陈述、申辩',
    remark: delivery?.refusal,
  }
}

/** Who agreed to what the document grants, tier by tier. */
async function approvalsOf(
  room: PropertyRoom,
  view: MeasureView,
  request: RequestRow | undefined,
): Promise<ApprovalFacts[]> {
  const about =
    request?.id ?? view.requests.findLast(({ act, state }) => act === 'impose' && state === 'agreed')?.id
  const approvalId = view.requests.find(({ id }) => id === about)?.approvalId
  return approvalId ? room.cases.approvalFacts(view.measure.caseId, approvalId) : []
}
