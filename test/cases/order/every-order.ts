/** The order of steps in each procedure: every story opens a bureau of its own. */
import type { WholeBureau } from '../whole-bureau.ts'
import { hearingOrder } from './hearing.ts'
import { measureOrder } from './measure.ts'
import { ordinaryOrder } from './ordinary-case.ts'
import { summaryOrder } from './summary-case.ts'

export function orderStories(open: () => Promise<WholeBureau>): void {
  describe('of an ordinary case', () => ordinaryOrder(open))
  describe('of a decision on the spot', () => summaryOrder(open))
  describe('of a measure on property', () => measureOrder(open))
  describe('of a hearing', () => hearingOrder(open))
}
