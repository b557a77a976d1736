/** What the API answers about clues. */
import { z } from 'zod'
import { deadlineForm } from '../deadlines/deadline-form.ts'
import { clueDeeds, clueStateCodes } from './model.ts'
import { outcomes } from './verification.ts'

const facts = {
  id: z.string(),
  number: z.string().nullable().describe('案源编号'),
  source: z.string(),
  sourceName: z.string(),
  state: z.enum(clueStateCodes),
  stateName: z.string(),
  place: z.string(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  content: z.string(),
  category: z.string().nullable(),
  violationCode: z.string().nullable(),
  receivedAt: z.number(),
  occurredAt: z.number().nullable(),
  departmentId: z.string(),
  registeredName: z.string(),
  verifierId: z.string().nullable(),
  anonymous: z.boolean(),
  caseId: z.string().nullable(),
  decidedAt: z.number().nullable(),
  version: z.number(),
}

export const summary = z.object({
  ...facts,
  deadlines: z.array(deadlineForm).describe('正在计算的期限及其颜色'),
})
export const answerDue = summary.extend({ answer: deadlineForm.describe('答复期限及其颜色') })

export const similar = z.object({
  id: z.string(),
  number: z.string().nullable(),
  sourceName: z.string(),
  state: z.enum(clueStateCodes),
  stateName: z.string(),
  place: z.string(),
  content: z.string().nullable().describe('不在查看范围内的不显示'),
  departmentId: z.string(),
  receivedAt: z.number(),
  caseId: z.string().nullable(),
  score: z.number(),
  reason: z.string(),
})

export const attachment = z.object({
  id: z.string(),
  clueId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  sm3: z.string(),
  size: z.number(),
  personal: z.boolean(),
  addedName: z.string(),
  at: z.number(),
})

/** A field of a source as it is asked for at registration. */
export const clueSource = z.object({
  code: z.string(),
  name: z.string(),
  anonymousAllowed: z.boolean().describe('可以匿名'),
  answerLimit: z.string().optional().describe('实名的答复期限'),
  ticket: z.string().optional().describe('工单编号所在的栏目：同一工单只登记一次'),
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(['text', 'date', 'phone', 'person']),
      required: z.boolean(),
      personal: z.boolean().describe('加密保存，平时遮盖'),
    }),
  ),
})

const ends = z.enum(['transferred', 'rejected'])
const factOf = <Kind extends string, Data extends z.ZodType>(kind: Kind, data: Data) =>
  z.object({
    kind: z.literal(kind),
    version: z.number(),
    recordedName: z.string(),
    officerId: z.string().nullable(),
    at: z.number(),
    data,
  })
const fact = z.union([
  factOf(
    'clue-verification',
    z.object({
      verifiedAt: z.number(),
      method: z.string(),
      found: z.string(),
      outcome: z.enum(Object.keys(outcomes) as [keyof typeof outcomes]),
      proposal: z.string(),
    }),
  ),
  factOf(
    'clue-proposal',
    z.object({ end: ends, reason: z.string(), organ: z.string().optional(), from: z.enum(clueStateCodes) }),
  ),
  factOf(
    'clue-proposal-decision',
    z.object({
      decision: z.enum(['approve', 'return']),
      opinion: z.string(),
      end: ends,
      onBehalfOf: z.string().nullable(),
    }),
  ),
  factOf('clue-answer', z.object({ manner: z.string(), content: z.string(), answeredAt: z.number() })),
])
const happened = z.object({
  id: z.string(),
  act: z.string().describe('与审计日志同名，如 clue.registered'),
  fromState: z.enum(clueStateCodes).nullable(),
  toState: z.enum(clueStateCodes),
  toName: z.string(),
  note: z.string().nullable(),
  officerId: z.string().nullable(),
  name: z.string(),
  onBehalfOf: z.string().nullable(),
  at: z.number(),
})

export const page = z.object({
  clue: z.object({
    ...facts,
    coordinateSystem: z.string().nullable(),
    enteredLongitude: z.number().nullable(),
    enteredLatitude: z.number().nullable(),
    pointError: z.number().nullable().describe('坐标可能的误差，米'),
    disposal: z.string().nullable(),
    particulars: z.array(
      z.object({ name: z.string(), label: z.string(), value: z.string(), personal: z.boolean() }),
    ),
  }),
  facts: z.array(fact).describe('核查、处理意见及其审批、答复'),
  history: z.array(happened),
  attachments: z.array(attachment),
  deadlines: z.array(deadlineForm),
  similar: z.array(similar),
  may: z.array(z.enum(clueDeeds)).describe('现在可以进行的操作'),
})

/** As a case shows the clue that it came from: nothing of who reported it. */
export const clueOfCase = z.object(facts).pick({
  id: true,
  number: true,
  source: true,
  receivedAt: true,
  occurredAt: true,
  place: true,
  longitude: true,
  latitude: true,
  content: true,
  category: true,
  violationCode: true,
  state: true,
  registeredName: true,
})
