/** From the advance notice to the closing: decision, approvals, service, payment, how the case ended, and the remedies. */
import type { Fen, Instant, LegalDay } from './facts.ts'

export interface AdvanceNoticeFacts {
  number?: string
  servedAt?: Instant
  /** Penalties that are intended beside the fine, in words; of a notice from before the system wrote the fine: all of it. */
  intendedPenalty?: string
  /** What the notice writes as the fine; left out where the words say it. */
  intendedFine?: Fen
  /** Last day for statement and defence 陈述申辩. */
  statementUntil?: LegalDay
  statementWorkdays?: number
  /** Working days to ask for a hearing (PL 64: 5). */
  hearingWorkdays?: number
  /** Is the penalty within the scope of PL 63? Then the right to a hearing is told. */
  hearingRight: boolean
  /** What the party did: made none, waived, made one and how it was weighed 陈述申辩及复核情况. */
  statement?: string
}

export interface DecisionFacts {
  number?: string
  decidedOn?: LegalDay
  fine?: Fen
  /** Penalties other than the fine, each in words: 警告, 没收违法所得…. */
  other?: string[]
  /** Calendar days to pay, from receipt (PL 67: 15). */
  paymentDays?: number
  /** Surcharge by the day, per cent of the fine (PL 72: 3). */
  surchargePercent?: number
  /** Where something is confiscated: calendar days to hand it in, from receipt. */
  handInDays?: number
  /** Days for review (RL 20: 60) and months for litigation (LL 46: 6). */
  reviewDays?: number
  litigationMonths?: number
  /** The day it was served: the terms run from here. */
  servedOn?: LegalDay
  /** Made on the spot: review comes before litigation (RL 23). Left out otherwise. */
  reviewFirst?: true
  /** 处理结果 in words: the penalties, or that there is none. */
  result?: string
  /** Collective discussion 集体讨论 in words, where it took place (PL 57). */
  collectiveDiscussion?: string
}

export interface ApprovalFacts {
  /** entry filing investigation decision closing, or a document's kind. */
  stage: string
  /** 1… in the order of the route. */
  tier: number
  /** 法制员 / 部门负责人 / 法制科 / 分管领导 … */
  role: string
  name: string
  /** Delegation: on whose behalf 代. */
  onBehalfOf?: string
  at: Instant
  /** 同意 / 退回 / 不予批准, in words. */
  outcome: string
  opinion?: string
}

export interface ServiceFacts {
  /** 受送达人, where it is not the party: who was called in or asked. */
  addressee?: string
  /** What is served: name and number. */
  documents: { name: string; number?: string; copies?: number }[]
  /** 直接送达 / 留置送达 / 邮寄送达 / 电子送达 / 委托送达 / 公告送达. */
  way: string
  place: string
  at?: Instant
  recipient?: string
  /** Relation to the addressee where another person received it. */
  recipientRelation?: string
  /** Why it was refused or left 拒收事由. */
  refusal?: string
  witness?: string
  remark?: string
}

export interface PaymentFacts {
  paid: Fen
  paidOn?: LegalDay
  receiptNumber?: string
  surcharge?: Fen
  /** 自动履行 / 强制执行 / 分期缴纳 … */
  way?: string
}

/** 简易程序: decided on the spot (PL 51, 52). */
export interface SummaryFacts {
  decidedAt: Instant
  place: string
  /** What the party said to it 陈述申辩. */
  defence?: string
  /** Why the time for a penalty is not over, where two years are (PL 36). */
  limitation?: string
  /** Warning 警告, without or beside the fine of `decision`. */
  warning?: boolean
  /** Where the fine is collected on the spot: the article that allows it, e.g. 《行政处罚法》第六十八条第一项 (PL 68, 69). */
  collectedOnTheSpot?: string
}

/** 不予行政处罚 (PL 30, 31, 33, 57). */
export interface NoPenaltyFacts {
  /** In full sentences: why there is no penalty. */
  ground: string
  /** e.g. 《中华人民共和国行政处罚法》第三十三条第一款. */
  basis: string
  /** 教育 (PL 33(3)). */
  education?: string
  /** In a full sentence: what the guardian is ordered to do (PL 30, 31). */
  guardian?: string
  /** 违法事实不能成立 (PL 57): there was no violation. */
  notEstablished?: true
}

/** 延长办案期限 (PL 60 and the rules of the field). */
export interface ExtensionFacts {
  reason: string
  /** Calendar days asked for. */
  days: number
  until: LegalDay
}

export interface ClosingFacts {
  /** Facts and handling in brief 案情及处理结果. */
  summary: string
  /** 执行情况. */
  execution: string
  /** What became of the property 涉案财物处理. */
  property?: string
  /** 结案方式, e.g. 行政处罚决定执行完毕. */
  way?: string
  closedOn?: LegalDay
}

/** How long the party may ask for review and sue, of any act that can be: from the limits. */
export interface RemedyFacts {
  /** Calendar days for review (RL 20: 60). */
  reviewDays: number
  /** Months for litigation (LL 46: 6). */
  litigationMonths: number
  /** Calendar days for the suit after a review (LL 45: 15). */
  suitDays: number
}
