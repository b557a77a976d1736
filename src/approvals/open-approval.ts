/** Opening an approval (job approval.open): the route as it is now and the documents that it is about stay with it. */
import { systemActor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { ApprovalRow } from './model.ts'
import type { ApprovalRoom } from './room.ts'
import { openRoute, type Route } from './route.ts'

/** Code of limits.csv. */
const tierLimit = 'approval-tier'

export interface OpenApproval {
  caseId: string
  stage: string
  subject: string
  documentKinds: string[]
  drafterId: string
  departmentId: string
  /** Rows of approval-route.dmn. */
  route: Parameters<typeof openRoute>[0]
  processInstanceKey: string
}

export async function openApproval(
  room: ApprovalRoom,
  tx: WriteTransaction,
  opening: OpenApproval,
): Promise<{ approvalId: string; route: Route }> {
  const { length, unit } = await room.limits.limit(tierLimit)
  if (unit !== 'working_day')
    throw problem('conflict', '每级审批的期限（limits.csv 的 approval-tier）应当以工作日计，请法制科核对')
  const route = openRoute(opening.route, length)
  if (route.length === 0)
    throw problem('conflict', '审批路线表没有给出任何一级：请法制科检查 approval-route 规则')
  const id = room.newId()
  const documentIds = await room.documents.latestIds(tx, opening.caseId, opening.documentKinds)
  await insertRow<ApprovalRow>(tx.sql, 'approvals', {
    id,
    case_id: opening.caseId,
    stage: opening.stage,
    subject: opening.subject,
    document_ids: JSON.stringify(documentIds),
    drafter_id: opening.drafterId,
    department_id: opening.departmentId,
    route: JSON.stringify(route),
    opening_route: JSON.stringify(route),
    state: 'running',
    outcome: null,
    round_id: null,
    process_instance_key: opening.processInstanceKey,
    opened_at: room.clock.now(),
    closed_at: null,
  })
  await room.audit.append(tx, {
    actor: systemActor('approval.open'),
    action: 'approval.opened',
    object: { type: 'approval', id },
    caseId: opening.caseId,
    after: {
      stage: opening.stage,
      subject: opening.subject,
      tiers: route.map(({ role }) => role),
      documents: documentIds,
    },
  })
  return { approvalId: id, route }
}
