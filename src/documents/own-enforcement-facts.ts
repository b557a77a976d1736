/** Facts of what the organ enforces itself 本机关强制执行 (EL ch. IV). */
import type { Fen, Instant, LegalDay } from './facts.ts'

/** The decision whose duty is enforced, or, of the last demand before another performs, the enforcement decision. */
interface RestsOn {
  decisionName: string
  decisionNumber: string
  decidedOn: LegalDay
  decisionServedOn: LegalDay
  /** What was to be done. */
  obligation: string
}

/** 催告 before enforcement by the organ (EL 35), or before another performs (EL 51(1)2). */
export interface EnforcementDemandFacts extends RestsOn {
  /** Name of the means; missing in the last demand. */
  title?: string
  /** Last day that the decision gave. */
  dutyUntil?: LegalDay
  workdays: number
  /** Calendar days of the announcement, where there is one (EL 44). */
  days?: number
  way: string
  fine?: Fen
  surcharge?: Fen
  total?: Fen
  consequence: string
  basis: string
  last?: true
}

/** 强制执行决定 (EL 37). */
export interface EnforcementFacts extends RestsOn {
  title: string
  demandNumber: string
  demandServedOn: LegalDay
  /** 公告 (EL 44). */
  postedOn?: LegalDay
  /** What the party stated and how it was weighed (EL 36). */
  response: string
  reason: string
  /** e.g. 《中华人民共和国行政强制法》第三十七条、第四十六条第三款. */
  basis: string
  way: string
  /** Day and hours, in words. */
  time: string
  /** Why at night or on a holiday (EL 43). */
  emergency?: string
  /** Signs that things are moved or hidden (EL 37(3)). */
  urgent?: string
  governmentOrder?: { organ: string; number: string; on: LegalDay }
  /** What the duty undone endangers (EL 50). */
  harm?: string
  /** 代履行人, 标的, 费用预算 (EL 51(1)1). */
  performer?: string
  subject?: string
  budget?: Fen
}

/** 强制执行现场笔录. */
export interface EnforcementSiteFacts {
  title: string
  basis: string
  decisionNumber?: string
  startedAt: Instant
  endedAt: Instant
  emergency?: string
  place: string
  /** Names of who was there for the organ. */
  officers: string
  recorder: string
  partyPresent: boolean
  present?: string
  presentRole?: string
  witness?: string
  content: string
  statement: string
  performer?: string
  costFen?: Fen
  costReason?: string
  outcome: 'completed' | 'interrupted'
  /** 立即代履行 (EL 52), in words. */
  immediate?: string
}

/** What a stay, a resumption or a termination of enforcement is about. */
export interface EnforcedFacts {
  decisions: { name: string; number: string; on: LegalDay }[]
  /** A fine is owed. */
  money: boolean
  /** The organ enforces a duty itself. */
  own: boolean
}
