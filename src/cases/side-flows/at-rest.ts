/**
 * 中止调查: until what it waits for has come nobody acts on the case, nor decides what was asked for before. What ends it, hands it over or only takes a burden off the
 * party does not wait (`suspendedToo`); nor do measures on property, whose limits run on (行政强制法 第二十五条).
 */
import type { ApprovalRow } from '../../approvals/index.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { openStay, stayed } from '../enforcement/stay.ts'
import type { CaseRow } from '../model.ts'
import { findCase, suspended } from '../room.ts'
import { type SideFlowKind, sideFlowStage } from './kind.ts'
import { sideFlowKinds } from './kinds.ts'

/** `Stage` of the approvals of property-measure.bpmn, and of enforcement.bpmn, which rest while enforcement is stayed 中止执行. */
const [propertyStage, enforcementStage] = ['property', 'enforcement']

export function whyRests(
  { suspended_at }: Pick<CaseRow, 'suspended_at'>,
  { suspendedToo }: SideFlowKind,
): string | undefined {
  return suspended_at === null || suspendedToo ? undefined : suspended
}

export async function whyApprovalRests(
  sql: Sql,
  { case_id, stage, subject }: Pick<ApprovalRow, 'case_id' | 'stage' | 'subject'>,
): Promise<string | undefined> {
  if (stage === enforcementStage && (await openStay(sql, case_id))) return stayed
  const row = await findCase(sql, case_id)
  if (row.suspended_at === null || stage === propertyStage) return undefined
  const kind =
    stage === sideFlowStage
      ? Object.entries(sideFlowKinds).find(([code, { document }]) => subject === (document ?? code))?.[1]
      : undefined
  return kind ? whyRests(row, kind) : suspended
}
