/** What the row of a case repeats of its entry 案件录入. */
import type { LegalDay } from '../../documents/facts.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { FormData } from '../../tasks/index.ts'
import type { EffectiveFact } from '../facts.ts'
import type { CaseRow } from '../model.ts'

/** Day of the violation, which decides on the version of the rules. */
export const dayOfEntry = ({ occurredAt }: FormData): LegalDay => legalDay(parseInstant(occurredAt as string))

/** As the row will be once the correction is effective. */
export const rowCorrected = (row: CaseRow, { kind, data }: Pick<EffectiveFact, 'kind' | 'data'>): CaseRow =>
  kind === 'entry' ? { ...row, occurred_on: dayOfEntry(data) } : row
