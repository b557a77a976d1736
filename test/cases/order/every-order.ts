/** The order of steps in each procedure but the ordinary one: every story opens a bureau of its own. */
import type { WholeBureau } from '../whole-bureau.ts'
import { announcementOrder } from './announcement.ts'
import { enforcementOrder } from './enforcement.ts'
import { hearingOrder } from './hearing.ts'
import { measureOrder } from './measure.ts'
import { ownEnforcementOrder } from './own-enforcement.ts'
import { sideFlowOrder } from './side-flows.ts'
import { statementOrder } from './statement.ts'
import { summaryOrder } from './summary-case.ts'

export function otherOrders(open: () => Promise<WholeBureau>): void {
  describe('of a decision on the spot', () => summaryOrder(open))
  describe('of a measure on property', () => measureOrder(open))
  describe('of a hearing', () => hearingOrder(open))
  describe('of what the party says to its notice', () => statementOrder(open))
  describe('of a side flow', () => sideFlowOrder(open))
  describe('of enforcement', () => enforcementOrder(open))
  describe('of enforcement by this organ itself', () => ownEnforcementOrder(open))
  describe('of service by announcement', () => announcementOrder(open))
}
