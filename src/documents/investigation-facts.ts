/** What the investigation found: the scene, what was said, evidence, photos, discretion, correction, the report and its legal review. */
import type { Instant, LegalDay } from './facts.ts'

export interface FoundFacts {
  place: string
  at: Instant
  /** The facts in full sentences. */
  description: string
}

export interface EvidenceFacts {
  no: number
  /** One of the eight kinds of PL 46, in Chinese: 现场笔录, 电子数据 … */
  kind: string
  name: string
  /** 证明内容. */
  proves: string
}

export interface DiscretionFacts {
  /** 轻微 / 一般 / 较重 / 严重. */
  tier: string
  /** The range in words, e.g. 罚款300元以上600元以下. */
  range: string
  reason: string
}

export interface CorrectionFacts {
  /** What is to be corrected, and how 责令改正内容. */
  demand: string
  /** Last day; missing = at once 立即改正. */
  until?: LegalDay
  orderedOn?: LegalDay
  /** What became of it, e.g. 已按期改正. */
  outcome?: string
}

export interface InspectionFacts {
  startedAt: Instant
  endedAt: Instant
  place: string
  /** Person present 现场负责人/当事人. */
  present?: string
  presentRole?: string
  witness?: string
  /** Officer who takes the record 记录人. */
  recorder?: string
  /** What was answered to the right to ask for recusal 申请回避; left out: to be written by hand. */
  recusal?: string
  /** What was seen, in full sentences 现场情况. */
  content: string
  /** Party's remark, or why there is no signature. */
  remark?: string
}

export interface InterviewFacts {
  startedAt: Instant
  endedAt: Instant
  place: string
  /** The person asked 被询问人. */
  person: {
    name: string
    gender?: string
    age?: number
    idNumber?: string
    phone?: string
    address?: string
    employer?: string
    /** Relation to the case 与本案关系, e.g. 当事人. */
    relation?: string
  }
  /** Of a minor: who was there for it 在场的监护人. */
  guardian?: string
  recorder?: string
  /** As of an inspection. */
  recusal?: string
  answers: { question: string; answer: string }[]
}

/** Why there is no record of a step, in full sentences. */
export interface OmittedFacts {
  inspection?: string
  interview?: string
}

export interface PhotoFacts {
  no: number
  /** JPEG, PNG or WebP as data URI: the page loads nothing else. */
  image: string
  takenAt: Instant
  place: string
  takenBy: string
  /** What it shows and proves. */
  shows: string
}

export interface InvestigationFacts {
  finishedOn: LegalDay
  /** How the case came up and was investigated 案件来源及调查经过. */
  course: string
  /** Legal qualification 案件定性. */
  qualification?: string
  /** Proposal 处理建议. */
  proposal: string
}

export interface LegalReviewFacts {
  reviewedAt: Instant
  reviewer: string
  /** 法律职业资格证书号: first-time reviewers must have it (PL 58). */
  qualificationNumber?: string
  /** Point by point: jurisdiction, facts, evidence, law, procedure, discretion, documents. */
  points: { item: string; finding: string }[]
  opinion: string
}
