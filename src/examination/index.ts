export { createExamination } from './service.ts'
export type { BureauExamination, CaseExamination, Examination } from './service.ts'
export { readExaminationRules } from './rules.ts'
