/** 审计检查: what an auditor asks of a case or of the whole bureau, computed from the records alone; it changes nothing. */
import type { ApprovalCourse } from '../approvals/tiers-passed.ts'
import type { Verification } from '../audit/verify.ts'
import type { CaseState } from '../cases/model.ts'
import type { NumberedPaper, SeriesAccount } from '../documents/number-accounts.ts'
import type { KeptFile } from '../documents/unchanged.ts'
import type { Actor } from '../identity/actor.ts'
import { problem } from '../platform/problem.ts'
import { endOfDay, startOfDay } from '../platform/legal-day.ts'
import { type ItemChain, propertyChains } from '../property/chain.ts'
import { type ActLine, actsOf } from './acts.ts'
import { filesOfCase, filesOfPeriod } from './files.ts'
import { type LimitLine, limitFindings, limitLine, tierTimeFindings } from './limits.ts'
import { caseNumberFinding, seriesOf } from './numbers.ts'
import type { ExaminationRoom, Finding, Period } from './room.ts'
import { coursesOf, tierFindings } from './tiers.ts'

export interface CaseExamination {
  case: { id: string; number: string | null; state: CaseState; stage: string }
  examinedAt: number
  ok: boolean
  findings: Finding[]
  limits: LimitLine[]
  tiers: ApprovalCourse[]
  numbers: NumberedPaper[]
  property: ItemChain[]
  documents: KeptFile[]
  chain: Verification
  acts: ActLine[]
}

export interface BureauExamination {
  from: string
  to: string
  examinedAt: number
  ok: boolean
  findings: Finding[]
  /** How many were looked at of each; of the limits the late ones, binding or not. */
  limits: { due: number; late: LimitLine[] }
  tiers: { approvals: number; remarks: { approvalId: string; caseId: string; text: string }[] }
  numbers: { series: SeriesAccount[] }
  property: { items: number; open: ItemChain[] }
  documents: { read: number }
  chain: Verification
}

export interface Examination {
  /** @throws Problem `forbidden`, `not-found`. */
  ofCase(actor: Actor, caseId: string): Promise<CaseExamination>
  /** @param days legal days, both included. @throws Problem `forbidden`, `input-invalid`. */
  ofBureau(actor: Actor, days: { from: string; to: string }): Promise<BureauExamination>
  /** Id of the case with this number 案号, or with this id. @throws Problem `not-found`. */
  findCase(numberOrId: string): Promise<string>
}

export function createExamination(room: ExaminationRoom): Examination {
  const { database, clock, audit, identity, deadlines, documents, approvals, cases } = room
  const { sql } = database

  async function ofCase(actor: Actor, caseId: string): Promise<CaseExamination> {
    identity.require(actor, 'audit.read')
    identity.require(actor, 'audit.read', await cases.policyObject(caseId))
    const row = await cases.row({ sql }, caseId)
    await deadlines.refresh()
    const lines = await audit.ofCase(caseId)
    const limits = (await deadlines.ofCases([caseId, row.clue_id])).map((one) => limitLine(room, one))
    const tiers = await coursesOf(room, await approvals.ofCase(sql, caseId))
    const numbers = await documents.numbersOf(sql, caseId)
    const property = await propertyChains(sql, caseId)
    const { files, findings: ofFiles } = await filesOfCase(room, caseId)
    const chain = await audit.verify()
    const findings = [
      ...limitFindings(limits),
      ...tierTimeFindings(tiers, clock.now()),
      ...tierFindings(tiers),
      ...caseNumberFinding(row, numbers),
      ...propertyFindings(property.faults),
      ...ofFiles,
      ...chainFindings(chain),
    ]
    return {
      case: { id: row.id, number: row.number, state: row.state, stage: row.stage },
      examinedAt: clock.now(),
      ok: findings.length === 0,
      findings,
      limits,
      tiers,
      numbers,
      property: property.items,
      documents: files,
      chain,
      acts: actsOf(lines, tiers, await documents.ofCase(sql, caseId), identity.roleTable),
    }
  }

  async function ofBureau(actor: Actor, days: { from: string; to: string }): Promise<BureauExamination> {
    identity.require(actor, 'audit.read')
    const period = periodOf(days)
    const { due, late } = await deadlines.lateWithin(period)
    const limits = late.map((one) => limitLine(room, one))
    const tiers = await coursesOf(room, await approvals.within(sql, period))
    const numbers = await seriesOf(room, period)
    const property = await propertyChains(sql)
    const { read, findings: ofFiles } = await filesOfPeriod(room, period)
    const chain = await audit.verify()
    const findings = [
      ...limitFindings(limits),
      ...tierTimeFindings(tiers, clock.now()),
      ...tierFindings(tiers),
      ...numbers.findings,
      ...propertyFindings(property.faults),
      ...ofFiles,
      ...chainFindings(chain),
    ]
    return {
      ...days,
      examinedAt: clock.now(),
      ok: findings.length === 0,
      findings,
      limits: { due, late: limits },
      tiers: {
        approvals: tiers.length,
        remarks: tiers.flatMap(({ approvalId, caseId, remarks }) =>
          remarks.map((text) => ({ approvalId, caseId, text })),
        ),
      },
      numbers: { series: numbers.series },
      property: { items: property.items.length, open: property.items.filter(({ closed }) => !closed) },
      documents: { read },
      chain,
    }
  }

  return {
    ofCase,
    ofBureau,
    async findCase(numberOrId) {
      const [found] = await sql.all<{ id: string }>('SELECT id FROM cases WHERE number = ? OR id = ?', [
        numberOrId,
        numberOrId,
      ])
      if (!found) throw problem('not-found', `没有案件 ${numberOrId}`)
      return found.id
    },
  }
}

function periodOf({ from, to }: { from: string; to: string }): Period {
  if (from > to) throw problem('input-invalid', '起止日期不对', [{ path: 'to', message: '不能早于起始日期' }])
  return { from: startOfDay(from), until: endOfDay(to) + 999 }
}

const propertyFindings = (faults: { id: string; caseId: string | null; text: string }[]): Finding[] =>
  faults.map(({ id, caseId, text }) => ({
    check: 'property',
    object: { type: 'property', id },
    caseId,
    text,
  }))

const chainFindings = (chain: Verification): Finding[] =>
  chain.ok
    ? []
    : [
        {
          check: 'chain',
          object: { type: 'line', id: String(chain.seq) },
          caseId: null,
          text: `审计链：${chain.detail}`,
        },
      ]
