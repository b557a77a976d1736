/**
 * Was every tier passed in the order of the route, by different people none of whom asked for the approval or handles the case? Read from the record alone, for
 * who audits (行政处罚法 第五十七条、第五十八条). Pure.
 */
import type { ApprovalRow, DecisionDetail, DecisionRow, RoundRow } from './model.ts'
import type { Route, RouteTier } from './route.ts'

export interface PassedTier {
  index: number
  tier: string
  role: string
  state: 'passed' | 'rejected' | 'open' | 'not-passed'
  by: {
    officerId: string | null
    name: string
    onBehalfOf: string | null
    decision: DecisionRow['decision']
    opinion: string
    at: number
    /** 与前级为同一人, by the rule of the route. */
    automatic: boolean
    documents: { documentId: string; sha256: string }[]
  }[]
}

export interface ApprovalCourse {
  approvalId: string
  caseId: string
  stage: string
  subject: string
  drafterId: string
  state: ApprovalRow['state']
  outcome: ApprovalRow['outcome']
  openedAt: number
  closedAt: number | null
  tiers: PassedTier[]
  /** Each entry into a tier with its limit, the first first. */
  entries: { tier: string; openedAt: number; dueAt: number; closedAt: number | null; late: boolean }[]
  /** Every act on it, whether it counted in the end or not, with what was shown. */
  acts: { id: string; tier: string; documents: { documentId: string; sha256: string }[] }[]
  /** Chinese: what should not be. */
  faults: string[]
  /** Chinese: what is allowed, and to be known: a jump by supervision 督察跳转. */
  remarks: string[]
}

export interface ApprovalRecord {
  approval: ApprovalRow
  /** In their sequence. */
  rounds: RoundRow[]
  /** In the order of time. */
  decisions: DecisionRow[]
  /** 办案人员 of the case, from when until when. */
  handlers: { officer_id: string; from_at: number; to_at: number | null }[]
}

export function tiersPassed(record: ApprovalRecord, now: number): ApprovalCourse {
  const { approval, rounds, decisions } = record
  const route = JSON.parse(approval.route) as Route
  const last = route.map((tier) => lastRound(tier, rounds))
  const tiers = route.map((tier, index) => passedTier(tier, index, last[index], rounds, decisions))
  const course: ApprovalCourse = {
    approvalId: approval.id,
    caseId: approval.case_id,
    stage: approval.stage,
    subject: approval.subject,
    drafterId: approval.drafter_id,
    state: approval.state,
    outcome: approval.outcome,
    openedAt: Number(approval.opened_at),
    closedAt: numberOrNull(approval.closed_at),
    tiers,
    entries: rounds.map((round) => ({
      tier: nameOf(route, approval, round),
      openedAt: Number(round.opened_at),
      dueAt: Number(round.due_at),
      closedAt: numberOrNull(round.closed_at),
      late: Number(round.closed_at ?? now) > Number(round.due_at),
    })),
    acts: decisions.map(({ id, round_id, fingerprints }) => {
      const round = rounds.find((one) => one.id === round_id)
      return { id, tier: round ? nameOf(route, approval, round) : '', documents: seenIn(fingerprints) }
    }),
    faults: [],
    remarks: [],
  }
  lookForGaps(course, record, route)
  lookAtOrder(course, last)
  lookAtVotes(course, last)
  lookAtPeople(course, record)
  lookAtDocuments(course)
  return course
}

const seenIn = (fingerprints: string) => JSON.parse(fingerprints) as { documentId: string; sha256: string }[]
const numberOrNull = (value: number | null) => (value === null ? null : Number(value))

/** A tier that was removed again is in the route as it opened, or nowhere. */
function nameOf(route: Route, { opening_route }: ApprovalRow, { tier_id, tier_index }: RoundRow): string {
  const known = [...route, ...(JSON.parse(opening_route) as Route)].find(({ id }) => id === tier_id)
  return known?.tier ?? `第${tier_index}级`
}

const lastRound = ({ id }: RouteTier, rounds: RoundRow[]) =>
  rounds.findLast(({ tier_id, state }) => tier_id === id && (state === 'passed' || state === 'rejected'))

function passedTier(
  { id, tier, role }: RouteTier,
  index: number,
  last: RoundRow | undefined,
  rounds: RoundRow[],
  decisions: DecisionRow[],
): PassedTier {
  const open = rounds.some(({ tier_id, state }) => tier_id === id && state === 'open')
  const counted = decisions.filter(
    ({ round_id, state, decision }) =>
      round_id === last?.id &&
      state === 'effective' &&
      ['agree', 'reject', 'return', 'add-tier-after'].includes(decision),
  )
  return {
    index: index + 1,
    tier,
    role,
    state: last ? (last.state as 'passed' | 'rejected') : open ? 'open' : 'not-passed',
    by: counted.map((one) => ({
      officerId: one.officer_id,
      name: one.officer_name,
      onBehalfOf: one.on_behalf_of,
      decision: one.decision,
      opinion: one.opinion,
      at: Number(one.at),
      automatic: (JSON.parse(one.detail) as DecisionDetail).autoPass === true,
      documents: seenIn(one.fingerprints),
    })),
  }
}

