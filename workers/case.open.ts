/** 建立案件: ties the case to its process instance and gives the model the routing facts it starts with. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'case.open'
export const input = z.object({ caseId: z.string() })
export const output = z.object({
  departmentId: z.string(),
  squadCode: z.string().nullable(),
  drafterId: z.string(),
  procedure: z.enum(['ordinary', 'summary']),
  partyKind: z.enum(['citizen', 'organisation']),
})

export async function handle({
  job,
  input: { caseId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const row = await services.cases.begin(tx, caseId, job.processInstanceKey)
  return {
    departmentId: row.department_id,
    squadCode: row.squad_code,
    drafterId: row.lead_officer_id,
    procedure: row.case_procedure,
    partyKind: row.party_kind ?? 'citizen',
  }
}
