/** What the API answers about clues. */
import { z } from 'zod'
import { clueStateCodes } from './model.ts'

const many = z.array(z.looseObject({}))
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

export const summary = z.object({ ...facts, deadlines: many.describe('正在计算的期限及其颜色') })
export const answerDue = summary.extend({ answer: z.looseObject({}).describe('答复期限及其颜色') })

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
  facts: many,
  history: many,
  attachments: z.array(attachment),
  deadlines: many,
  similar: z.array(similar),
  may: z.array(z.string()).describe('现在可以进行的操作'),
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
