/** Facts of what comes between the advance notice and the decision: statement and defence (PL 45), hearing (PL 63–65), collective discussion (PL 57). */
import type { Instant, LegalDay } from './facts.ts'

/** 陈述申辩: taken down by officers, then weighed. It never makes the penalty heavier (PL 45). */
/** Of one that came in writing only the end, and its review, are known. */
export interface StatementFacts {
  startedAt?: Instant
  endedAt: Instant
  place?: string
  person?: {
    name: string
    idNumber?: string
    phone?: string
    address?: string
    /** 当事人 / 法定代表人 / 委托代理人. */
    relation: string
  }
  recorder?: string
  /** What was said, in full sentences. */
  content?: string
  /** What was handed in with it, in words. */
  evidence?: string
  review?: StatementReviewFacts
}

/** 复核: facts, reasons and evidence of the party are checked; what holds is accepted. */
export interface StatementReviewFacts {
  points: { no: number; claim: string; finding: string; accepted: string }[]
  opinion: string
}

export interface HearingFacts {
  /** The day the party asked for it: within 5 working days of being told (PL 64(1)). */
  requestedOn: LegalDay
  /** The day its notice was served: 7 working days before it at the latest (PL 64(2)). */
  noticedOn?: LegalDay
  startsAt: Instant
  endedAt?: Instant
  place: string
  /** 公开 / 不公开. */
  way: string
  /** Why it is not public: state secret, business secret, privacy (PL 64(3)). */
  closedBecause?: string
  /** 听证主持人: not an investigator of the case (PL 64(4)). */
  host: { name: string; post: string }
  hearers?: { name: string; post: string }[]
  recorder: string
  translator?: string
  participants?: HearingParticipant[]
  /** In the order they were spoken: facts and proposal, defence, cross-examination, closing words. */
  speeches?: { speaker: string; words: string }[]
  report?: HearingReportFacts
}

export interface HearingParticipant {
  /** 当事人 / 委托代理人 / 第三人 / 证人 / 案件调查人员. */
  role: string
  name: string
  /** Employer, post or extent of the authority 委托权限. */
  identity?: string
}

export interface HearingReportFacts {
  /** Facts, evidence and proposal as the investigators put them. */
  investigators: string
  /** 申辩和质证. */
  party: string
  /** What the hearing found about facts and evidence. */
  findings: string
  opinion: string
}

/** 集体讨论 of those in charge, where the case is complicated or the violation grave (PL 57(2)). */
export interface CollectiveDiscussionFacts {
  startedAt: Instant
  endedAt: Instant
  place: string
  host: { name: string; post: string }
  recorder: string
  reporter: string
  members: { name: string; post: string; opinion: string }[]
  /** 列席人员, in words. */
  observers?: string
  /** Facts and proposal as reported 案情和拟处理意见. */
  reported: string
  /** 听证和陈述申辩情况. */
  heard?: string
  conclusion: string
  /** 不同意见及理由. */
  dissent?: string
}
