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
import { hearings } from './0500-hearings.ts'
import { remedies } from './0502-remedies.ts'
import { service } from './0510-service.ts'
import { enforcement } from './0512-enforcement.ts'
import { taskOrder } from './0540-task-order.ts'
import { due } from './0541-due.ts'
import { effectiveAt } from './0542-effective-at.ts'
import { measuresFlow } from './0550-measures-flow.ts'
import { caseRelations } from './0552-case-relations.ts'
import { discussions } from './0553-discussions.ts'
import { quality } from './0554-quality.ts'
import { moves } from './0560-moves.ts'
import { caseReviews } from './0562-case-reviews.ts'
import { refunds } from './0563-refunds.ts'
import { enforcementStays } from './0564-enforcement-stays.ts'
import { accounts } from './0566-accounts.ts'
import { publications } from './0568-publications.ts'
import { evidence } from './0520-evidence.ts'
import { signatures } from './0522-signatures.ts'
import { propertySheets } from './0569-property-sheets.ts'
import { ownEnforcements } from './0570-own-enforcements.ts'
import { templateVersions } from './0571-template-versions.ts'
import { calendarYears } from './0572-calendar-years.ts'
import { factCorrections } from './0574-fact-corrections.ts'
import { publicationsToCheck } from './0575-publications-to-check.ts'
import { uploadLocks } from './0590-upload-locks.ts'
import { interviewTimes } from './0600-interview-times.ts'
import { paperOriginals } from './0601-paper-originals.ts'
import { sealedAnswersAtRest } from './0620-sealed-answers.ts'
import { correctionsWithdrawn } from './0630-corrections-withdrawn.ts'
import { deployedModels } from './0640-deployed-models.ts'
import { violationPlaces } from './0650-violation-places.ts'
import { taskLists } from './0660-task-lists.ts'
import { unpunishedRecords } from './0670-unpunished-records.ts'
import { desks } from './0680-desks.ts'
import { appointments } from './0690-appointments.ts'
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
  hearings,
  remedies,
  service,
  enforcement,
  taskOrder,
  due,
  effectiveAt,
  measuresFlow,
  caseRelations,
  discussions,
  quality,
  evidence,
  signatures,
  signIn,
  notifications,
  partyExports,
  moves,
  caseReviews,
  refunds,
  enforcementStays,
  accounts,
  publications,
  propertySheets,
  ownEnforcements,
  templateVersions,
  calendarYears,
  factCorrections,
  publicationsToCheck,
  uploadLocks,
  interviewTimes,
  paperOriginals,
  sealedAnswersAtRest,
  correctionsWithdrawn,
  deployedModels,
  violationPlaces,
  taskLists,
  unpunishedRecords,
  desks,
  appointments,
]
