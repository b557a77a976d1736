/** 简易程序: decided on the spot, on record with the bureau and paid within days. */
import { newCaseRow } from '../../cases/open-case.ts'
import { systemActor } from '../../identity/actor.ts'
import { isoInstant, legalDay } from '../../platform/clock.ts'
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

/** 行政处罚法 第五十一条, fen. */
const most = { citizen: 20_000, organisation: 300_000 }

export async function summaryCase(scene: Scene, sighting: Sighting): Promise<void> {
  const { random, shape, books, newId, pool } = scene
  const { at, squad, lead, assisting, violation, place } = sighting
  const caseId = newId(at)
  const { clueId, number: clueNumber } = registerClue(scene, sighting)
  await endClue(scene, sighting, clueId, at, { act: 'clue.accepted', to: 'accepted', caseId })
  writeClue(scene, sighting, clueId, clueNumber, {
    state: 'accepted',
    disposal: null,
    case_id: caseId,
    decided_at: at,
  })
  const party = await pool.meet(at, squad, lead, violation.appliesTo, caseId)
  const warned = violation.otherPenalties.includes('警告') && random.chance(0.3)
  const fineFen = warned ? 0 : fineOf(scene, violation, most[party.kind])
  const onTheSpot = fineFen > 0 && random.chance(shape.paidOnTheSpot)
  writeOfficers(scene, caseId, sighting, at)
  const runsOn = { caseId, departmentId: squad.departmentId }
  const fact = (kind: string, on: number, data: object) => writeFact(scene, caseId, kind, on, lead, data)
  fact('entry', at, {
    partyId: party.id,
    violationCode: violation.code,
    place,
    occurredAt: isoInstant(at),
    description: `${violation.name}（${shape.mark}）`,
    officersChecked: true,
  })
  fact('decision', at, { fineFen })
  fact('summary', at, {
    decidedAt: isoInstant(at),
    place,
    ...(warned && { warning: true }),
    ...(onTheSpot && { collectedOnTheSpot: '行政处罚法 第六十八条' }),
  })
  fact('serve-decision', at, { way: '当场交付', place, at: isoInstant(at), recipient: party.name })
  books.audit(at, {
    actor: lead,
    action: 'case.decided-on-the-spot',
    object: { type: 'case', id: caseId },
    caseId,
    after: {
      clue: clueId,
      officers: [lead.officerId, assisting.officerId],
      violation: violation.code,
      fineFen,
    },
  })
  const decision = { kind: 'summary-decision', name: '当场行政处罚决定书', numbered: true }
  const number = issue(scene, caseId, decision, at, lead)
  const record = {
    partyId: party.id,
    violationCode: violation.code,
    decidedOn: legalDay(at),
    fineFen,
    caseId,
  }
  addRecord(scene, record, at, lead)

  const filedAt = scene.workdayAfter(at, 1)
  const paidAt = fineFen === 0 || onTheSpot ? at : scene.workdayAfter(at, random.whole(0, 7))
  const bankedAt = onTheSpot ? scene.workdayAfter(at, 2) : at
  const closedAt = Math.max(filedAt, paidAt, bankedAt)
  scene.later(closedAt, async () => {
    writeFact(scene, caseId, 'summary-filing', filedAt, squad.legalOfficer, { inOrder: true })
    await books.deadline(runsOn, 'summary-filing', at, filedAt)
    if (fineFen > 0) {
      fact('payment-received', paidAt, {
        paidFen: fineFen,
        paidOn: legalDay(paidAt),
        receiptNumber: `示例-${clueNumber.replace(/\D/g, '')}`,
        way: onTheSpot ? '当场收缴' : '银行缴纳',
      })
      if (onTheSpot) {
        await books.deadline(runsOn, 'on-the-spot-fine-handover', at, filedAt)
        await books.deadline(runsOn, 'bank-handover', filedAt, bankedAt)
        writeFact(scene, caseId, 'fine-banked', bankedAt, squad.legalOfficer, {
          bankedOn: legalDay(bankedAt),
        })
      } else await books.deadline(runsOn, 'payment', at, paidAt)
    }
    books.audit(closedAt, {
      actor: systemActor('case.advance'),
      action: 'case.advanced',
      object: { type: 'case', id: caseId },
      caseId,
      before: { stage: 'closing', state: 'open' },
      after: { to: 'closed' },
    })
    books.audit(closedAt, {
      actor: systemActor('case.archive'),
      action: 'case.archived',
      object: { type: 'case', id: caseId },
      caseId,
    })
    writeCase(scene, {
      ...newCaseRow({
        id: caseId,
        procedure: 'summary',
        clueId,
        violationCode: violation.code,
        occurredAt: at,
        lead: { id: lead.officerId, departmentId: squad.departmentId, squad: squad.code },
        openedAt: at,
      }),
      number,
      stage: 'closing',
      state: 'archived',
      party_id: party.id,
      party_kind: party.kind,
      filed_at: at,
      decided_at: at,
      served_at: at,
      paid_at: fineFen === 0 ? null : paidAt,
      closed_at: closedAt,
      archived_at: closedAt,
      fine_fen: fineFen,
      paid_fen: fineFen,
      version: 3,
    })
  })
}