/** What was agreed has passed each tier; what a tier refused for good, each up to it. */
function lookForGaps(course: ApprovalCourse, { rounds, decisions }: ApprovalRecord, route: Route): void {
  const { outcome, tiers, faults, remarks } = course
  if (outcome !== 'agreed' && outcome !== 'rejected') return
  const until = outcome === 'agreed' ? tiers.length : (tiers.findLast(({ by }) => by.length > 0)?.index ?? 0)
  const jumps = decisions.filter(({ decision, state }) => decision === 'jump' && state === 'effective')
  for (const { index, tier, state } of tiers.slice(0, until)) {
    if (state === 'passed' || state === 'rejected') continue
    const jump = jumps.find(
      ({ tier_index, detail }) =>
        tier_index <= index && ((JSON.parse(detail) as DecisionDetail).toTier ?? 0) > index,
    )
    if (jump) remarks.push(`第${index}级（${tier}）由${jump.officer_name}督察跳转越过，理由：${jump.opinion}`)
    else faults.push(`第${index}级（${tier}）没有通过，审批却已办结`)
  }
  if (outcome === 'agreed' && route.length > 0 && tiers.at(-1)!.state === 'rejected')
    faults.push(`末级（${tiers.at(-1)!.tier}）不予批准，审批却以同意办结`)
  if (rounds.length === 0) faults.push('审批没有任何一级的记录')
}

/** The passing entries stand in the order of the route. */
function lookAtOrder({ tiers, faults }: ApprovalCourse, last: (RoundRow | undefined)[]): void {
  let before: { sequence: number; index: number } | undefined
  last.forEach((round, at) => {
    if (!round) return
    const sequence = Number(round.sequence)
    if (before && sequence < before.sequence)
      faults.push(
        `第${at + 1}级（${tiers[at]!.tier}）在第${before.index}级（${tiers[before.index - 1]!.tier}）之前通过，与审批路线的顺序不符`,
      )
    before = { sequence, index: at + 1 }
  })
}

function lookAtVotes({ tiers, faults }: ApprovalCourse, last: (RoundRow | undefined)[]): void {
  for (const [at, round] of last.entries()) {
    if (round?.state !== 'passed') continue
    const { by, tier } = tiers[at]!
    if (by.some(({ decision }) => decision === 'add-tier-after')) continue
    const agreed = by.filter(({ decision }) => decision === 'agree').length
    if (agreed < Number(round.needed))
      faults.push(`第${at + 1}级（${tier}）须有 ${round.needed} 人同意，记录的只有 ${agreed} 人`)
  }
}

function lookAtPeople(
  { tiers, faults, drafterId }: ApprovalCourse,
  { handlers, rounds, approval }: ApprovalRecord,
): void {
  const filled = new Map<string, number>()
  for (const { index, tier, by } of tiers) {
    for (const { officerId, onBehalfOf, name, at, automatic } of by) {
      const where = `第${index}级（${tier}）`
      for (const person of [officerId, onBehalfOf]) {
        if (person === null) continue
        if (person === drafterId) faults.push(`${where}由送审人${name}自己审批`)
        const handles = handlers.some(
          ({ officer_id, from_at, to_at }) =>
            officer_id === person && Number(from_at) <= at && (to_at === null || Number(to_at) > at),
        )
        if (handles && person !== drafterId) faults.push(`${where}由本案办案人员${name}审批`)
        const other = filled.get(person)
        if (other !== undefined && other !== index && !automatic)
          faults.push(`${where}与第${other}级由同一人（${name}）审批`)
        filled.set(person, index)
      }
    }
  }
  if (rounds.length > 0 && approval.drafter_id === '') faults.push('没有记录送审人')
}

/** A draft does not change while it is reviewed: all tiers saw the same. */
function lookAtDocuments({ tiers, faults }: ApprovalCourse): void {
  const seen = new Map<string, { sha256: string; index: number }>()
  for (const { index, by } of tiers)
    for (const { documentId, sha256 } of by.flatMap(({ documents }) => documents)) {
      const before = seen.get(documentId)
      if (before && before.sha256 !== sha256)
        faults.push(`第${before.index}级与第${index}级所见的文书 ${documentId} 不是同一稿`)
      seen.set(documentId, { sha256, index })
    }
}
