/** What the API answers about an approval. */
import { z } from 'zod'

const decision = z.object({
  id: z.string(),
  tierIndex: z.number(),
  tier: z.string(),
  role: z.string(),
  officerId: z.string().nullable(),
  name: z.string(),
  onBehalfOf: z.string().nullable(),
  decision: z.enum([
    'agree',
    'return',
    'reject',
    'add-tier-before',
    'add-tier-after',
    'remove-tier',
    'withdraw',
    'take-back',
    'jump',
    'reassign',
  ]),
  opinion: z.string(),
  detail: z.object({
    returnTo: z.number().optional(),
    addedRole: z.string().optional(),
    addedOfficer: z.string().optional(),
    removedTier: z.string().optional(),
    autoPass: z.boolean().optional(),
    toTier: z.number().optional(),
    toOfficer: z.string().optional(),
  }),
  fingerprints: z
    .array(z.object({ documentId: z.string(), sha256: z.string() }))
    .describe('审批时所见的文书及其指纹'),
  at: z.number(),
  state: z.enum(['submitted', 'effective', 'void', 'taken-back']),
  reason: z.string().nullable(),
})

const consultation = z.object({
  id: z.string(),
  approvalId: z.string(),
  roundId: z.string(),
  askedBy: z.string(),
  askedOfficer: z.string(),
  question: z.string(),
  answer: z.string().nullable(),
  askedAt: z.number(),
  answeredAt: z.number().nullable(),
})

const copy = z.object({
  id: z.string(),
  approvalId: z.string(),
  sentBy: z.string(),
  officerId: z.string(),
  sentAt: z.number(),
  readAt: z.number().nullable(),
})

/** As in the list of a case's approvals. */
export const approvalSummary = z.object({
  id: z.string(),
  stage: z.string(),
  subject: z.string(),
  state: z.enum(['running', 'moving', 'closed']),
  outcome: z.enum(['agreed', 'returned', 'rejected', 'withdrawn']).nullable(),
  openedAt: z.number(),
  closedAt: z.number().nullable(),
})

export const approvalForm = approvalSummary.extend({
  caseId: z.string(),
  drafterId: z.string(),
  documentIds: z.array(z.string()),
  tierIndex: z.number().nullable().describe('正在审批的一级，从 1 起'),
  waitingFor: z.array(
    z.object({ officerId: z.string(), name: z.string(), onBehalfOf: z.string().nullable() }),
  ),
  route: z.array(
    z.object({ index: z.number(), tier: z.string(), role: z.string(), mode: z.string(), added: z.boolean() }),
  ),
  decisions: z.array(decision),
  consultations: z.array(consultation),
  overtaken: z.string().nullable().describe('现在不能同意、须退回起草人的原因'),
  copies: z.array(copy),
})
