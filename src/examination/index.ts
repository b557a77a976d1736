export { createExamination } from './service.ts'
export type { BureauExamination, CaseExamination } from './service.ts'
export { readExaminationRules } from './rules.ts'
