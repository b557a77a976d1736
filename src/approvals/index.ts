export { createApprovals, type Approvals } from './service.ts'
export type { ApprovalRow } from './model.ts'
export type { ApprovalView } from './view.ts'
export { routeRow, routeTier } from './route.ts'
