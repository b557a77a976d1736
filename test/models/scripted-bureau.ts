/**
 * A bureau in memory, for driving the models without the slices: it answers every job type that the models use, in the words of bpmn/README.md,
 * and remembers what it was asked. What a reviewer decided is told to it beforehand (`decide`), as the database would hold it.
 */
import type { ActivatedJob, Json, Variables } from '../../src/engine/port.ts'

export interface Tier {
  [name: string]: Json
  tier: string
  role: string
  mode: 'one' | 'all' | 'quorum'
  quorum: number
  limitWorkdays: number
}

/** What a reviewer chose beyond the decision itself. */
export interface DecisionDetail {
  returnTo?: number
  addRole?: string
  removeTier?: number
}

const day = 24 * 3600_000
const iso = (instant: number) => new Date(instant).toISOString()

export class ScriptedBureau {
  readonly calls: { type: string; elementId: string; variables: Variables }[] = []
  /** Who holds a role; a role that is not named has one holder, `<role>-1`. */
  readonly members: { [role: string]: string[] } = {}
  /** Role whose tier passes by itself, since the same person has passed an earlier one. */
  autoPass = new Set<string>()
  /** Answers that stand in the place of the usual ones, by job type. */
  answers: { [type: string]: (job: ActivatedJob) => Variables } = {}
  #now: () => number
  #approvals = 0
  #prefix: string
  #details = new Map<string, DecisionDetail>()

  constructor(prefix: string, now: () => number) {
    this.#prefix = prefix
    this.#now = now
  }

  asked(type: string): Variables[] {
    return this.calls.filter((call) => call.type === type).map((call) => call.variables)
  }

  /** @returns the decision's id, which the completion of `review` carries. */
  decide(detail: DecisionDetail = {}): string {
    const id = `${this.#prefix}-decision-${this.#details.size + 1}`
    this.#details.set(id, detail)
    return id
  }

  answer(job: ActivatedJob): Variables {
    this.calls.push({ type: job.type, elementId: job.elementId, variables: job.variables })
    const own = this.answers[job.type]
    if (own) return own(job)
    switch (job.type) {
      case 'case.open':
        return { departmentId: 'street-1', squadCode: 's1', drafterId: 'officer-1', procedure: 'ordinary' }
      case 'party.look-up':
        return { partyKind: 'citizen' }
      case 'party.find-repeat-record':
        return { repeatCount: 1, firstViolation: false }
      case 'violation.match-laws':
        return { lawRefs: ['SR-001'], hearingRequired: false }
      case 'discretion.propose':
        return { fineFen: 30_000, fineMinFen: 10_000, fineMaxFen: 100_000 }
      case 'deadline.start':
        return { dueAt: iso(this.#now() + 3 * day), nextCheckAt: iso(this.#now() + 3 * day) }
      case 'deadline.check':
        return { due: true, nextCheckAt: iso(this.#now() + day) }
      case 'hearing.open':
        return { hearingId: `${this.#prefix}-hearing` }
      case 'hearing.end':
        return { hearingOutcome: job.variables['sessionOutcome']! }
      case 'approval.open':
        return { approvalId: `${this.#prefix}-approval-${++this.#approvals}` }
      case 'approval.find-approvers':
        return this.#findApprovers(job)
      case 'approval.record':
        return this.#record(job)
      default:
        return {}
    }
  }

  #findApprovers(job: ActivatedJob): Variables {
    const tier = (job.variables['route'] as Tier[])[Number(job.variables['tierIndex']) - 1]!
    const members = this.members[tier.role] ?? [`${tier.role}-1`]
    const reviewers =
      tier.mode === 'one' ? [{ candidates: members }] : members.map((member) => ({ candidates: [member] }))
    return {
      reviewers,
      autoPass: this.autoPass.has(tier.role),
      needed: neededVotes(tier, reviewers.length),
      dueAt: iso(this.#now() + tier.limitWorkdays * day),
      remindAt: iso(this.#now() + day),
      escalateAt: iso(this.#now() + tier.limitWorkdays * day),
    }
  }

  #record(job: ActivatedJob): Variables {
    const route = [...(job.variables['route'] as Tier[])]
    const at = Number(job.variables['tierIndex'])
    const tier = route[at - 1]!
    const given = (
      (job.variables['decisions'] ?? []) as ({ decision: string; decisionId: string } | null)[]
    ).filter((vote) => vote?.decision)
    const agreed = given.filter((vote) => vote!.decision === 'agree').length
    const against = given.find((vote) => vote!.decision !== 'agree')
    const passed =
      job.variables['autoPass'] === true ||
      agreed >= neededVotes(tier, (this.members[tier.role] ?? ['']).length)
    if (passed)
      return at === route.length
        ? { tierOutcome: 'agreed', nextTier: at, route }
        : { tierOutcome: 'continue', nextTier: at + 1, route }
    const detail = this.#details.get(against!.decisionId) ?? {}
    const added: Tier = {
      ...tier,
      tier: '加签',
      role: detail.addRole ?? 'director',
      mode: 'one',
      quorum: 1,
      added: true,
    }
    switch (against!.decision) {
      case 'reject':
        return at === route.length
          ? { tierOutcome: 'rejected', nextTier: at, route }
          : { tierOutcome: 'continue', nextTier: at + 1, route }
      case 'return':
        return detail.returnTo
          ? { tierOutcome: 'continue', nextTier: detail.returnTo, route }
          : { tierOutcome: 'returned', nextTier: 0, route }
      case 'add-tier-before':
        return { tierOutcome: 'continue', nextTier: at, route: route.toSpliced(at - 1, 0, added) }
      case 'add-tier-after':
        return { tierOutcome: 'continue', nextTier: at + 1, route: route.toSpliced(at, 0, added) }
      case 'remove-tier': {
        const removed = detail.removeTier!
        return {
          tierOutcome: 'continue',
          nextTier: removed < at ? at - 1 : at,
          route: route.toSpliced(removed - 1, 1),
        }
      }
      default:
        throw new Error(`unknown decision ${against!.decision}`)
    }
  }
}

function neededVotes(tier: Tier, voters: number): number {
  if (tier.mode === 'one') return 1
  if (tier.mode === 'all') return voters
  return tier.quorum < 1 ? Math.floor(voters * tier.quorum) + 1 : tier.quorum
}
