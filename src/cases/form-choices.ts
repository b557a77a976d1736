/** What a form may choose from where that depends on the case (`valuesKey` of its fields). */
import { dayOfRules, type CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'

export interface FormChoices {
  discretionTiers: { label: string; value: string }[]
}

export async function formChoices({ violations }: CaseRoom, row: CaseRow | undefined): Promise<FormChoices> {
  if (!row || row.violation_code === null) return { discretionTiers: [] }
  const tiers = await violations.tierChoices(row.violation_code, dayOfRules(row))
  return { discretionTiers: tiers.map(({ code, name }) => ({ label: name, value: code })) }
}
