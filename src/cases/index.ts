export { createCases, type Cases } from './service.ts'
export { readSummaryRules } from './summary/rules.ts'
export { caseEnds, stages } from './model.ts'
export type { PartyMessageName } from './party-messages.ts'
