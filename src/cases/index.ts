export { createCases, type Cases } from './service.ts'
export { caseEnds, stages } from './model.ts'
export type { PartyMessageName } from './party-messages.ts'
