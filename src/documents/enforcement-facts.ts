/** Facts of what follows when a decision is not performed at once: more time, surcharge, demand, enforcement. */
import type { Fen, LegalDay } from './facts.ts'

/** 延期、分期缴纳罚款, on application and for real economic difficulty (PL 66(2)). */
export interface InstalmentFacts {
  appliedOn: LegalDay
  /** 延期缴纳 / 分期缴纳. */
  way: string
  reason: string
  /** Papers that show the difficulty. */
  evidence?: string
  outstanding: Fen
  payments: { no: number; amount: Fen; dueOn: LegalDay }[]
  /** Last day of all: the term to apply to the court is counted from here (PL 72(2)). */
  until: LegalDay
  /** Officers' opinion. */
  proposal?: string
}

/** 中止执行, and the resumption 恢复执行 that ends it (EL 39). */
export interface StayFacts {
  /** The ground in the words of data/enforcement.yaml. */
  words: string
  reason: string
  evidence: string
  from: LegalDay
  resumption?: { reason: string }
}

/** 终结执行 (EL 40). */
export interface EnforcementEndFacts {
  words: string
  reason: string
  evidence: string
}

/** 退还罚款: what was paid beyond the decision in force. */
export interface RefundFacts {
  /** What review or litigation made of the decision, in words. */
  outcome?: string
  /** Article of that outcome. */
  basis?: string
  decisionNumber?: string
  /** Paid so far and not given back. */
  paid: Fen
  amount: Fen
  way: string
  proposal?: string
}

/** 加处罚款: 3 % of the fine a day, never above the fine (PL 72(1); EL 45). Days of review or litigation are not counted (PL 73). */
export interface SurchargeFacts {
  /** Last day to pay the fine. */
  dueOn: LegalDay
  unpaid: Fen
  from: LegalDay
  until: LegalDay
  /** Days that count. */
  days: number
  /** Per cent of the fine a day. */
  dailyPercent: number
  amount: Fen
  /** The limit was reached. */
  capped: boolean
}

/** 催告, before enforcement by the organ (EL 35) and before the court is asked (EL 54). */
export interface DemandFacts {
  number?: string
  servedOn?: LegalDay
  /** What is to be done under the decision, in words. */
  obligation: string
  workdays: number
  /** How to do it: EL 35(2). */
  way: string
  fine?: Fen
  surcharge?: Fen
  total?: Fen
  /** 依法强制执行 / 依法申请人民法院强制执行. */
  consequence: string
  /** What the party said to it, and how it was weighed (EL 36). */
  response?: string
}

/** 申请人民法院强制执行 (EL 53–55; PL 72(1)4). */
export interface CourtApplicationFacts {
  /** 机关负责人: signs (EL 55(2)). */
  head: string
  headPost: string
  /** Who speaks for the organ 委托代理人, in words. */
  agent?: string
  requests: string[]
  /** What the party was served, when, and that it neither went to review or court nor performed. */
  course: string
  /** 申请强制执行标的. */
  subject: string
  annexes: { no: number; name: string; copies: number }[]
}
