/** 执行: over cases, what decisions still oblige to: fine, surcharge, instalments, other penalties, and what goes back. */
import type { Deadline } from '../../deadlines/service.ts'
import type { Actor } from '../../identity/actor.ts'
import type { SqlValue } from '../../platform/database/sql.ts'
import { labelsOf } from '../case-names.ts'
import { type EnforcementPage, viewEnforcement } from '../enforcement/enforcement-page.ts'
import type { CaseRoom } from '../room.ts'
import { type DeskPage, type DeskQuery, openCases } from './open-cases.ts'

export const enforcementStates = ['to-serve', 'paying', 'deferred', 'overdue', 'stayed'] as const

export interface EnforcementDeskQuery extends DeskQuery {
  /** How the payment of the fine stands. */
  state?: (typeof enforcementStates)[number]
}

type Obligation = Pick<EnforcementPage, 'caseId' | 'state' | 'fineFen' | 'paidFen' | 'outstandingFen'> & {
  /** Decided and not paid. */
  surchargeFen: number
  /** By today, whether decided or not. */
  accruedFen: number
  /** The next part of the plan in force. */
  instalment: {
    no: number
    of: number
    amountFen: number
    lastOn: string
    state: 'paid' | 'due' | 'overdue'
  } | null
  /** How far it has gone. */
  step: 'demand' | 'court-application' | 'court-filing' | 'court-ruling' | null
  stay: { words: string; fromOn: string } | null
  /** Other penalties that are to be carried out. */
  toExecute: string[]
  owedBackFen: number
  /** 本机关强制执行 that is under way. */
  own: string[]
  /** Those that run. */
  deadlines: Deadline[]
}

export type EnforcementDeskItem = Obligation & { caseNumber: string | null; title: string }

export async function enforcementDesk(
  room: CaseRoom,
  actor: Actor,
  { state, ...query }: EnforcementDeskQuery,
): Promise<DeskPage<EnforcementDeskItem>> {
  const page = await openCases(room, actor, query, decided(state, room.clock.now()), async (row) => {
    const view = obligationOf(await viewEnforcement(room, row))
    if (state !== undefined) return view.state === state ? view : undefined
    return isOpen(view) ? view : undefined
  })
  const labels = await labelsOf(
    room,
    page.items.map(({ caseId }) => caseId),
  )
  return {
    items: page.items.map((item) => ({
      ...item,
      caseNumber: labels.get(item.caseId)?.number ?? null,
      title: labels.get(item.caseId)?.title ?? '',
    })),
    next: page.next,
  }
}

/** What the database can tell of a state beforehand. @param now epoch ms. */
function decided(state: EnforcementDeskQuery['state'], now: number): { where: string; values: SqlValue[] } {
  const more: { [state: string]: { where: string; values: SqlValue[] } } = {
    'to-serve': { where: 'c.served_at IS NULL', values: [] },
    deferred: {
      where: 'EXISTS (SELECT 1 FROM instalment_plans p WHERE p.case_id = c.id AND p.broken_on IS NULL)',
      values: [],
    },
    // The plus keeps SQLite from going through all that is over anywhere, case by case.
    overdue: {
      where: `EXISTS (SELECT 1 FROM deadlines l WHERE l.case_id = c.id AND l.limit_code = 'payment' AND +l.ended_at IS NULL AND +l.due_at < ?)`,
      values: [now],
    },
    stayed: {
      where: 'EXISTS (SELECT 1 FROM enforcement_stays s WHERE s.open_mark = c.id)',
      values: [],
    },
  }
  const { where, values } = more[state ?? ''] ?? { where: '1 = 1', values: [] }
  return { where: `c.decided_at IS NOT NULL AND ${where}`, values }
}

const isOpen = ({ state, toExecute, owedBackFen, own }: Obligation): boolean =>
  !['none', 'paid', 'ended'].includes(state) ||
  (state !== 'ended' && toExecute.length > 0) ||
  owedBackFen > 0 ||
  own.length > 0

function obligationOf(view: Omit<EnforcementPage, 'requests'>): Obligation {
  const { caseId, state, fineFen, paidFen, outstandingFen, surcharge, court } = view
  const plan = view.plans.find((one) => one.state === 'running')
  const next = plan?.instalments.find((one) => one.state !== 'paid')
  const stay = view.stays.find(({ toOn }) => toOn === null)
  return {
    caseId,
    state,
    fineFen,
    paidFen,
    outstandingFen,
    surchargeFen: surcharge.outstandingFen,
    accruedFen: surcharge.accruedFen,
    instalment: next
      ? {
          no: next.no,
          of: plan!.instalments.length,
          amountFen: next.amountFen,
          lastOn: next.lastOn,
          state: next.state,
        }
      : null,
    step: stepOf(view.demand, court),
    stay: stay ? { words: stay.words, fromOn: stay.fromOn } : null,
    toExecute: view.otherPenalties.filter((one) => one.state === 'to-execute').map(({ kind }) => kind),
    owedBackFen: view.refund.owedFen,
    own: view.own.filter((one) => one.state !== 'ended').map(({ title }) => title),
    deadlines: view.deadlines.filter(({ endedOn }) => endedOn === null),
  }
}

function stepOf(
  demand: object | null,
  { application, filing, ruling }: EnforcementPage['court'],
): Obligation['step'] {
  if (ruling) return 'court-ruling'
  if (filing) return 'court-filing'
  if (application) return 'court-application'
  return demand ? 'demand' : null
}
