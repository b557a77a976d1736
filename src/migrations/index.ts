/** Every migration, in order. Each slice's tables stand in a file of their own; a released file is never changed. */
import type { Migration } from '../platform/database/migrate.ts'
import { engine } from './0001-engine.ts'
import { outbox } from './0010-outbox.ts'
import { idempotency } from './0020-idempotency.ts'
import { audit } from './0100-audit.ts'
import { identity } from './0110-identity.ts'
import { officers } from './0120-officers.ts'
import { parties } from './0130-parties.ts'
import { rules } from './0140-rules.ts'
import { deadlines } from './0150-deadlines.ts'
import { tasks } from './0200-tasks.ts'
import { approvals } from './0210-approvals.ts'
import { cases } from './0220-cases.ts'
import { clues } from './0225-clues.ts'
import { jobs } from './0230-jobs.ts'
import { documents } from './0300-documents.ts'
import { documentReceipts } from './0310-document-receipts.ts'
import { property } from './0320-property.ts'
import { sideFlows } from './0330-side-flows.ts'
import { lawVersions } from './0340-law-versions.ts'
import { dayOfViolation } from './0350-day-of-violation.ts'
import { liveChanges } from './0360-live-changes.ts'
import { partyFiles } from './0400-party-files.ts'
import { officerFiles } from './0410-officer-files.ts'
import { signIn } from './0530-sign-in.ts'
import { notifications } from './0532-notifications.ts'
import { exports as partyExports } from './0534-exports.ts'

export const migrations: Migration[] = [
  engine,
  outbox,
  idempotency,
  audit,
  identity,
  officers,
  parties,
  rules,
  deadlines,
  tasks,
  approvals,
  cases,
  clues,
  jobs,
  documents,
  documentReceipts,
  property,
  sideFlows,
  lawVersions,
  dayOfViolation,
  liveChanges,
  partyFiles,
  officerFiles,
  signIn,
  notifications,
  partyExports,
]
