/** What the API answers about service 送达. */
import { z } from 'zod'
import { deadlineForm } from '../../deadlines/deadline-form.ts'
import { ways } from './model.ts'

const way = z.enum(ways)

export const attemptForm = z.object({
  id: z.string(),
  way,
  title: z.string().describe('送达方式'),
  state: z.enum(['requested', 'under-way', 'submitted', 'served', 'failed', 'void']),
  documentIds: z.array(z.string()),
  particulars: z.object({
    place: z.string().optional(),
    recipient: z.string().optional(),
    recipientRelation: z.string().optional(),
    refusal: z.string().optional(),
    witness: z.string().optional(),
    recordingIds: z.array(z.string()).optional(),
    trackingNumber: z.string().optional(),
    entrustedTo: z.string().optional(),
    sentOn: z.string().optional(),
    channel: z.string().optional(),
    returned: z.boolean().optional(),
    announcementReason: z.string().optional(),
    content: z.string().optional(),
    media: z.string().optional(),
    remark: z.string().optional(),
    excluded: z.boolean().optional(),
  }),
  beganAt: z.number().nullable(),
  servedAt: z.number().nullable(),
  servedOn: z.string().nullable(),
  reason: z.string().nullable(),
  proofId: z.string().nullable().describe('送达回证，由流程出具的见案件的文书'),
  recordedBy: z.string(),
  recordedAt: z.number(),
  deadline: deadlineForm.nullable().describe('公告期'),
  version: z.number(),
})

export const paperForm = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  number: z.string().nullable(),
  issuedOn: z.string(),
  addressee: z.string().nullable().describe('受送达人，当事人以外的'),
  state: z.enum(['to-serve', 'under-way', 'served', 'given-up']),
  givenUp: z.string().nullable().describe('不再送达的原因'),
  onFormOnly: z.boolean().describe('只在等待送达的任务中登记'),
  servedOn: z.string().nullable(),
  way: z.string().nullable(),
  deadline: deadlineForm.nullable(),
  attempts: z.array(attemptForm),
})

export const servicePageForm = z.object({
  caseId: z.string(),
  version: z.number(),
  documents: z.array(paperForm),
  address: z
    .object({
      recipient: z.string(),
      recipientRelation: z.string().optional(),
      address: z.string(),
      postcode: z.string().optional(),
      phone: z.string(),
      electronic: z.boolean(),
      channels: z.array(z.object({ way: z.string(), address: z.string() })).optional(),
      confirmedOn: z.string().optional(),
    })
    .nullable()
    .describe('当事人最后确认的送达地址'),
  ways: z.array(
    z.object({
      way,
      title: z.string(),
      law: z.string(),
      counts: z.string().describe('哪一天是送达之日'),
      asks: z.array(z.string()),
      relations: z.object({ citizen: z.array(z.string()), organisation: z.array(z.string()) }).optional(),
    }),
  ),
  announceAfter: z.array(way).describe('这些方式均未能送达的，才可以公告'),
  /** While it runs there is no other. */
  announcing: z.boolean().describe('有一次公告送达尚未结束'),
})
