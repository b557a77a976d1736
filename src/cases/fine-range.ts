/**
 * The fine within what the penalty provision says: never beyond its most; below its least only as a penalty that is lessened 减轻处罚 (行政处罚法 第三十二条), which the
 * report says with its reason, so that the director is asked. No fine at all is another penalty's matter (警告 and the like).
 */
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import type { Violation } from '../violations/service.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import { type CaseRow, dayOfRules } from './model.ts'
import type { CaseRoom } from './room.ts'

/** What is wrong with a fine by the range that the provision leaves; undefined: nothing. */
export function fineFault(
  { fineMinFen, fineMaxFen }: Pick<Violation, 'fineMinFen' | 'fineMaxFen'>,
  fineFen: number,
): { side: 'below' | 'beyond'; message: string } | undefined {
  if (fineMaxFen !== null && fineFen > fineMaxFen)
    return { side: 'beyond', message: `高于法定最高罚款 ${fineMaxFen / 100} 元` }
  if (fineMinFen !== null && fineFen < fineMinFen)
    return { side: 'below', message: `低于法定最低罚款 ${fineMinFen / 100} 元` }
  return undefined
}

/** @param field of the form that holds the fine in fen. @throws Problem `input-invalid` naming the field in yuan. */
export async function requireWithinLaw(
  room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  data: FormData,
  field: 'fineFen' | 'intendedFineFen',
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
  throw problem('input-invalid', '罚款不在法定幅度内', [
    {
      path: field.replace(/Fen$/, 'Yuan'),
      message: `${fault.message}（${citations.penalty.join('、')}）`,
    },
  ])
}
