/**
 * What was decided before against a case's party for the same violation, penalised or not: how often within the months of repetition (data/discretion.yaml), and whether this
 * is the first one that may be exempted 首违不罚 (行政处罚法 第三十三条第一款; months in data/no-penalty.yaml). The case's own record is left out.
 */
import { legalDay } from '../platform/clock.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'

export interface EarlierViolations {
  repeatCount: number
  firstViolation: boolean
}

type Rules = Pick<CaseRoom, 'parties' | 'clock' | 'noPenaltyRules' | 'violations'>

export async function earlierViolations(
  { parties, clock, noPenaltyRules, violations }: Rules,
  { id, party_id: partyId, violation_code: violationCode }: CaseRow,
): Promise<EarlierViolations> {
  if (partyId === null || violationCode === null) return { repeatCount: 0, firstViolation: true }
  const within = async (months: number) => {
    const records = await parties.findRepeatRecord(partyId, violationCode, months, legalDay(clock.now()))
    return records.filter(({ caseId }) => caseId !== id).length
  }
  const { lookBackMonths } = noPenaltyRules
  return {
    repeatCount: await within(violations.repeatMonths),
    firstViolation: (await within(lookBackMonths)) === 0,
  }
}
