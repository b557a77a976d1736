export { createRemedies, type Remedies } from './service.ts'
export { readRemedyRules } from './rules.ts'
export type { Period } from './enforcement.ts'
