/** What the doors of departments and officers take and give, as zod schemas. */
import { z } from 'zod'

export const day = z.iso.date({ error: '应为日期，如 2026-03-02' })
export const text = (what: string, most = 200) =>
  z
    .string({ error: `请填写${what}` })
    .trim()
    .min(1, `请填写${what}`)
    .max(most, `${what}不超过 ${most} 字`)

const optionalText = z.string().nullable()
export const department = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  demo: z.boolean(),
  openedOn: optionalText,
  closedOn: optionalText,
})
export const colleague = z.object({
  id: z.string(),
  name: z.string(),
  departmentId: z.string(),
  squad: optionalText,
  post: z.string(),
  certificateNumber: optionalText,
})
export const officer = colleague.extend({
  number: z.string(),
  certificateExpiresOn: optionalText,
  legalQualification: z.boolean(),
  active: z.boolean(),
})
export const post = z.object({
  departmentId: z.string(),
  title: z.string(),
  fromOn: z.string(),
  toOn: optionalText,
})
export const delegation = z.object({
  id: z.string(),
  fromOfficerId: z.string(),
  toOfficerId: z.string(),
  role: z.string(),
  fromAt: z.number(),
  toAt: z.number(),
  reason: z.string(),
  revokedAt: z.number().nullable(),
})
export const absence = z.object({
  id: z.string(),
  officerId: z.string(),
  fromAt: z.number(),
  toAt: z.number(),
  reason: z.string(),
  canceledAt: z.number().nullable(),
})
export const file = z.object({
  officer,
  department,
  posts: z.array(post),
  delegationsGiven: z.array(delegation),
  delegationsHeld: z.array(delegation),
  absences: z.array(absence),
})
export const certificate = z.object({
  id: z.string(),
  officerId: z.string(),
  kind: z.string(),
  issuer: optionalText,
  number: z.string(),
  validFrom: optionalText,
  validTo: optionalText,
  withdrawnOn: optionalText,
  withdrawnReason: optionalText,
})
export const training = z.object({
  id: z.string(),
  officerId: z.string(),
  subject: z.string(),
  organiser: z.string(),
  fromOn: z.string(),
  toOn: z.string(),
  hours: z.number(),
  result: z.string(),
})
export const conduct = z.object({
  id: z.string(),
  officerId: z.string(),
  kind: z.string(),
  title: z.string(),
  decidedBy: z.string(),
  documentNumber: optionalText,
  decidedOn: z.string(),
  endsOn: optionalText,
  revokedOn: optionalText,
  revokedReason: optionalText,
})
export const rating = z.object({
  id: z.string(),
  caseId: z.string(),
  officerId: z.string(),
  grade: z.string(),
  reasons: z.string(),
  state: z.string(),
  reviewId: optionalText.describe('所属的案卷评查'),
  points: z.number().nullable(),
  raters: z.array(z.object({ officerId: z.string(), name: z.string() })),
  ratedAt: z.number(),
  appealUntil: z.string(),
  appeal: optionalText,
  appealedAt: z.number().nullable(),
  answer: optionalText,
  answeredBy: optionalText,
  answeredName: optionalText,
  answeredAt: z.number().nullable(),
  firstGrade: optionalText,
})
export const particulars = z.object({
  sex: z.enum(['female', 'male']).nullable(),
  birthDay: optionalText,
  education: optionalText,
  joinedOn: optionalText,
  leftOn: optionalText,
  phone: optionalText,
  version: z.number(),
})
export const wholeFile = file.extend({
  particulars,
  certificates: z.array(certificate),
  trainings: z.array(training),
  conduct: z.array(conduct),
  ratings: z.array(rating).nullable(),
  cases: z.array(z.object({ year: z.string(), state: z.string(), part: z.string(), count: z.number() })),
})
export const officerPath = z.object({ officerId: z.string() })
