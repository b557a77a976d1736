/** 普通程序: clue, filing, investigation, advance notice, decision, service, payment, closing; over weeks. */
import { newCaseRow } from '../../cases/open-case.ts'
import { systemActor } from '../../identity/actor.ts'
import { isoInstant, legalDay } from '../../platform/clock.ts'
import { ticketOfOpening } from './opening.ts'
import {
  addRecord,
  endClue,
  fineOf,
  issue,
  registerClue,
  type Scene,
  type Sighting,
  writeCase,
  writeClue,
  writeFact,
  writeOfficers,
} from './scene.ts'

const documents = {
  filing: { kind: 'case-filing-approval', name: '立案审批表', numbered: true },
  notice: { kind: 'advance-notice', name: '行政处罚事先告知书', numbered: true },
  decision: { kind: 'penalty-decision', name: '行政处罚决定书', numbered: true },
  closing: { kind: 'closing-report', name: '结案审批表', numbered: false },
}

/** When each step is reached, in the order of the procedure. */
function timeline(scene: Scene, at: number) {
  const { random, workdayAfter } = scene
  const openedAt = workdayAfter(at, random.whole(0, 4))
  const filedAt = workdayAfter(openedAt, random.whole(1, 4))
  const reportedAt = workdayAfter(filedAt, random.whole(4, 25))
  const noticedAt = workdayAfter(reportedAt, random.whole(2, 6))
  const decidedAt = workdayAfter(noticedAt, random.whole(5, 10))
  const servedAt = workdayAfter(decidedAt, random.whole(0, 5))
  // One in thirty pays late.
  const paidAt = workdayAfter(servedAt, random.chance(0.03) ? random.whole(14, 30) : random.whole(0, 10))
  const closedAt = workdayAfter(paidAt, random.whole(1, 5))
  return { openedAt, filedAt, reportedAt, noticedAt, decidedAt, servedAt, paidAt, closedAt }
}

/** @param stillOpen whether a case that the period cuts off may go on afterwards; if not, its clue waits. @returns whether there is a case. */
export async function ordinaryCase(
  scene: Scene,
  sighting: Sighting,
  stillOpen: () => boolean,
): Promise<boolean> {
  const times = timeline(scene, sighting.at)
  if (times.closedAt >= scene.endsAt && !stillOpen()) return false
  const { clueId, number } = registerClue(scene, sighting)
  const cut = times.closedAt >= scene.endsAt
  // A case that is cut off was opened in the last days, so that it stands where a new one stands.
  const openedAt = cut
    ? Math.max(times.openedAt, scene.endsAt - scene.random.whole(1, 4) * 86_400_000)
    : times.openedAt
  const caseId = scene.newId(openedAt)
  scene.later(openedAt, async () => {
    await open(scene, sighting, clueId, number, caseId, openedAt)
    if (cut) leaveOpen(scene, sighting, clueId, caseId, openedAt)
    else await run(scene, sighting, clueId, caseId, { ...times, openedAt })
  })
  return true
}

async function open(
  scene: Scene,
  sighting: Sighting,
  clueId: string,
  number: string,
  caseId: string,
  openedAt: number,
): Promise<void> {
  const { lead, assisting } = sighting
  await endClue(scene, sighting, clueId, openedAt, { act: 'clue.accepted', to: 'accepted', caseId })
  writeClue(scene, sighting, clueId, number, {
    state: 'accepted',
    disposal: null,
    case_id: caseId,
    decided_at: openedAt,
  })
  writeOfficers(scene, caseId, sighting, openedAt)
  scene.books.audit(openedAt, {
    actor: lead,
    action: 'case.opened',
    object: { type: 'case', id: caseId },
    caseId,
    after: { clue: clueId, lead: lead.officerId, assisting: [assisting.officerId] },
  })
}

const opened = (clueId: string, caseId: string, { at, squad, lead, violation }: Sighting, openedAt: number) =>
  newCaseRow({
    id: caseId,
    procedure: 'ordinary',
    clueId,
    violationCode: violation.code,
    occurredAt: at,
    lead: { id: lead.officerId, departmentId: squad.departmentId, squad: squad.code },
    openedAt,
  })

/** As `openCase` leaves it: the message that starts the model waits in the outbox. */
function leaveOpen(scene: Scene, sighting: Sighting, clueId: string, caseId: string, openedAt: number): void {
  writeCase(scene, opened(clueId, caseId, sighting, openedAt))
  ticketOfOpening(scene, sighting, caseId, openedAt)
}

