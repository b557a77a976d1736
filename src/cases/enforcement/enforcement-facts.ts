/** What documents say of enforcement: deferral and instalments, surcharge, the demand 催告, the application to the court. */
import type {
  CourtApplicationFacts,
  DemandFacts,
  EnforcementEndFacts,
  InstalmentFacts,
  RefundFacts,
  StayFacts,
  SurchargeFacts,
} from '../../documents/enforcement-facts.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import { dataOf } from '../facts.ts'
import { type GatheredCase, numberOf } from '../gathered-case.ts'
import type { CaseRoom } from '../room.ts'
import { fineLeft, surchargeLeft } from './money.ts'

export async function enforcementFacts(room: CaseRoom, gathered: GatheredCase) {
  const { facts } = gathered
  return {
    instalment: dataOf(facts, 'instalment') as InstalmentFacts | undefined,
    surcharge: dataOf(facts, 'surcharge') as SurchargeFacts | undefined,
    refund: refundFacts(gathered),
    stay: stayFacts(gathered),
    enforcementEnd: dataOf(facts, 'enforcement-termination') as EnforcementEndFacts | undefined,
    demand: await demandFacts(room, gathered),
    courtApplication: courtApplicationFacts(room, gathered),
  }
}

/** 行政复议法 第六十三条 is written 《行政复议法》第六十三条 on paper. */
const cited = (article: string) => article.replace(/(^|[，、；])([^《》\s，、；]+) (?=第)/g, '$1《$2》')

function refundFacts({ facts }: GatheredCase): RefundFacts | undefined {
  const refund = dataOf(facts, 'refund') as RefundFacts | undefined
  return refund && { ...refund, ...(refund.basis && { basis: cited(refund.basis) }) }
}

function stayFacts({ facts }: GatheredCase): StayFacts | undefined {
  const stay = dataOf(facts, 'enforcement-stay') as StayFacts | undefined
  const resumption = dataOf(facts, 'enforcement-resumption') as StayFacts['resumption']
  return stay && { ...stay, ...(resumption && { resumption: { reason: resumption.reason } }) }
}

async function demandFacts(
  { deadlines }: CaseRoom,
  gathered: GatheredCase,
): Promise<DemandFacts | undefined> {
  const { facts, row } = gathered
  const drafted = dataOf(facts, 'demand-notice') as { obligation: string; way: string } | undefined
  if (!drafted) return undefined
  const served = dataOf(facts, 'serve-demand-notice') as { at: string } | undefined
  const [fine, surcharge] = [fineLeft(row), surchargeLeft(row)]
  return {
    number: numberOf(gathered, 'demand-notice'),
    servedOn: served && legalDay(parseInstant(served.at)),
    obligation: drafted.obligation,
    workdays: (await deadlines.limit('demand-before-court')).length,
    way: drafted.way,
    ...(fine > 0 && { fine }),
    ...(surcharge > 0 && { surcharge }),
    total: fine + surcharge,
    consequence: '依法申请人民法院强制执行',
    response: served && response(gathered),
  }
}

const weighed: Record<string, string> = { yes: '予以采纳', part: '部分采纳', no: '不予采纳' }

/** 当事人的意见 (行政强制法 第三十六条, 第五十五条第一款第三项). */
function response({ facts }: GatheredCase): string {
  const said = dataOf(facts, 'demand-statement-received') as { content: string } | undefined
  const review = dataOf(facts, 'demand-statement') as { review: string; accepted: string } | undefined
  if (!said) return '被申请人收到催告书后，在催告的期限内未提出陈述、申辩，亦未履行义务。'
  return `被申请人收到催告书后提出：${said.content}${review ? `申请人复核认为：${review.review}，${weighed[review.accepted] ?? ''}。` : ''}`
}

const yuan = (fen: number) =>
  `${Math.floor(fen / 100)}${fen % 100 === 0 ? '' : `.${String(fen % 100).padStart(2, '0')}`}元`

function courtApplicationFacts(
  { enforcementRules }: CaseRoom,
  { facts, row }: GatheredCase,
): CourtApplicationFacts | undefined {
  const drafted = dataOf(facts, 'court-application') as
    Pick<CourtApplicationFacts, 'head' | 'headPost' | 'agent' | 'course' | 'subject'> | undefined
  if (!drafted) return undefined
  const { head, headPost, agent, course, subject } = drafted
  const [fine, surcharge] = [fineLeft(row), surchargeLeft(row)]
  return {
    head,
    headPost,
    agent,
    requests: [
      ...(fine > 0 ? [`强制执行被申请人应缴纳的罚款${yuan(fine)}`] : []),
      ...(surcharge > 0 ? [`强制执行被申请人应缴纳的加处罚款${yuan(surcharge)}`] : []),
    ],
    course,
    subject,
    annexes: enforcementRules.annexes.map((annex, index) => ({ no: index + 1, ...annex })),
  }
}
