/** Which penalties may be decided on the spot for one violation and one kind of party, and by what (行政处罚法 第五十一条). */
import { yuan } from '../../shared/words.ts'
import type { PartyKind, SummaryRules, Violation } from './street-case.ts'

export interface PenaltyChoices {
  warning: boolean
  /** Yuan, the lowest first; none where no fine may be decided on the spot. */
  fines: number[]
  fewest: number
  most: number
  /** In words: what the law and the procedure leave. */
  range: string
}

/** Fines that people say, in yuan. */
const round = [20, 50, 100, 150, 200, 300, 500, 1000, 2000, 3000]

export function penaltyChoices(
  { violation }: Violation,
  rules: SummaryRules,
  kind: PartyKind,
): PenaltyChoices {
  const { fineMinFen, fineMaxFen, otherPenalties } = violation
  const cap = rules.mostFen[kind]
  const warning = otherPenalties.includes('警告')
  const whose = kind === 'citizen' ? '公民' : '单位'
  if (fineMaxFen === null)
    return { warning, fines: [], fewest: 0, most: 0, range: '违法行为库没有载明罚款幅度，不能当场罚款。' }
  const fewest = (fineMinFen ?? 0) / 100
  const most = Math.min(fineMaxFen, cap) / 100
  const legal = `法定 ${yuan(fineMinFen ?? 0)}至 ${yuan(fineMaxFen)}，当场处罚对${whose}最高 ${yuan(cap)}`
  if (fewest > most)
    return {
      warning,
      fines: [],
      fewest,
      most,
      range: `${legal}：罚款应当适用普通程序（行政处罚法 第五十一条）。`,
    }
  const between = round.filter((one) => one > fewest && one < most)
  const fines = [...new Set([...(fewest > 0 ? [fewest] : []), ...between.slice(-2), most])]
  return { warning, fines, fewest, most, range: `${legal}。` }
}

/** The tier 裁量阶次 that a fine lies in. */
export function tierOfFine(
  { tiers }: Violation,
  fineYuan: number | null,
): Violation['tiers'][number] | undefined {
  if (fineYuan === null) return undefined
  const fen = fineYuan * 100
  return tiers.find(({ minFen, maxFen }) => maxFen !== null && fen >= (minFen ?? 0) && fen <= maxFen)
}
