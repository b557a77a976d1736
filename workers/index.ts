/** Every worker, by file. A test holds that each file is named after its job type and stands here. */
import { registerWorkers, type WorkerRegistry } from '../src/jobs/registry.ts'
import type { WorkerModule } from '../src/jobs/worker.ts'
import * as approvalClose from './approval.close.ts'
import * as approvalEscalate from './approval.escalate.ts'
import * as approvalFindApprovers from './approval.find-approvers.ts'
import * as approvalOpen from './approval.open.ts'
import * as approvalRecord from './approval.record.ts'
import * as caseAdvance from './case.advance.ts'
import * as caseApplySideFlow from './case.apply-side-flow.ts'
import * as caseArchive from './case.archive.ts'
import * as caseClose from './case.close.ts'
import * as caseOpen from './case.open.ts'
import * as caseRefuseSideFlow from './case.refuse-side-flow.ts'
import * as caseResume from './case.resume.ts'
import * as deadlineCheck from './deadline.check.ts'
import * as deadlineStart from './deadline.start.ts'
import * as deadlineStop from './deadline.stop.ts'
import * as discretionPropose from './discretion.propose.ts'
import * as documentIssue from './document.issue.ts'
import * as documentRender from './document.render.ts'
import * as hearingEnd from './hearing.end.ts'
import * as hearingOpen from './hearing.open.ts'
import * as enforcementCheckRemedies from './enforcement.check-remedies.ts'
import * as enforcementEndStay from './enforcement.end-stay.ts'
import * as enforcementResume from './enforcement.resume.ts'
import * as notificationSend from './notification.send.ts'
import * as partyFindRepeatRecord from './party.find-repeat-record.ts'
import * as partyLookUp from './party.look-up.ts'
import * as propertyBegin from './property.begin.ts'
import * as propertyIssue from './property.issue.ts'
import * as propertySettle from './property.settle.ts'
import * as serviceSettle from './service.settle.ts'
import * as propertyWatch from './property.watch.ts'
import * as violationMatchLaws from './violation.match-laws.ts'

const modules = [
  approvalClose,
  approvalEscalate,
  approvalFindApprovers,
  approvalOpen,
  approvalRecord,
  caseAdvance,
  caseApplySideFlow,
  caseArchive,
  caseClose,
  caseOpen,
  caseRefuseSideFlow,
  caseResume,
  deadlineCheck,
  deadlineStart,
  deadlineStop,
  discretionPropose,
  documentIssue,
  documentRender,
  hearingEnd,
  hearingOpen,
  enforcementCheckRemedies,
  enforcementEndStay,
  enforcementResume,
  notificationSend,
  partyFindRepeatRecord,
  partyLookUp,
  propertyBegin,
  propertyIssue,
  propertySettle,
  serviceSettle,
  propertyWatch,
  violationMatchLaws,
]

/** Each handler takes what its own schemas say: the runtime checks both before it calls. */
export const workers: WorkerRegistry = registerWorkers(modules as unknown as WorkerModule[])
