/** Sections that are about the decision: report and discretion, legal review, notice and what the party said, decision, service 送达, payment, closing. */
import type {
  AdvanceNoticeFacts,
  ClosingFacts,
  DecisionFacts,
  PaymentFacts,
  RemedyFacts,
} from '../documents/decision-facts.ts'
import type {
  DiscretionFacts,
  InvestigationFacts,
  LegalReviewFacts,
} from '../documents/investigation-facts.ts'
import { dateChinese } from '../documents/chinese-formats.ts'
import { isoInstant, legalDay, parseInstant } from '../platform/clock.ts'
import { type GatheredCase, issuedOn, numberOf } from './gathered-case.ts'
import { hearingInWords } from './hearing/document-facts.ts'
import { dataOf, type EffectiveFact, fineOf } from './facts.ts'
import { type CaseRow, dayOfRules } from './model.ts'
import { statesFine } from './notified-penalty.ts'
import type { CaseRoom } from './room.ts'
import { tierOf } from './tier-of-case.ts'
import { rangeInWords } from '../violations/tier-range.ts'
import { waiverFile } from './waiver.ts'
import { type WeighedStatement, weighedStatements } from './weighed-statements.ts'

interface ReportForm {
  course: string
  qualification?: string
  proposal: string
}

export function investigationFacts({ facts }: GatheredCase): InvestigationFacts | undefined {
  const report = facts.find(({ kind }) => kind === 'report')
  if (!report) return undefined
  const { course, qualification, proposal } = report.data as unknown as ReportForm
  return { finishedOn: legalDay(report.at), course, qualification, proposal }
}

/** The tier that was last put forward and why, with the range that the violation gives it; before a report, the one that the facts give. */
export async function discretionFacts(
  { violations }: CaseRoom,
  { facts, row }: GatheredCase,
): Promise<DiscretionFacts | undefined> {
  const { tier, reason } = tierOf(facts)
  if (tier === undefined) return undefined
  const found =
    row.violation_code === null ? undefined : await violations.tier(row.violation_code, tier, dayOfRules(row))
  return { tier: found?.name ?? tier, range: found ? rangeInWords(found) : '', reason }
}

export async function legalReviewFacts(
  { officers }: CaseRoom,
  { facts }: GatheredCase,
): Promise<LegalReviewFacts | undefined> {
  const review = facts.find(({ kind }) => kind === 'legal-review')
  if (!review || review.officerId === null) return undefined
  const { points, opinion, qualificationNumber } = review.data as unknown as {
    points?: { item: string; finding: string }[]
    opinion: string
    qualificationNumber?: string
  }
  return {
    reviewedAt: isoInstant(review.at),
    reviewer: (await officers.get(review.officerId)).name,
    qualificationNumber,
    points: points ?? [{ item: '综合审核', finding: opinion }],
    opinion,
  }
}

export async function noticeFacts(
  room: CaseRoom,
  gathered: GatheredCase,
): Promise<AdvanceNoticeFacts | undefined> {
  const { facts, row } = gathered
  const { deadlines } = room
  const notice = dataOf(facts, 'notice') as { intendedPenalty?: string; intendedFineFen?: number } | undefined
  if (!notice) return undefined
  const served = dataOf(facts, 'serve-advance-notice') as { at: string } | undefined
  const [limit, hearing, running] = await Promise.all([
    deadlines.limit('statement-defence'),
    deadlines.limit('hearing-request'),
    deadlines.ofCase(row.id),
  ])
  return {
    number: numberOf(gathered, 'advance-notice'),
    servedAt: served?.at,
    intendedPenalty: inOneLine(notice.intendedPenalty),
    // Notices of before said the fine in their words.
    intendedFine: statesFine(notice.intendedPenalty)
      ? undefined
      : notNothing(notice.intendedFineFen ?? fineOf(facts)),
    hearingWorkdays: hearing.length,
    hearingRight: gathered.documents.some(({ kind }) => kind === 'hearing-rights-notice'),
    statementUntil: running.find(({ limit: code }) => code === 'statement-defence')?.dueOn,
    statementWorkdays: limit.length,
    statement: served && (await reaction(room, gathered)),
  }
}

const weighed: Record<string, string> = { yes: '予以采纳', part: '部分采纳', no: '不予采纳' }

/** 陈述申辩及复核情况 (行政处罚法 第四十四条, 第四十五条), and the hearing (第六十五条). */
async function reaction(room: CaseRoom, gathered: GatheredCase): Promise<string> {
  const hearing = await hearingInWords(room, gathered)
  const { facts } = gathered
  const { lateStatement } = dataOf(facts, 'decision') ?? {}
  const late =
    lateStatement === undefined
      ? undefined
      : `期限届满后当事人又提出陈述、申辩，复核如下：${lateStatement as string}`
  if (hearing === undefined || dataOf(facts, 'statement')) {
    const stated = await statementInWords(room, gathered)
    return [stated, hearing, late].filter((part) => part !== undefined).join('\n')
  }
  return [hearing, late].filter((part) => part !== undefined).join('\n')
}

