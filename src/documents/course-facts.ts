/** What turns or stops the course of a case: an order to stop, the look whether it was obeyed, suspension and termination. */
import type { Instant, LegalDay } from './facts.ts'

/** 责令停止违法行为 (PL 28). */
export interface StopOrderFacts {
  /** What is to stop, and what must not be done meanwhile. */
  demand: string
  /** The law that asks for it beside PL 28; without it the penalty provision. */
  basis?: string
}

/** 改正复查 (PL 28). */
export interface RecheckFacts {
  startedAt: Instant
  endedAt: Instant
  place: string
  /** The order that is checked: its number, and the last day it gave. */
  orderNumber?: string
  demand: string
  until?: LegalDay
  present?: string
  presentRole?: string
  recorder: string
  content: string
  /** 已改正 / 部分改正 / 未改正. */
  outcome: string
  /** What follows. */
  proposal?: string
}

/** 中止调查: the days until it is resumed are not counted where the rule that is applied says so. */
export interface SuspensionFacts {
  reason: string
  basis: string
  from: LegalDay
  /** What must come for the case to go on 恢复条件. */
  resumeWhen: string
}

/** 终止调查 (PL 57: no decision of penalty follows). */
export interface TerminationFacts {
  /** What was found so far. */
  course: string
  reason: string
  basis: string
  /** What becomes of measures and property. */
  property?: string
}
