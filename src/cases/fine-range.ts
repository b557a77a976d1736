/**
 * The fine within what the penalty provision says: never beyond its most; below its least only as a penalty that is lessened 减轻处罚 (行政处罚法 第三十二条), which the
 * report says with its reason, so that the director is asked. No fine at all is another penalty's matter (警告 and the like).
 */
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import { type CaseRow, dayOfRules } from './model.ts'
import type { CaseRoom } from './room.ts'

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
  const { fineMinFen, fineMaxFen } = await room.violations.get(row.violation_code, onDay)
  const refuse = async (message: string) => {
    const { citations } = await room.violations.matchLaws(row.violation_code!, onDay)
    throw problem('input-invalid', '罚款不在法定幅度内', [
      { path: field.replace(/Fen$/, 'Yuan'), message: `${message}（${citations.penalty.join('、')}）` },
    ])
  }
  if (fineMaxFen !== null && fine > fineMaxFen) await refuse(`高于法定最高罚款 ${fineMaxFen / 100} 元`)
  if (fineMinFen === null || fine >= fineMinFen) return
  const lessened = data.outsideRange ?? dataOf(await effectiveFacts(sql, row.id), 'report')?.outsideRange
  if (lessened !== true)
    await refuse(
      `低于法定最低罚款 ${fineMinFen / 100} 元；减轻处罚的，须在调查终结报告中勾选超出裁量幅度并说明理由`,
    )
}
