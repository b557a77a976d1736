/** What the doors of the register take and give, as zod schemas. */
import { z } from 'zod'
import { idKinds } from './id-kind.ts'

export const kind = z.enum(['citizen', 'organisation'], {
  error: '应为 citizen（公民）或 organisation（单位）',
})
export const day = z.iso.date({ error: '应为日期，如 2026-03-02' })
export const reason = (what: string) =>
  z
    .string({ error: `请填写${what}` })
    .trim()
    .min(1, `请填写${what}`)
    .max(200, `${what}不超过 200 字`)

const fields = {
  name: z.string({ error: '请填写姓名或者名称' }).min(1, '请填写姓名或者名称'),
  idNumber: z.string().min(1).optional().describe('证件号码；种类不填为居民身份证或者统一社会信用代码'),
  idKind: z.enum(idKinds, { error: `应为 ${idKinds.join('、')} 之一` }).optional(),
  idCountry: z.string().min(1).optional().describe('护照的签发国家或者地区，三位字母代码'),
  phone: z.string().min(1).optional(),
  address: z.string().min(1).optional(),
  legalRepresentative: z.string().min(1).max(60, '不超过 60 字').optional(),
  tradeName: z.string().min(1).max(120, '不超过 120 字').optional().describe('个体工商户的字号'),
  operator: z.string().min(1).max(60, '不超过 60 字').optional().describe('个体工商户的经营者'),
}
export const newParty = z.object({ kind, ...fields })
export const partyChange = z.object(fields).partial()
export const party = z.object({
  id: z.string(),
  kind,
  name: z.string(),
  idKind: z.enum(idKinds).nullable(),
  idCountry: z.string().nullable(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  legalRepresentative: z.string().nullable(),
  tradeName: z.string().nullable(),
  operator: z.string().nullable(),
  mergedInto: z.string().nullable().describe('已并入的档案'),
  version: z.number(),
})
export const revealedParty = party.extend({
  birthDay: z.string().nullable(),
  sex: z.enum(['female', 'male']).nullable(),
})
export const record = z.object({
  id: z.string(),
  partyId: z.string(),
  violationCode: z.string(),
  decidedOn: z.string(),
  fineFen: z.number(),
  penalised: z.boolean().describe('false：违法行为成立而不予处罚'),
  caseId: z.string(),
})
export const partyPath = z.object({ partyId: z.string() })
export const partyQuery = z.object({
  name: z.string().optional().describe('姓名、名称或者字号的一部分'),
  prefix: z.string().optional().describe('姓名或者名称的开头'),
  initials: z.string().optional().describe('拼音首字母'),
  idNumber: z.string().optional().describe('完整证件号码；外国护照前加国家代码，如 USA 123456789'),
  phone: z.string().optional().describe('完整电话号码'),
  kind: kind.optional(),
})
const text = z.string().nullable()
const instant = z.number().nullable()
export const merge = z.object({
  id: z.string(),
  mergedId: z.string(),
  survivorId: z.string(),
  state: z.string(),
  reason: z.string(),
  proposedBy: z.string(),
  proposedName: z.string(),
  proposedAt: z.number(),
  decidedBy: text,
  decidedName: text,
  decidedAt: instant,
  decisionReason: text,
  undoneBy: text,
  undoneName: text,
  undoneAt: instant,
  undoReason: text,
})
export const relation = z.object({
  id: z.string(),
  kind: z.string(),
  outgoing: z.boolean(),
  word: z.string(),
  other: z.object({ id: z.string(), kind, name: z.string() }),
  fromOn: z.string(),
  toOn: text,
})
export const historyLine = z.object({
  version: z.number(),
  act: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  caseId: text,
  at: z.number(),
  fields: z.array(z.object({ field: z.string(), from: text, to: text })),
})
