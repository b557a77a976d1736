/** What the API answers about a task. */
import { z } from 'zod'

export const taskForm = z.object({
  userTaskKey: z.string(),
  elementId: z.string(),
  title: z.string(),
  processId: z.string(),
  caseId: z.string().nullable(),
  caseNumber: z.string().nullable(),
  caseTitle: z.string().nullable(),
  stage: z.string().nullable(),
  approvalId: z.string().nullable(),
  formId: z.string(),
  act: z.string(),
  law: z.string().nullable(),
  documents: z.array(z.string()),
  assignee: z.string().nullable(),
  dueAt: z.number().nullable(),
  state: z.enum(['open', 'submitted', 'completed', 'canceled']),
  createdAt: z.number(),
})

/** A form of forms/, for form-js to show. */
export const formOfTask = z.looseObject({ id: z.string() })
