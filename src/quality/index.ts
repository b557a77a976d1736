export { createQuality } from './service.ts'
export { readQualityRules } from './rules.ts'
