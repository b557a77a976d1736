/** 当场收缴的罚款 on its way: from the officer to the bureau, then to the bank, each after the other (行政处罚法 第七十一条). */
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

const law = '行政处罚法 第七十一条'

/** @throws Problem `input-invalid`: nothing is handed over before it was collected. */
export function checkHandover(
  { clock }: CaseRoom,
  _tx: WriteTransaction,
  { decided_at }: CaseRow,
  { data }: { data: FormData },
): void {
  const at = parseInstant(data.receivedAt as string)
  if (at > clock.now() || legalDay(at) < legalDay(Number(decided_at)))
    throw problem('input-invalid', '接收时间有误', [
      { path: 'receivedAt', message: `接收罚款不能早于当场收缴，也不能晚于现在（${law}）` },
    ])
}

/** @throws Problem `input-invalid`: nothing is banked before the bureau has it. */
export async function checkBanking(
  { clock }: CaseRoom,
  { sql }: WriteTransaction,
  { id }: CaseRow,
  { data }: { data: FormData },
): Promise<void> {
  const at = parseInstant(data.bankedAt as string)
  const { receivedAt } = (dataOf(await effectiveFacts(sql, id), 'fine-handover') ?? {}) as {
    receivedAt?: string
  }
  if (at > clock.now() || (receivedAt !== undefined && at < parseInstant(receivedAt)))
    throw problem('input-invalid', '缴付时间有误', [
      { path: 'bankedAt', message: `缴付银行不能早于接收罚款，也不能晚于现在（${law}）` },
    ])
}
