/** The opinions that count, for documents: per tier of the route its last passed round, in the order of the tiers. */
import type { Sql } from '../platform/database/sql.ts'
import type { ApprovalRow, DecisionRow, RoundRow } from './model.ts'
import type { Route } from './route.ts'

export interface Opinion {
  stage: string
  subject: string
  tier: number
  /** Name of the tier, Chinese. */
  role: string
  name: string
  onBehalfOf: string | null
  at: number
  decision: DecisionRow['decision']
  opinion: string
}

export async function opinionsOf(sql: Sql, approval: ApprovalRow): Promise<Opinion[]> {
  const rounds = await sql.all<RoundRow>(
    'SELECT * FROM approval_tiers WHERE approval_id = ? ORDER BY sequence',
    [approval.id],
  )
  const decisions = await sql.all<DecisionRow>(
    `SELECT * FROM approval_decisions WHERE approval_id = ? AND state = 'effective' AND decision IN ('agree', 'reject', 'return', 'add-tier-after') ORDER BY at, id`,
    [approval.id],
  )
  return (JSON.parse(approval.route) as Route).flatMap((tier, index) => {
    const last = rounds
      .filter(({ tier_id, state }) => tier_id === tier.id && (state === 'passed' || state === 'rejected'))
      .at(-1)
    return decisions
      .filter(({ round_id }) => round_id === last?.id)
      .map((one) => ({
        stage: approval.stage,
        subject: approval.subject,
        tier: index + 1,
        role: tier.tier,
        name: one.officer_name,
        onBehalfOf: one.on_behalf_of,
        at: one.at,
        decision: one.decision,
        opinion: one.opinion,
      }))
  })
}
