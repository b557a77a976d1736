/**
 * Similar decisions 同类案件处罚情况: what this bureau decided for the same violation in the last years: how many, median, quartiles, and the cases, newest first. The
 * figures are of all; of a case that the reader may not read only day and amount are shown (行政处罚法 第五条: the penalty fits the act, and like acts are treated alike).
 */
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import { addMonths, startOfDay } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import type { DiscretionTier } from '../violations/service.ts'
import { rangeInWords } from '../violations/tier-range.ts'
import { type EffectiveFact, fineOf } from './facts.ts'
import { type CaseRow, dayOfRules } from './model.ts'
import { type CaseRoom, findCase, policyObjectOf } from './room.ts'
import { suggestedTier, tierOf } from './tier-of-case.ts'

export interface SimilarQuery {
  /** How far back, from today. */
  months: number
  partyKind?: 'citizen' | 'organisation'
  cursor?: string
  limit?: number
}

export interface SimilarDecisions {
  violationCode: string
  /** Days on which the period begins and ends. */
  from: string
  until: string
  count: number
  /** How many of them were not fined. */
  withoutFine: number
  /** Of those that were fined; null without any. Fen. */
  fines: {
    lowest: number
    lowerQuartile: number
    median: number
    upperQuartile: number
    highest: number
  } | null
  /** Share of those fines that are no higher than the one that is proposed in this case; null without a proposal. */
  proposal: { fineFen: number; shareNotHigher: number } | null
  /** What a proposal may choose from, with the range that the violation in force gives each, and how many of the decisions were fined within it. */
  tiers: (DiscretionTier & { range: string; decisions: number })[]
  /** Codes of tiers: what the facts of this case give, and what is put forward; null while nothing is. */
  suggestedTier: string | null
  proposedTier: string | null
  items: SimilarDecision[]
  next: string | null
}

export interface SimilarDecision {
  decidedOn: string
  fineFen: number
  procedure: CaseRow['case_procedure']
  partyKind: CaseRow['party_kind']
  /** Null where the reader may not read the case. */
  caseId: string | null
  number: string | null
  departmentId: string | null
}

/** @param facts of the case as it stands: what the rule of discretion made of it, and what is proposed. */
export async function similarDecisions(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  { months, partyKind, cursor, limit = 20 }: SimilarQuery,
  facts: EffectiveFact[],
): Promise<SimilarDecisions> {
  const { sql } = room.database
  const row = await findCase(sql, caseId)
  room.policy.require(actor, 'case.read', await policyObjectOf(sql, row))
  if (row.violation_code === null) throw problem('conflict', '案件尚未确定违法行为')
  const until = legalDay(room.clock.now())
  const from = addMonths(until, -months)
  const conditions = [
    'violation_code = ?',
    'decided_at >= ?',
    'fine_fen IS NOT NULL',
    'id <> ?',
    // What review or a court found unlawful is no measure for others.
    "(decision_state IS NULL OR decision_state = 'changed')",
  ]
  const values: SqlValue[] = [row.violation_code, startOfDay(from), caseId]
  if (partyKind) {
    conditions.push('party_kind = ?')
    values.push(partyKind)
  }
  const where = conditions.join(' AND ')
  // One pass over the index: of each amount how often it was fined. Amounts repeat, so this is short however many cases there are.
  const amounts = await sql.all<{ fine_fen: number; cases: number }>(
    `SELECT fine_fen, COUNT(*) AS cases FROM cases WHERE ${where} GROUP BY fine_fen ORDER BY fine_fen`,
    values,
  )
  const fined = amounts
    .map((one) => ({ fen: Number(one.fine_fen), cases: Number(one.cases) }))
    .filter(({ fen }) => fen > 0)
  const proposedFen = fineOf(facts)
  const onDay = dayOfRules(row)
  const choices = await room.violations.tierChoices(row.violation_code, onDay)
  const codeOf = (tier: string | undefined) =>
    choices.find(({ code, name }) => code === tier || name === tier)?.code ?? null
  const count = amounts.reduce((sum, { cases }) => sum + Number(cases), 0)
  const total = fined.reduce((sum, { cases }) => sum + cases, 0)
  return {
    violationCode: row.violation_code,
    from,
    until,
    count,
    withoutFine: count - total,
    fines: spread(fined, total),
    proposal:
      proposedFen === undefined || total === 0
        ? null
        : {
            fineFen: proposedFen,
            shareNotHigher:
              fined.filter(({ fen }) => fen <= proposedFen).reduce((sum, { cases }) => sum + cases, 0) /
              total,
          },
    tiers: choices.map((tier) => ({
      ...tier,
      range: rangeInWords(tier),
      decisions: amounts
        .filter(({ fine_fen: fen }) => within(tier, Number(fen)))
        .reduce((sum, { cases }) => sum + Number(cases), 0),
    })),
    suggestedTier: codeOf(suggestedTier(facts)?.tier),
    proposedTier: codeOf(tierOf(facts).tier),
    ...(await decisions(room, actor, where, values, cursor, Math.min(limit, 100))),
  }
}

