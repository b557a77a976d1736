/** 强制执行现场笔录: what was done on the site, when, by which two officers, before whom, at what cost (行政强制法 第四十三条、第五十一条、第五十二条; 行政处罚法 第四十七条). */
import { z } from 'zod'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import type { Actor } from '../../identity/actor.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, officersOf } from '../room.ts'
import { whyNotEnforce } from '../own-enforcement/conditions.ts'
import { endOwn } from '../own-enforcement/end.ts'
import { immediate, immediateFaults, recordImmediate } from '../own-enforcement/immediate.ts'
import { addStep, lastStep, meansOf, openOwn, stepsOf } from '../own-enforcement/model.ts'
import { requireRecordings } from '../own-enforcement/recordings.ts'
import { againstLivelihood, timeFaults } from '../own-enforcement/rest.ts'
import { paper, past, refuseFaults } from './kind.ts'

const instant = z.iso.datetime({ offset: true })

const fields = z.strictObject({
  startedAt: instant,
  endedAt: instant,
  emergency: text(500).optional().describe('夜间、法定节假日实施的紧急情况'),
  place: text(200),
  officerIds: z.array(z.string()).min(2).max(20).describe('到场的执法人员：人员编号'),
  recorder: z.string().describe('记录人：人员编号'),
  partyPresent: z.boolean(),
  present: text(100).optional().describe('现场人员'),
  presentRole: text(40).optional().describe('与当事人关系'),
  witness: text(100).optional().describe('见证人；当事人没有到场的必填'),
  content: text(4000).describe('实施的经过'),
  statement: text(2000).describe('当事人的意见；没有的写没有'),
  costFen: z.number().int().nonnegative().optional().describe('代履行的费用，分'),
  costReason: text(500).optional().describe('费用超过预算的理由'),
  recordingIds: z.array(z.string()).min(1).max(50).describe('全过程的照片或者录像，证据编号'),
  outcome: z.enum(['completed', 'interrupted']).describe('completed 执行完毕、interrupted 中断，另日再执行'),
  immediate: immediate.optional().describe('立即代履行（行政强制法 第五十二条）'),
})
type Given = z.infer<typeof fields>

export const enforcementRecordPapers = {
  'enforcement-site-record': paper({
    title: '行政强制执行现场笔录',
    law: '行政强制法 第三十七条',
    fact: 'enforcement-site',
    fields,
    async check(room, sql, row, given) {
      const own = await openOwn(sql, row.id)
      if (given.immediate === undefined) {
        const steps = own ? await stepsOf(sql, own.id) : []
        const why = await whyNotEnforce(room, sql, row, own, steps, parseInstant(given.startedAt))
        if (why !== undefined) throw problem('conflict', why)
      }
      refuseFaults([
        ...(await siteFaults(room, sql, row, given)),
        ...(given.immediate === undefined
          ? await costFaults(room, sql, row, given)
          : await immediateFaults(room, sql, row, given.immediate, given.startedAt)),
      ])
      await room.officers.assertNameable(given.officerIds, legalDay(parseInstant(given.startedAt)), 2, sql)
      await requireRecordings(sql, row.id, given.recordingIds)
    },
    after: (room, tx, row, actor, given) => record(room, tx, row, actor, given),
  }),
} as const

async function siteFaults(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  given: Given,
): Promise<(FieldProblem | false)[]> {
  const handlers = new Set((await officersOf(sql, row.id)).map(({ officer_id }) => officer_id))
  const livelihood = againstLivelihood(room, given.content)
  // What is cleared away at once is the emergency that the law itself names.
  const emergency = given.emergency ?? given.immediate?.because
  return [
    past(room, 'endedAt', given.endedAt),
    ...timeFaults(room, { from: given.startedAt, to: given.endedAt, emergency }, 'startedAt', 'endedAt'),
    livelihood !== undefined && { path: 'content', message: livelihood },
    new Set(given.officerIds).size < 2 && {
      path: 'officerIds',
      message: '执法人员不得少于两人（行政强制法 第十八条）',
    },
    !given.officerIds.some((id) => handlers.has(id)) && {
      path: 'officerIds',
      message: '应当有本案的办案人员到场（行政强制法 第五十一条）',
    },
    !given.officerIds.includes(given.recorder) && { path: 'recorder', message: '记录人须是到场的执法人员' },
    given.partyPresent &&
      given.present === undefined && { path: 'present', message: '填写到场的当事人或者现场人员' },
    !given.partyPresent &&
      given.witness === undefined && {
        path: 'witness',
        message: '当事人没有到场的，应当有见证人（行政强制法 第五十一条）',
      },
  ]
}

/** 按照成本合理确定 (第五十一条). */
async function costFaults(room: CaseRoom, sql: Sql, row: CaseRow, given: Given) {
  const own = (await openOwn(sql, row.id))!
  if (!meansOf(room, own.means).asks.includes('performer')) return []
  const { budget } = lastStep(await stepsOf(sql, own.id), 'decision') as { budget: number }
  return [
    given.outcome === 'completed' &&
      given.costFen === undefined && {
        path: 'costFen',
        message: '填写代履行的费用（行政强制法 第五十一条）',
      },
    (given.costFen ?? 0) > budget &&
      given.costReason === undefined && {
        path: 'costReason',
        message: '费用超过决定书载明的预算，须说明理由（行政强制法 第五十一条）',
      },
  ]
}

async function record(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  actor: Actor,
  given: Given,
): Promise<void> {
  if (given.immediate !== undefined) return recordImmediate(room, tx, row, actor, given)
  const own = (await openOwn(tx.sql, row.id))!
  const { law } = meansOf(room, own.means)
  await addStep(room, tx, actor, own, { kind: 'record', data: given, law })
  if (given.outcome === 'completed')
    await endOwn(room, tx, row, own, actor, {
      by: 'enforced',
      reason: `${legalDay(parseInstant(given.endedAt))} 执行完毕`,
      law,
    })
}
