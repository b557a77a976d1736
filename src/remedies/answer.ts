/** 答复、答辩 with the list of evidence: within its limit, and of evidence that the decision was made on (行政复议法 第四十六条, 行政诉讼法 第三十四条、第三十五条). */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { startOfDay } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import type { RemedyRow } from './model.ts'
import { changeRemedy, lockRemedy, note, type RemedyRoom } from './room.ts'
import { text } from '../platform/required-text.ts'

export const newAnswer = z.strictObject({
  answeredOn: z.iso.date(),
  content: text(8000),
  basis: z.array(text(200)).min(1).max(50).describe('决定依据的条款'),
  evidence: z
    .array(
      z.strictObject({
        name: text(200),
        proves: text(1000),
        collectedOn: z.iso.date(),
        pages: text(40).optional(),
      }),
    )
    .min(1)
    .max(500)
    .describe('证据清单'),
})
export type NewAnswer = z.output<typeof newAnswer>

export async function answerRemedy(
  room: RemedyRoom,
  actor: Actor,
  remedyId: string,
  { answeredOn, ...answer }: NewAnswer,
  version: number,
): Promise<RemedyRow> {
  return room.database.write(async (tx) => {
    const remedy = await lockRemedy(room, tx, actor, remedyId, version)
    if (remedy.state !== 'open') throw problem('conflict', '复议、诉讼已经有结果')
    if (remedy.answered_on !== null) throw problem('conflict', '已经提交答复')
    if (answeredOn < remedy.received_on || answeredOn > legalDay(room.clock.now()))
      throw problem('input-invalid', '日期不对', [
        { path: 'answeredOn', message: '应当在收到副本之后，且不晚于今天' },
      ])
    const document = (await room.documents.ofCase(tx.sql, remedy.case_id)).find(
      ({ id }) => id === remedy.document_id,
    )
    const decidedOn = legalDay(Number(document!.issued_at))
    const faults = answer.evidence.flatMap(({ collectedOn, name }, index) =>
      collectedOn <= decidedOn
        ? []
        : [
            {
              path: `evidence[${index}].collectedOn`,
              message: `${name}：作出决定以后收集的证据不能证明决定合法（行政复议法 第四十六条、行政诉讼法 第三十五条）`,
            },
          ],
    )
    if (faults.length > 0) throw problem('input-invalid', '证据清单不符合法律规定', faults)
    await changeRemedy(tx, remedy, { answered_on: answeredOn, answer: JSON.stringify(answer) })
    const { answer: limits, answerLaw } = room.rules.kinds[remedy.kind]
    const kept = await room.deadlines.stop(
      tx,
      actor,
      { caseId: remedy.case_id, limit: limits[remedy.procedure_kind], subject: remedy.id },
      startOfDay(answeredOn),
    )
    const after = { answeredOn, evidence: answer.evidence.length, inTime: kept?.state === 'met' }
    await note(room, tx, actor, remedy, 'remedy.answered', after, answerLaw)
    return remedy
  })
}
