/** What the API answers about enforcement 执行; money in fen. */
import { z } from 'zod'
import { deadlineForm } from '../../deadlines/deadline-form.ts'
import { ownEnds, ownStates, stepKinds } from '../own-enforcement/model.ts'
import { penaltyExecution } from './other-penalties.ts'
import { requestCodes } from './requests.ts'

export const enforcementState = z.enum([
  'none',
  'to-serve',
  'paying',
  'deferred',
  'overdue',
  'stayed',
  'paid',
  'ended',
])

export const otherPenaltyForm = z.object({
  kind: z.string(),
  state: z.enum(['to-execute', 'executed']),
  owedFen: z.number().nullable().describe('没收清单载明的违法所得，以分计'),
  executions: z.array(penaltyExecution),
})

const instalment = z.object({
  no: z.number(),
  amountFen: z.number(),
  dueOn: z.string(),
  lastOn: z.string(),
  cumulativeFen: z.number(),
  state: z.enum(['paid', 'due', 'overdue']),
  deadline: deadlineForm.nullable(),
})

const refund = z.object({
  id: z.string(),
  caseId: z.string(),
  sideFlowId: z.string(),
  fineFen: z.number(),
  surchargeFen: z.number(),
  voidedFen: z.number(),
  amountFen: z.number(),
  way: z.string(),
  state: z.enum(['approved', 'paid', 'overtaken']),
  approvedAt: z.number(),
  paidOn: z.string().nullable(),
  voucherNumber: z.string().nullable(),
  note: z.string().nullable(),
  recordedBy: z.string().nullable(),
  recordedAt: z.number().nullable(),
})

export const ownForm = z.object({
  id: z.string(),
  means: z.string(),
  title: z.string(),
  state: z.enum(ownStates),
  endedBy: z.enum(ownEnds).nullable(),
  waitsFor: z.string().nullable().describe('还不能作出决定、不能执行的原因'),
  steps: z.array(
    z.object({ kind: z.enum(stepKinds), data: z.looseObject({}), recordedBy: z.string(), at: z.number() }),
  ),
})

const filled = z.looseObject({}).nullable()

export const enforcementPageForm = z.object({
  caseId: z.string(),
  version: z.number(),
  state: enforcementState,
  servedOn: z.string().nullable(),
  fineFen: z.number(),
  paidFen: z.number(),
  outstandingFen: z.number(),
  surcharge: z.object({
    from: z.string().nullable(),
    days: z.number(),
    capped: z.boolean(),
    accruedFen: z.number().describe('至今天累计，不论是否已经决定'),
    decidedFen: z.number(),
    paidFen: z.number(),
    outstandingFen: z.number(),
    dailyPercent: z.number(),
  }),
  payments: z.array(
    z.object({
      id: z.string(),
      paidFen: z.number(),
      surchargeFen: z.number(),
      paidOn: z.string(),
      receiptNumber: z.string().nullable(),
      way: z.string().nullable(),
    }),
  ),
  otherPenalties: z.array(otherPenaltyForm),
  refund: z.object({
    fineFen: z.number(),
    surchargeFen: z.number(),
    voidedFen: z.number(),
    owedFen: z.number(),
    refunds: z.array(refund),
  }),
  plans: z.array(
    z.object({
      id: z.string(),
      way: z.string(),
      dueBefore: z.string(),
      paidBeforeFen: z.number(),
      fromOn: z.string(),
      untilOn: z.string(),
      brokenOn: z.string().nullable(),
      state: z.enum(['running', 'broken', 'paid']),
      instalments: z.array(instalment),
    }),
  ),
  deadlines: z.array(deadlineForm),
  demand: filled,
  court: z.object({ application: filled, filing: filled, ruling: filled }),
  ended: filled,
  stays: z.array(
    z.object({
      ground: z.string(),
      words: z.string(),
      fromOn: z.string(),
      toOn: z.string().nullable(),
      endedBy: z.string().nullable(),
    }),
  ),
  stayGrounds: z.record(z.string(), z.string()),
  own: z.array(ownForm),
  ownMeans: z.record(z.string(), z.string()),
  ends: z.record(z.string(), z.string()),
  requests: z
    .array(
      z.object({
        code: z.enum(requestCodes),
        title: z.string(),
        law: z.string(),
        whyNot: z.string().nullable().describe('现在不能申请的原因'),
      }),
    )
    .describe('可以申请的事项'),
})