async function statementInWords(room: CaseRoom, { facts, row }: GatheredCase): Promise<string> {
  const last = dataOf(facts, 'statement') as WeighedStatement | undefined
  // The last as it will stand, where it is being corrected.
  if (last)
    return [...(await weighedStatements(room.database.sql, row)).slice(0, -1), last]
      .map(
        ({ statement, accepted, result }) =>
          `当事人陈述、申辩：${statement}\n复核意见：${weighed[accepted] ?? ''}。${result}`,
      )
      .join('\n')
  const waived = dataOf(facts, 'rights-waived') as { receivedAt: string; evidenceId?: string } | undefined
  if (waived) {
    // Cases that waived before the signed paper was asked for have none.
    const file = waived.evidenceId && (await waiverFile(room, room.database.sql, row.id, waived.evidenceId))
    const proven = file ? `（见证据《${file.name}》）` : ''
    return `当事人收到告知书后，于${dateChinese(legalDay(parseInstant(waived.receivedAt)))}书面表示放弃陈述、申辩${proven}。`
  }
  return '当事人收到告知书后，在规定期限内未提出陈述、申辩。'
}

/** What was typed line by line stands in one sentence of the notice. */
function inOneLine(text = ''): string | undefined {
  const lines = text.split('\n').map((line) => line.trim().replace(/[。；;，,、]+$/u, ''))
  return lines.filter((line) => line !== '').join('；') || undefined
}

/** No fine is none, not one of nought yuan. */
const notNothing = (fineFen: number | undefined) => (fineFen === 0 ? undefined : fineFen)

const decisionKinds = ['penalty-decision', 'no-penalty-decision', 'summary-decision']

export async function decisionFacts(
  { deadlines, enforcementRules }: CaseRoom,
  gathered: GatheredCase,
): Promise<DecisionFacts | undefined> {
  const { facts, row } = gathered
  const decision = dataOf(facts, 'decision') as { other?: string; collectiveDiscussion?: string } | undefined
  const fine = row.fine_fen ?? fineOf(facts)
  if (!decision && fine === undefined) return undefined
  const discussion = dataOf(facts, 'collective-discussion') as { conclusion: string } | undefined
  const [payment, review, litigation, handIn] = await Promise.all(
    ['payment', 'administrative-review', 'litigation', 'confiscation-handover'].map((code) =>
      deadlines.limit(code),
    ),
  )
  const other = decision?.other
    ?.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const kind = decisionKinds.find((one) => issuedOn(gathered, one) !== undefined) ?? 'penalty-decision'
  return {
    number: numberOf(gathered, kind),
    decidedOn: issuedOn(gathered, kind),
    fine: notNothing(fine),
    other: other && other.length > 0 ? other : undefined,
    paymentDays: payment!.length,
    surchargePercent: enforcementRules.surcharge.dailyPercent,
    handInDays: other?.some((line) => line.includes('没收')) ? handIn!.length : undefined,
    reviewDays: review!.length,
    litigationMonths: litigation!.length,
    // 行政复议法 第二十三条.
    ...(row.case_procedure === 'summary' && { reviewFirst: true as const }),
    result: row.decided_at === null ? undefined : resultInWords(facts, fine, other),
    servedOn: row.served_at === null ? undefined : legalDay(row.served_at),
    collectiveDiscussion: decision?.collectiveDiscussion ?? discussion?.conclusion,
  }
}

const yuan = (fen: number) => `${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)}元`

/** What became of the party, on the cover of the volume. */
function resultInWords(facts: EffectiveFact[], fine = 0, other: string[] = []): string {
  if (dataOf(facts, 'decision')?.decisionKind === 'no-penalty-decision') return '不予行政处罚'
  const warned = (dataOf(facts, 'summary') as { warning?: boolean } | undefined)?.warning === true
  const penalties = [...(warned ? ['警告'] : []), ...(fine > 0 ? [`罚款${yuan(fine)}`] : []), ...other]
  return penalties.join('；')
}

/** Of every act that the party may have reviewed or sue over, also one before the decision (EL 24). */
export async function remedyFacts({ deadlines }: CaseRoom): Promise<RemedyFacts> {
  const [review, litigation, suit] = await Promise.all(
    ['administrative-review', 'litigation', 'litigation-after-review'].map((code) => deadlines.limit(code)),
  )
  return { reviewDays: review!.length, litigationMonths: litigation!.length, suitDays: suit!.length }
}

export function paymentFacts({ facts }: GatheredCase): PaymentFacts | undefined {
  const payment = dataOf(facts, 'payment-received') as
    | { paidFen: number; surchargeFen?: number; paidOn: string; receiptNumber?: string; way?: string }
    | undefined
  return (
    payment && {
      paid: payment.paidFen,
      surcharge: payment.surchargeFen,
      paidOn: payment.paidOn,
      receiptNumber: payment.receiptNumber,
      way: payment.way ?? '自动履行',
    }
  )
}

export function closingFacts({ clock }: CaseRoom, { facts, row }: GatheredCase): ClosingFacts | undefined {
  const closing = dataOf(facts, 'closing') as
    { summary: string; execution: string; property?: string; way?: string } | undefined
  if (!closing) return row.case_procedure === 'summary' ? summaryClosing(row) : undefined
  const { summary, execution, property, way = '行政处罚决定执行完毕' } = closing
  return { summary, execution, property, way, closedOn: legalDay(row.closed_at ?? clock.now()) }
}

/** A case decided on the spot is closed without a report. */
function summaryClosing({
  closed_at,
  fine_fen,
  number,
  enforcement_ended_at,
}: CaseRow): ClosingFacts | undefined {
  if (closed_at === null) return undefined
  return {
    summary: `当场作出行政处罚决定（${number}）并交付当事人。`,
    execution:
      fine_fen === 0 ? '警告已当场执行。' : enforcement_ended_at === null ? '罚款已缴清。' : '依法终结执行。',
    way: enforcement_ended_at === null ? '行政处罚决定执行完毕' : '终结执行',
    closedOn: legalDay(closed_at),
  }
}
