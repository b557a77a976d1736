/** Before and around filing: the clue checked, a case not filed, who handles it. */
import type { LegalDay } from './facts.ts'

/** 线索核查 (PL 54): whether the standard of filing is met. */
export interface VerificationFacts {
  startedOn: LegalDay
  finishedOn: LegalDay
  /** What was done: visits, questions, look-ups 核查经过. */
  course: string
  /** What came out 核查情况. */
  found: string
  /** 立案 / 不予立案 / 移送 …, with the reason 核查意见. */
  conclusion: string
}

/** 不予立案 (PL 54). */
export interface NoFilingFacts {
  reason: string
  /** e.g. 《中华人民共和国行政处罚法》第三十六条. */
  basis?: string
  /** What is done instead: educated, transferred, the complainant answered 后续处理. */
  followUp?: string
}

/** 指定办案人员 (PL 42): who they are stands in `officers`. */
export interface DesignationFacts {
  /** Department head who designates. */
  designatedBy: string
  /** Of a change: whom they replace, and why. */
  change?: string
}

/** 回避 (PL 43). */
export interface RecusalFacts {
  /** 当事人申请 / 自行申请 / 责令回避. */
  way: string
  /** Who asked; missing when the leader ordered it. */
  applicant?: string
  appliedOn?: LegalDay
  /** Whose recusal it is about. */
  person: string
  post?: string
  /** The interest or relation that was claimed. */
  claim: string
  granted: boolean
  /** Why it is granted or refused. */
  reason: string
  /** Who takes over, where it is granted. */
  successor?: string
}
