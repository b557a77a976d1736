/** `own` of data/enforcement.yaml: the means by which this organ enforces itself, and what each of them asks for. */
import { z } from 'zod'
import { type RoleCode, roleCodes } from '../../identity/actor.ts'

export const sources = ['penalty-decision', 'correction-order'] as const
export type Source = (typeof sources)[number]

const asks = z.enum([
  'announcement',
  'remedies-over',
  'government-order',
  'harm',
  'performer',
  'money',
  'goods',
])

const means = z.strictObject({
  title: z.string(),
  law: z.string(),
  basis: z.string(),
  consequence: z.string(),
  sources: z.array(z.enum(sources)).min(1),
  asks: z.array(asks),
  urgent: z.boolean().default(false),
})

export type Means = z.infer<typeof means>

const hour = z.number().int().min(0).max(24)
const words = z.record(z.string().max(20), z.string())

export const ownEnforcementRules = z.strictObject({
  means: z.record(z.string().max(30), means),
  harms: words,
  night: z.strictObject({ from: hour, until: hour }),
  livelihood: z.array(z.string().min(2)),
  immediate: z.strictObject({
    objects: words,
    places: words,
    decidedBy: z.array(z.enum(roleCodes as [RoleCode, ...RoleCode[]])).min(1),
  }),
})
