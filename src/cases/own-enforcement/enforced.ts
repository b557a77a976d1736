/** Which decisions are enforced: that of the fine, and the one whose duty this organ enforces itself. What a stay, its end or the termination is about. */
import type { EnforcedFacts } from '../../documents/own-enforcement-facts.ts'
import type { LegalDay } from '../../documents/facts.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { legalDay } from '../../platform/clock.ts'
import { countsNow } from '../decision-round.ts'
import type { EffectiveFact } from '../facts.ts'
import { type GatheredCase, issuedOn, numberOf } from '../gathered-case.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { whyNothingOwed } from '../side-flows/requirements.ts'
import { lastStep, openOwn, stepsOf } from './model.ts'

const decisionKind = ({ case_procedure }: CaseRow) =>
  case_procedure === 'summary' ? 'summary-decision' : 'penalty-decision'

/** @param only the own enforcement alone. */
export async function enforcedNow(
  { documents }: CaseRoom,
  sql: Sql,
  row: CaseRow,
  only = false,
): Promise<EnforcedFacts> {
  const own = await openOwn(sql, row.id)
  const money = !only && whyNothingOwed(row) === undefined
  const fined = (await documents.ofCase(sql, row.id)).findLast(
    (one) => one.kind === decisionKind(row) && one.state === 'issued' && countsNow(row, one),
  )
  const decisions: EnforcedFacts['decisions'] = []
  if (money && fined)
    decisions.push({ name: fineName, number: fined.number!, on: legalDay(Number(fined.issued_at)) })
  if (own) {
    const said = lastStep(await stepsOf(sql, own.id), 'demand') as {
      decisionName: string
      decisionNumber: string
      decidedOn: LegalDay
    }
    if (!decisions.some(({ number }) => number === said.decisionNumber))
      decisions.push({ name: said.decisionName, number: said.decisionNumber, on: said.decidedOn })
  }
  return { decisions, money, own: own !== undefined }
}

const fineName = '行政处罚决定书'

/** Of the fact in hand; what was asked for before it said so is about the fine. */
export function enforcedFacts(gathered: GatheredCase): EnforcedFacts | undefined {
  const kind =
    gathered.inHand.kind === 'enforcement-termination-decision'
      ? 'enforcement-termination'
      : 'enforcement-stay'
  const said = (
    gathered.facts.find((one: EffectiveFact) => one.kind === kind)?.data as
      { enforced?: EnforcedFacts } | undefined
  )?.enforced
  if (said) return said
  const paper = decisionKind(gathered.row)
  const [number, on] = [numberOf(gathered, paper), issuedOn(gathered, paper)]
  return number === undefined || on === undefined
    ? undefined
    : { decisions: [{ name: fineName, number, on }], money: true, own: false }
}
