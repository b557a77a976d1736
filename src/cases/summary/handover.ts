/** 当场收缴的罚款 on its way from the officer to the bureau (行政处罚法 第七十一条). */
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

const law = '行政处罚法 第七十一条'

/** @throws Problem `input-invalid`: nothing is handed over before it was collected. */
export function checkHandover(
  _room: CaseRoom,
  _tx: WriteTransaction,
  { decided_at }: CaseRow,
  { data }: { data: FormData },
): void {
  if (legalDay(parseInstant(data.receivedAt as string)) < legalDay(Number(decided_at)))
    throw problem('input-invalid', '接收时间有误', [
      { path: 'receivedAt', message: `接收罚款不能早于当场收缴（${law}）` },
    ])
}
