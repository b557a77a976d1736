/** What the pages of a case and of a task answer. */
import { z } from 'zod'
import { approvalForm, approvalSummary } from '../approvals/index.ts'
import { clueOfCase } from '../clues/index.ts'
import { deadlineForm } from '../deadlines/deadline-form.ts'
import { documentForm } from '../documents/document-form.ts'
import { evidenceFileForm } from '../evidence/evidence-file-form.ts'
import { dutyForm } from '../laws/forms.ts'
import { party, record } from '../parties/schemas.ts'
import { formOfTask, taskForm } from '../tasks/index.ts'
import { caseEnds, decisionStates, earlyEnds, stages } from './model.ts'
import { type SideFlowCode, sideFlowKinds } from './side-flows/kinds.ts'

export const caseSummary = z.object({
  id: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  procedure: z.string(),
  stage: z.enum(stages),
  state: z.enum(['open', 'archived', ...caseEnds, ...earlyEnds]),
  leadOfficerId: z.string(),
  departmentId: z.string(),
  violationCode: z.string().nullable(),
  openedAt: z.number(),
  filedAt: z.number().nullable(),
  decidedAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  fineFen: z.number().nullable(),
  paidFen: z.number(),
  owedBackFen: z.number().describe('应当退还当事人的数额，分'),
  suspendedAt: z.number().nullable(),
  decisionState: z.enum(decisionStates).nullable().describe('复议、诉讼后：撤销、变更、确认违法'),
  reopenedAt: z.number().nullable().describe('责令重新作出以来'),
  version: z.number(),
})

/** What was filled in: its names are those of the form, its instants text. */
const filled = z.looseObject({})
const actState = z.enum(['submitted', 'effective', 'void'])

const officer = z.object({
  caseId: z.string(),
  officerId: z.string(),
  part: z.enum(['lead', 'assisting']),
  fromAt: z.number(),
  toAt: z.number().nullable(),
  name: z.string(),
  certificateNumber: z.string().nullable().describe('执法证号'),
})

const effectiveFact = z.object({
  kind: z.string(),
  data: filled,
  officerId: z.string().nullable(),
  at: z.number(),
})

const sideFlow = z.object({
  id: z.string(),
  kind: z.enum(Object.keys(sideFlowKinds) as [SideFlowCode, ...SideFlowCode[]]),
  title: z.string(),
  law: z.string(),
  state: z.enum(['requested', 'suspended', 'done', 'refused']),
  reason: z.string().nullable().describe('未予同意的理由'),
  data: filled,
  requestedBy: z.string(),
  requestedAt: z.number(),
  decidedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
})

const relation = z.object({
  id: z.string(),
  kind: z.enum(['joined', 'split', 'reopened']),
  fromCaseId: z.string(),
  toCaseId: z.string(),
  sideFlowId: z.string(),
  reason: z.string(),
  at: z.number(),
  fromNumber: z.string().nullable(),
  toNumber: z.string().nullable(),
})

const message = z.object({
  id: z.string(),
  caseId: z.string(),
  name: z.string(),
  data: filled,
  recordedBy: z.string(),
  state: actState,
  at: z.number(),
  effectiveAt: z.number().nullable(),
})

const traceStep = z.object({
  elementInstanceKey: z.string(),
  processInstanceKey: z.string(),
  processId: z.string(),
  elementId: z.string(),
  elementType: z.string(),
  state: z.enum(['active', 'completed', 'terminated']),
  enteredAt: z.number(),
  leftAt: z.number().nullable(),
  name: z.string(),
})

const parts = {
  clue: clueOfCase,
  party: party.nullable(),
  officers: z.array(officer),
  facts: z.array(effectiveFact.extend({ version: z.number(), state: actState })),
  deadlines: z.array(deadlineForm),
  tasks: z.array(taskForm),
  approvals: z.array(approvalSummary),
  documents: z.array(documentForm),
  sideFlows: z.array(sideFlow),
  relations: z.array(relation).describe('并案、分案、重新立案'),
  evidenceFiles: z.array(evidenceFileForm),
  messages: z.array(message).describe('当事人的陈述、申辩、缴款等'),
  trace: z.array(traceStep).describe('流程经过的节点'),
}

export const casePageForm = z.object({ case: caseSummary, ...parts })

export const caseAtForm = z.object({
  instant: z.string(),
  case: caseSummary.omit({ version: true }),
  ...parts,
})

export const taskPageForm = z.object({
  task: taskForm,
  form: formOfTask.nullable(),
  duties: z.array(dutyForm.extend({ citation: z.string().describe('条文的写法') })),
  choices: z
    .object({ discretionTiers: z.array(z.object({ label: z.string(), value: z.string() })) })
    .describe('表单中随案件而定的选项，键为字段的 valuesKey'),
  begin: z
    .record(z.string(), z.unknown())
    .describe('表单要填、已经知道的内容（字段的 from），由填写的人核对后提交'),
  case: caseSummary.nullable(),
  party: party.nullable(),
  partyRecords: z.array(record),
  unweighed: z
    .array(z.object({ receivedAt: z.string(), content: z.string() }))
    .describe('期限届满后收到、尚未复核的陈述、申辩'),
  facts: z.array(effectiveFact),
  documents: z.array(documentForm),
  approval: approvalForm.nullable(),
  before: z.array(approvalForm),
  deadlines: z.array(deadlineForm),
})
