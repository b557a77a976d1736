/** The row of a case as it was at a past instant: what the audit log says of its stages and ends, what was effective by then, who handled it. */
import type { ListedLine } from '../../audit/service.ts'
import { legalDay } from '../../platform/clock.ts'
import type { FormData } from '../../tasks/index.ts'
import { dayOfEntry } from '../corrections/entry.ts'
import type { Overpaid } from '../enforcement/overpaid.ts'
import type { CaseFactRow, CaseOfficerRow, CaseRow, SideFlowRow } from '../model.ts'
import { stages } from '../model.ts'
import type { RevisionLine } from '../revise-decision.ts'

export interface CaseThen {
  row: CaseRow
  officers: CaseOfficerRow[]
}

export function caseRowAt(past: {
  now: CaseRow
  /** As the case took it from its clue. */
  clue: { violation: string | null; occurredAt: number | null }
  lines: ListedLine[]
  facts: CaseFactRow[]
  sideFlows: SideFlowRow[]
  handlersNow: CaseOfficerRow[]
  at: number
}): CaseThen {
  const { now, clue, lines, facts, sideFlows, handlersNow, at } = past
  const by = (instant: number | null) => instant !== null && instant <= at
  const upTo = (instant: number | null) => (by(instant) ? instant : null)
  const dataOf = (kind: string) => {
    const fact = facts.findLast((one) => one.kind === kind)
    return fact && (JSON.parse(fact.data) as { [field: string]: unknown })
  }
  const entry = dataOf('entry')
  const summary = now.case_procedure === 'summary'
  const paid = dataOf('payment-received')
  const suspension = sideFlows.find(
    ({ kind, decided_at, ended_at, state }) =>
      kind === 'suspension' && state !== 'refused' && by(decided_at) && !by(ended_at),
  )
  const back = refundsAt(facts)
  const { stage, state } = courseOf(lines, summary ? 'closing' : 'entry')
  const officers = officersAt(lines, sideFlows, handlersNow, at)
  return {
    officers,
    row: {
      ...now,
      stage,
      state,
      number: by(now.filed_at) ? now.number : null,
      party_id: entry || summary ? now.party_id : null,
      party_kind: entry || summary ? now.party_kind : null,
      violation_code: entry || summary ? now.violation_code : clue.violation,
      occurred_on: entry
        ? dayOfEntry(entry as FormData)
        : summary
          ? now.occurred_on
          : clue.occurredAt === null
            ? null
            : legalDay(clue.occurredAt),
      lead_officer_id: officers.find(({ part }) => part === 'lead')?.officer_id ?? now.lead_officer_id,
      filed_at: upTo(now.filed_at),
      decided_at: upTo(now.decided_at),
      served_at: dataOf('serve-decision') ? now.served_at : null,
      closed_at: upTo(now.closed_at),
      archived_at: upTo(now.archived_at),
      fine_fen: by(now.decided_at) ? now.fine_fen : null,
      paid_fen: (typeof paid?.paidFen === 'number' ? paid.paidFen : 0) - back.fineFen,
      surcharge_paid_fen:
        (typeof paid?.surchargeFen === 'number' ? paid.surchargeFen : 0) - back.surchargeFen,
      voided_paid_fen: voidedPayments(lines) - back.voidedFen,
      paid_at: paid === undefined ? null : now.paid_at,
      suspended_at: suspension && state === 'open' ? suspension.decided_at : null,
    },
  }
}

/** What had gone back: since the last payment, whose fact is net of what went back before it, and of what earlier rounds had left. */
function refundsAt(facts: CaseFactRow[]): Overpaid {
  const lastPayment = facts.findLastIndex(({ kind }) => kind === 'payment-received')
  const sum: Overpaid = { fineFen: 0, surchargeFen: 0, voidedFen: 0 }
  for (const [index, { kind, data }] of facts.entries()) {
    if (kind !== 'refund-paid') continue
    const part = JSON.parse(data) as Overpaid
    sum.voidedFen += part.voidedFen
    if (lastPayment === -1 || index < lastPayment) continue
    sum.fineFen += part.fineFen
    sum.surchargeFen += part.surchargeFen
  }
  return sum
}

/** Paid under decisions that had to be made again by then. */
function voidedPayments(lines: ListedLine[]): number {
  return lines
    .filter(({ action }) => action === 'case.decision-revised')
    .map(({ before, after }) => ({ before, after }) as RevisionLine)
    .filter(({ after }) => after.decision === 'redo')
    .reduce((sum, { before }) => sum + before.paid_fen + before.surcharge_paid_fen, 0)
}

/** Through the stages to the end, line by line. */
function courseOf(lines: ListedLine[], first: CaseRow['stage']): Pick<CaseRow, 'stage' | 'state'> {
  let stage = first
  let state: CaseRow['state'] = 'open'
  for (const { action, after } of lines) {
    if (action === 'case.advanced') {
      const { to } = after as { to: CaseRow['stage'] & CaseRow['state'] }
      if ((stages as readonly string[]).includes(to)) stage = to
      else state = to
    } else if (action === 'case.ended-early') ({ state } = after as Pick<CaseRow, 'state'>)
    else if (action === 'case.decision-revised') ({ stage, state } = after as RevisionLine['after'])
    else if (action === 'case.archived') state = 'archived'
  }
  return { stage, state }
}

/** Who began, then each successor in the place of who left. */
function officersAt(
  lines: ListedLine[],
  sideFlows: SideFlowRow[],
  now: CaseOfficerRow[],
  at: number,
): CaseOfficerRow[] {
  let ids: string[] = []
  for (const { action, after } of lines) {
    if (action === 'case.opened') {
      const { lead, assisting } = after as { lead: string; assisting: string[] }
      ids = [lead, ...assisting.filter((id) => id !== lead)]
    } else if (action === 'case.decided-on-the-spot') ids = (after as { officers: string[] }).officers
  }
  const changes = sideFlows
    .filter(({ state, decided_at }) => state === 'done' && decided_at !== null && decided_at <= at)
    .toSorted((a, b) => a.decided_at! - b.decided_at!)
  for (const { data } of changes) {
    const { officerId, successorId, granted } = JSON.parse(data) as {
      officerId?: string
      successorId?: string
      granted?: boolean
    }
    if (successorId !== undefined && granted !== false)
      ids = ids.map((id) => (id === officerId ? successorId : id))
  }
  const known = new Map(now.map((one) => [one.officer_id, one]))
  return ids
    .map((officer_id, index): CaseOfficerRow => ({
      case_id: known.get(officer_id)!.case_id,
      officer_id,
      part: index === 0 ? 'lead' : 'assisting',
      from_at: known.get(officer_id)!.from_at,
      to_at: null,
    }))
    .toSorted(
      (a, b) =>
        Number(a.part !== 'lead') - Number(b.part !== 'lead') ||
        a.from_at - b.from_at ||
        (a.officer_id < b.officer_id ? -1 : 1),
    )
}