async function run(
  scene: Scene,
  sighting: Sighting,
  clueId: string,
  caseId: string,
  times: ReturnType<typeof timeline>,
): Promise<void> {
  const { at, squad, lead, violation, place } = sighting
  const { shape, books, pool } = scene
  const { openedAt, filedAt, reportedAt, noticedAt, decidedAt, servedAt, paidAt, closedAt } = times
  const party = await pool.meet(openedAt, squad, lead, violation.appliesTo, caseId)
  const fineFen = fineOf(scene, violation, 5_000_000)
  const runsOn = { caseId, departmentId: squad.departmentId }
  const fact = (kind: string, on: number, data: object) => writeFact(scene, caseId, kind, on, lead, data)
  const advance = (on: number, before: string, to: string) =>
    books.audit(on, {
      actor: systemActor('case.advance'),
      action: 'case.advanced',
      object: { type: 'case', id: caseId },
      caseId,
      before: { stage: before, state: 'open' },
      after: { to },
    })
  const service = (on: number) => ({ way: '直接送达', place, at: isoInstant(on), recipient: party.name })
  fact('entry', openedAt, {
    partyId: party.id,
    violationCode: violation.code,
    place,
    occurredAt: isoInstant(at),
    description: `${violation.name}（${shape.mark}）`,
    officersChecked: true,
  })
  let caseNumber: string | null = null
  scene.later(filedAt, () => {
    advance(filedAt, 'entry', 'filing')
    fact('filing-proposal', filedAt, {
      illegalFact: true,
      penaltyDue: true,
      jurisdiction: true,
      withinLimitation: true,
      proposal: `建议立案调查（${shape.mark}）`,
    })
    caseNumber = issue(scene, caseId, documents.filing, filedAt, lead)
    advance(filedAt, 'filing', 'investigation')
  })
  scene.later(reportedAt, () => {
    fact('report', reportedAt, {
      discretionTier: scene.tierOf(violation.code, fineFen),
      fineFen,
      proposal: `建议罚款（${shape.mark}）`,
    })
    advance(reportedAt, 'investigation', 'decision')
  })
  scene.later(noticedAt, () => {
    fact('notice', noticedAt, { intendedFineFen: fineFen })
    issue(scene, caseId, documents.notice, noticedAt, lead)
    fact('serve-advance-notice', noticedAt, service(noticedAt))
  })
  scene.later(decidedAt, async () => {
    fact('decision', decidedAt, { decisionKind: 'penalty-decision', fineFen })
    issue(scene, caseId, documents.decision, decidedAt, lead)
    const decidedOn = legalDay(decidedAt)
    const record = { partyId: party.id, violationCode: violation.code, decidedOn, fineFen, caseId }
    addRecord(scene, record, decidedAt, lead)
    await books.deadline(runsOn, 'statement-defence', noticedAt, decidedAt)
    await books.deadline(runsOn, 'case-decision', filedAt, decidedAt)
  })
  scene.later(closedAt, async () => {
    fact('serve-decision', servedAt, service(servedAt))
    await books.deadline(runsOn, 'service-of-decision', decidedAt, servedAt)
    fact('payment-received', paidAt, {
      paidFen: fineFen,
      paidOn: legalDay(paidAt),
      receiptNumber: `示例-${caseNumber!.replace(/\D/g, '')}`,
    })
    await books.deadline(runsOn, 'payment', servedAt, paidAt)
    fact('closing', closedAt, { summary: shape.mark, execution: '罚款已缴清', way: '行政处罚决定执行完毕' })
    issue(scene, caseId, documents.closing, closedAt, lead)
    advance(closedAt, 'decision', 'closing')
    advance(closedAt, 'closing', 'closed')
    books.audit(closedAt, {
      actor: systemActor('case.archive'),
      action: 'case.archived',
      object: { type: 'case', id: caseId },
      caseId,
    })
    writeCase(scene, {
      ...opened(clueId, caseId, sighting, openedAt),
      number: caseNumber,
      stage: 'closing',
      state: 'archived',
      party_id: party.id,
      party_kind: party.kind,
      filed_at: filedAt,
      decided_at: decidedAt,
      served_at: servedAt,
      paid_at: paidAt,
      closed_at: closedAt,
      archived_at: closedAt,
      fine_fen: fineFen,
      paid_fen: fineFen,
      version: 9,
    })
  })
}
