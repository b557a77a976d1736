/**
 * The fine within what the penalty provision says: never beyond its most; below its least only as a penalty that is lessened 减轻处罚 (行政处罚法 第三十二条), which the
 * report says with its reason, so that the director is asked. And within the tier 裁量阶次 that is put forward, unless the report says the same of that (第三十四条). No fine
 * at all is another penalty's matter (警告 and the like).
 */
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import type { Violation } from '../violations/service.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import { type CaseRow, dayOfRules } from './model.ts'
import { rangeInWords } from '../violations/tier-range.ts'
import type { CaseRoom } from './room.ts'
import { tierOf } from './tier-of-case.ts'
import { yuan } from '../platform/yuan.ts'

/** What is wrong with a fine by the range that the provision leaves; undefined: nothing. */
export function fineFault(
  { fineMinFen, fineMaxFen }: Pick<Violation, 'fineMinFen' | 'fineMaxFen'>,
  fineFen: number,
): { side: 'below' | 'beyond' | 'unstated'; message: string } | undefined {
  // What no provision on record bears, nobody may impose (处罚法定, 行政处罚法 第四条、第五十九条).
  if (fineMaxFen === null) return { side: 'unstated', message: unstated }
  if (fineFen > fineMaxFen) return { side: 'beyond', message: `高于法定最高罚款 ${yuan(fineMaxFen)} 元` }
  if (fineMinFen !== null && fineFen < fineMinFen)
    return { side: 'below', message: `低于法定最低罚款 ${yuan(fineMinFen)} 元` }
  return undefined
}

const unstated =
  '违法行为库没有载明罚款幅度，不能罚款（行政处罚法 第四条）：请规则维护人员核对处罚条款，用“新增违法行为或者起草新版本，并提请确认”（POST /violations/{code}/drafts）填写 fineMinFen、fineMaxFen，另一人确认以后再办'

/** Where a form holds the fine, in fen. */
type FineField = 'fineFen' | 'intendedFineFen'

/** @throws Problem `input-invalid` naming the field in yuan. */
export async function requireWithinLaw(
  room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  data: FormData,
  field: FineField,
): Promise<void> {
  const fine = data[field]
  if (typeof fine !== 'number' || fine === 0 || row.violation_code === null) return
  const onDay = dayOfRules(row)
  const fault = fineFault(await room.violations.get(row.violation_code, onDay), fine)
  if (!fault) return
  if (fault.side === 'below') {
    const lessened = data.outsideRange ?? dataOf(await effectiveFacts(sql, row.id), 'report')?.outsideRange
    if (lessened === true) return
    fault.message += '；减轻处罚的，须在调查终结报告中勾选超出裁量幅度并说明理由'
  }
  const { citations } = await room.violations.matchLaws(row.violation_code, onDay)
  throw unfit(field, '罚款不在法定幅度内', `${fault.message}（${citations.penalty.join('、')}）`)
}

/** Of a form that asks for the fine in yuan. */
const unfit = (field: FineField, what: string, message: string) =>
  problem('input-invalid', what, [{ path: field.replace(/Fen$/, 'Yuan'), message }])

/** @throws Problem `input-invalid` for a tier that the violation has not, or a fine outside the tier. */
export async function requireWithinTier(
  room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  data: FormData,
  field: FineField,
): Promise<void> {
  if (row.violation_code === null) return
  const onDay = dayOfRules(row)
  const facts = await effectiveFacts(sql, row.id)
  const said = tierOf(facts, data).tier
  const tier = said === undefined ? undefined : await room.violations.tier(row.violation_code, said, onDay)
  if (typeof data.discretionTier === 'string' && tier === undefined) {
    const choices = await room.violations.tierChoices(row.violation_code, onDay)
    const names = choices.map(({ code, name }) => `${name}（${code}）`).join('、')
    throw problem('input-invalid', '裁量档次有误', [
      { path: 'discretionTier', message: `该违法行为没有这一裁量档次，可选：${names}` },
    ])
  }
  await room.violations.assertTiersCitable(row.violation_code, onDay)
  const fine = data[field]
  if (typeof fine !== 'number' || fine === 0 || !tier || tier.maxFen === null) return
  if (fine >= (tier.minFen ?? 0) && fine <= tier.maxFen) return
  if ((data.outsideRange ?? dataOf(facts, 'report')?.outsideRange) === true) return
  throw unfit(
    field,
    '罚款不在裁量档次的幅度内',
    `裁量档次“${tier.name}”为${rangeInWords(tier)}。请更换档次并说明理由，或者在调查终结报告中勾选超出裁量幅度并说明理由（行政处罚法 第三十四条）`,
  )
}
