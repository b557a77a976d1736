/** What the checks of this folder share, and what one fault is. */
import type { Approvals } from '../approvals/index.ts'
import type { Audit } from '../audit/service.ts'
import type { Cases } from '../cases/index.ts'
import type { Deadlines } from '../deadlines/service.ts'
import type { NumberingRules } from '../documents/numbering.ts'
import type { Documents } from '../documents/service.ts'
import type { Evidence } from '../evidence/service.ts'
import type { Identity } from '../identity/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { ExaminationRules } from './rules.ts'

export interface ExaminationRoom {
  database: Database
  clock: Clock
  audit: Audit
  identity: Identity
  deadlines: Deadlines
  documents: Documents
  approvals: Approvals
  evidence: Evidence
  cases: Cases
  numbering: NumberingRules
  rules: ExaminationRules
}

/** 期限 · 审批 · 文号 · 涉案财物 · 签发以后 · 审计链. */
export const checks = ['limits', 'tiers', 'numbers', 'property', 'documents', 'chain'] as const
export type Check = (typeof checks)[number]

export interface Finding {
  check: Check
  /** What it is about: `deadline`, `approval`, `document`, `number`, `property`, `line`; and its id. */
  object: { type: string; id: string }
  /** The case, clue or supervision notice it belongs to. */
  caseId: string | null
  /** Chinese, a whole sentence. */
  text: string
}

export interface Period {
  /** Epoch ms of the first and the last instant. */
  from: number
  until: number
}
