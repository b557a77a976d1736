/** 裁量建议: the range that the tier of discretion.dmn leaves of the violation's fine, and its middle as a proposal (行政处罚法 第三十四条). */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'discretion.propose'
export const input = z.object({
  caseId: z.string(),
  violationCode: z.string(),
  /** Answer of discretion.dmn; null where no tier fits. */
  discretion: z
    .object({ tierName: z.string(), minShare: z.number(), maxShare: z.number(), basis: z.string() })
    .nullable(),
})
export const output = z.object({ fineFen: z.number().int() })

/** Proposals are whole tens of yuan. */
const step = 1000
const inYuan = (fen: number) => `${fen / 100}元`

export async function handle({
  input: { caseId, violationCode, discretion },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const { fineMinFen, fineMaxFen } = await services.violations.get(
    violationCode,
    await services.cases.dayOfRules(tx, caseId),
  )
  if (discretion === null || fineMaxFen === null) {
    const range =
      fineMaxFen === null
        ? '罚款幅度由其他规定确定'
        : `罚款${inYuan(fineMinFen ?? 0)}以上${inYuan(fineMaxFen)}以下`
    await services.cases.recordFinding(tx, caseId, 'discretion', {
      tier: discretion?.tierName ?? '一般',
      range,
    })
    return { fineFen: fineMinFen ?? 0 }
  }
  const width = fineMaxFen - (fineMinFen ?? 0)
  // A tier of nothing at all 不予处罚 is no fine, whatever the provision begins with.
  const at = (share: number) =>
    discretion.maxShare === 0 ? 0 : (fineMinFen ?? 0) + Math.round((width * share) / step) * step
  const [min, max] = [at(discretion.minShare), at(discretion.maxShare)]
  const range = max === 0 ? '不予罚款' : `罚款${inYuan(min)}以上${inYuan(max)}以下`
  await services.cases.recordFinding(tx, caseId, 'discretion', {
    tier: discretion.tierName,
    range,
    basis: discretion.basis,
  })
  return { fineFen: min + Math.round((max - min) / 2 / step) * step }
}
