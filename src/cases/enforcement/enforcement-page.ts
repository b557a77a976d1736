/** 执行页: what is owed, paid and accrued, the plan with its parts, the demand, the court, the limits, and how it ended: one call. */
import type { Deadline } from '../../deadlines/service.ts'
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import type { LegalDay } from '../../documents/facts.ts'
import type { FormData } from '../../tasks/index.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import { limits } from '../own-enforcement/conditions.ts'
import { type OwnView, viewOwn } from '../own-enforcement/view.ts'
import { type CaseRoom, findCase, policyObjectOf } from '../room.ts'
import { accruedBy, fineLeft, type Payment, paymentsOf, surchargeLeft } from './money.ts'
import { type OtherPenalty, otherPenalties } from './other-penalties.ts'
import { type Overpaid, overpaid, owedBack } from './overpaid.ts'
import { type Instalment, type Plan, plansOf, runningPlan } from './plan.ts'
import { type Request, requestsOf } from './requests.ts'
import { type RefundView, refundsOf } from './refund.ts'
import { type StayRow, staysOf } from './stay.ts'
import type { Surcharge } from './surcharge.ts'

export interface EnforcementPage {
  caseId: string
  version: number
  /** `none`: no fine. `to-serve`: the decision is not served yet. `deferred`: a plan is in force. `stayed`: 中止执行. */
  state: 'none' | 'to-serve' | 'paying' | 'deferred' | 'overdue' | 'stayed' | 'paid' | 'ended'
  fineFen: number
  paidFen: number
  outstandingFen: number
  surcharge: Omit<Surcharge, 'fen'> & {
    /** By today, whether decided or not. */
    accruedFen: number
    decidedFen: number
    paidFen: number
    outstandingFen: number
    dailyPercent: number
  }
  payments: Payment[]
  /** What the decision orders beside the fine. */
  otherPenalties: OtherPenalty[]
  /** Owed back to the party now, and what was approved and paid so far. */
  refund: Overpaid & { owedFen: number; refunds: RefundView[] }
  plans: (Omit<Plan, 'instalments'> & {
    state: 'running' | 'broken' | 'paid'
    instalments: (Instalment & { state: 'paid' | 'due' | 'overdue'; deadline: Deadline | null })[]
  })[]
  deadlines: Deadline[]
  demand: FormData | null
  court: { application: FormData | null; filing: FormData | null; ruling: FormData | null }
  ended: FormData | null
  /** 中止执行, oldest first, and on which grounds it may be asked for. */
  stays: { ground: string; words: string; fromOn: string; toOn: string | null; endedBy: string | null }[]
  stayGrounds: Record<string, string>
  /** 本机关强制执行, oldest first, and by which means it may be. */
  own: OwnView[]
  ownMeans: Record<string, string>
  /** Reasons for which enforcement may be ended, by code. */
  ends: Record<string, string>
  /** Null: the decision is not served yet. */
  servedOn: LegalDay | null
  /** What may be asked for, and why not now. */
  requests: Request[]
}

const shownLimits = new Set([
  'payment',
  'demand-before-court',
  'court-application',
  'enforcement-stay',
  ...Object.values(limits),
])

export async function enforcementPage(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
): Promise<EnforcementPage> {
  const { sql } = room.database
  const row = await findCase(sql, caseId)
  room.policy.require(actor, 'case.read', await policyObjectOf(sql, row))
  return { ...(await viewEnforcement(room, row)), requests: await requestsOf(room, row) }
}

/** All but what may be done now. */
export async function viewEnforcement(
  room: CaseRoom,
  row: CaseRow,
): Promise<Omit<EnforcementPage, 'requests'>> {
  const { database, deadlines, clock, enforcementRules } = room
  const { sql } = database
  const caseId = row.id
  const today = legalDay(clock.now())
  const deadlinesNow = await deadlines.ofCase(caseId)
  const plans = await plansOf(sql, caseId)
  const facts = await effectiveFacts(sql, caseId)
  const stays = await staysOf(sql, caseId)
  const fact = (kind: string) => dataOf(facts, kind) ?? null
  const { fen: accruedFen, ...accrued } = await accruedBy(room, sql, row, today)
  return {
    caseId,
    version: row.version,
    state: stateOf(row, plans, deadlinesNow, stays),
    fineFen: row.fine_fen ?? 0,
    paidFen: row.paid_fen,
    outstandingFen: fineLeft(row),
    surcharge: {
      ...accrued,
      accruedFen,
      decidedFen: row.surcharge_fen ?? 0,
      paidFen: row.surcharge_paid_fen,
      outstandingFen: surchargeLeft(row),
      dailyPercent: enforcementRules.surcharge.dailyPercent,
    },
    payments: await paymentsOf(sql, caseId),
    otherPenalties: await otherPenalties(room, sql, row),
    refund: { ...overpaid(row), owedFen: owedBack(row), refunds: await refundsOf(sql, caseId) },
    plans: plans.map((plan) => viewPlan(plan, row, plans, deadlinesNow, today)),
    deadlines: deadlinesNow.filter(({ limit }) => shownLimits.has(limit)),
    demand: fact('demand-notice'),
    court: {
      application: fact('court-application'),
      filing: fact('court-filing'),
      ruling: fact('court-ruling'),
    },
    ended: fact('enforcement-end'),
    stays: stays.map(({ ground, from_on: fromOn, to_on: toOn, ended_by: endedBy }) => ({
      ground,
      words: enforcementRules.stays.grounds[ground] ?? ground,
      fromOn,
      toOn,
      endedBy,
    })),
    stayGrounds: enforcementRules.stays.grounds,
    own: await viewOwn(room, sql, row),
    ownMeans: Object.fromEntries(
      Object.entries(enforcementRules.own.means).map(([code, { title }]) => [code, title]),
    ),
    ends: enforcementRules.ends,
    servedOn: row.served_at === null ? null : legalDay(Number(row.served_at)),
  }
}

function stateOf(
  row: CaseRow,
  plans: Plan[],
  limits: Deadline[],
  stays: StayRow[],
): EnforcementPage['state'] {
  if (!row.fine_fen) return 'none'
  if (row.enforcement_ended_at !== null) return 'ended'
  if (fineLeft(row) === 0 && surchargeLeft(row) === 0) return 'paid'
  if (row.served_at === null) return 'to-serve'
  if (stays.some(({ to_on }) => to_on === null)) return 'stayed'
  const payment = limits.findLast(({ limit }) => limit === 'payment')
  if (payment?.state === 'over') return 'overdue'
  return runningPlan(plans, row) ? 'deferred' : 'paying'
}

function viewPlan(plan: Plan, row: CaseRow, plans: Plan[], limits: Deadline[], today: string) {
  const state =
    plan.brokenOn !== null
      ? ('broken' as const)
      : runningPlan(plans, row)?.id === plan.id
        ? ('running' as const)
        : ('paid' as const)
  return {
    ...plan,
    state,
    instalments: plan.instalments.map((one) => ({
      ...one,
      state:
        one.cumulativeFen <= row.paid_fen
          ? ('paid' as const)
          : one.lastOn < today
            ? ('overdue' as const)
            : ('due' as const),
      deadline: limits.find(({ subject }) => subject === `${plan.id}-${one.no}`) ?? null,
    })),
  }
}
