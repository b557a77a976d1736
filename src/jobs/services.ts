/** What workers may use: the slices' services, as the application built them. */
import type { Approvals } from '../approvals/index.ts'
import type { Cases } from '../cases/index.ts'
import type { Deadlines } from '../deadlines/service.ts'
import type { Documents } from '../documents/service.ts'
import type { Officers } from '../officers/service.ts'
import type { Parties } from '../parties/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Property } from '../property/service.ts'
import type { Notifications, Tasks } from '../tasks/index.ts'
import type { Violations } from '../violations/service.ts'

export interface WorkerServices {
  clock: Clock
  cases: Cases
  tasks: Tasks
  approvals: Approvals
  documents: Documents
  deadlines: Deadlines
  officers: Officers
  parties: Parties
  property: Property
  violations: Violations
  notifications: Notifications
}
