/** What the API answers about a deadline. */
import { z } from 'zod'
import { type DueKind, dueKinds } from './owners.ts'

export const unit = z.enum(['hour', 'working_day', 'calendar_day', 'month', 'year'])
export const deadlineForm = z.object({
  id: z.string(),
  caseId: z.string(),
  limit: z.string(),
  name: z.string(),
  subject: z.string(),
  state: z.enum(['running', 'suspended', 'met', 'over']),
  startsOn: z.string(),
  dueOn: z.string(),
  dueAt: z.number(),
  provisional: z.boolean().describe('届满年度的放假安排尚未公布，暂按周末推算'),
  excludedDays: z.number(),
  extensions: z.array(z.object({ length: z.number(), unit, basis: z.string() })),
  pauses: z.array(
    z.object({
      fromOn: z.string(),
      toOn: z.string().nullable(),
      reason: z.string(),
      basis: z.string(),
      cause: z.string(),
    }),
  ),
  endedOn: z.string().nullable(),
  colour: z.enum(['green', 'blue', 'red']),
  colourWord: z.string(),
  left: z.string(),
  basis: z.string(),
})

const dueObject = z.object({
  kind: z.enum(Object.keys(dueKinds) as [DueKind, ...DueKind[]]),
  id: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  departmentId: z.string(),
  officers: z.array(z.object({ officerId: z.string(), name: z.string() })).describe('责任人，主办在前'),
})
/** With what it runs on. */
export const dueForm = deadlineForm.extend({ object: dueObject.nullable() })