const within = ({ minFen, maxFen }: DiscretionTier, fen: number) =>
  maxFen !== null && fen >= (minFen ?? 0) && fen <= maxFen

interface Amount {
  fen: number
  cases: number
}

/** Quartiles as the amounts at which a quarter, half, three quarters of the fines are reached: each is a fine that was given. */
function spread(amounts: Amount[], total: number): SimilarDecisions['fines'] {
  if (total === 0) return null
  const at = (share: number) => {
    let seen = 0
    for (const { fen, cases } of amounts) {
      seen += cases
      if (seen >= total * share) return fen
    }
    return amounts.at(-1)!.fen
  }
  return {
    lowest: amounts[0]!.fen,
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    highest: amounts.at(-1)!.fen,
  }
}

async function decisions(
  room: CaseRoom,
  actor: Actor,
  where: string,
  values: SqlValue[],
  cursor: string | undefined,
  limit: number,
): Promise<Pick<SimilarDecisions, 'items' | 'next'>> {
  const { sql } = room.database
  // `<instant>.<id>` of the last one shown.
  const [at, id] = cursor?.split('.') ?? []
  const after = at === undefined ? '' : ' AND (decided_at < ? OR (decided_at = ? AND id < ?))'
  const rows = await sql.all<CaseRow>(
    `SELECT * FROM cases WHERE ${where}${after} ORDER BY decided_at DESC, id DESC LIMIT ?`,
    [...values, ...(at === undefined ? [] : [Number(at), Number(at), id ?? '']), limit + 1],
  )
  const shown = rows.slice(0, limit)
  const officers = await officersOfCases(
    sql,
    shown.map(({ id }) => id),
  )
  const items = shown.map((row): SimilarDecision => {
    const officerIds = officers.get(row.id) ?? []
    const readable = room.policy.may(actor, 'case.read', { departmentId: row.department_id, officerIds })
    return {
      decidedOn: legalDay(Number(row.decided_at)),
      fineFen: Number(row.fine_fen),
      procedure: row.case_procedure,
      partyKind: row.party_kind,
      caseId: readable ? row.id : null,
      number: readable ? row.number : null,
      departmentId: readable ? row.department_id : null,
    }
  })
  const last = shown.at(-1)
  return { items, next: rows.length > limit && last ? `${last.decided_at}.${last.id}` : null }
}

/** Case → who handles it now, of a whole page in one question. */
async function officersOfCases(sql: Sql, ids: string[]): Promise<Map<string, string[]>> {
  const officers = new Map<string, string[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return officers
  const rows = await sql.all<{ case_id: string; officer_id: string }>(
    `SELECT case_id, officer_id FROM case_officers WHERE to_at IS NULL AND case_id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  )
  for (const { case_id, officer_id } of rows) officers.get(case_id)!.push(officer_id)
  return officers
}
