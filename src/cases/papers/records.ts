/** Papers that put on record what was done, said or taken: 线索核查、改正复查、陈述申辩、没收清单. */
import { z } from 'zod'
import { otherPenalties } from '../../documents/model.ts'
import { parseInstant } from '../../platform/clock.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, officersOf } from '../room.ts'
import { requireUndecided } from '../side-flows/requirements.ts'
import { text } from '../../platform/required-text.ts'
import { paper, past, refuseFaults } from './kind.ts'

const instant = z.iso.datetime({ offset: true })

/** Records of what officers did from when to when, and who wrote it down: one of those who handle the case. */
const record = {
  startedAt: instant,
  endedAt: instant,
  place: text(200),
  recorder: z.string().describe('记录人：办案人员编号'),
}

async function checkRecord(
  room: CaseRoom,
  sql: Sql,
  { id }: CaseRow,
  { startedAt, endedAt, recorder }: { startedAt: string; endedAt: string; recorder: string },
): Promise<void> {
  const handlers = (await officersOf(sql, id)).map(({ officer_id }) => officer_id)
  refuseFaults([
    past(room, 'endedAt', endedAt),
    parseInstant(endedAt) < parseInstant(startedAt) && { path: 'endedAt', message: '不能早于开始时间' },
    !handlers.includes(recorder) && { path: 'recorder', message: '记录人须是本案办案人员' },
  ])
}

export const recordPapers = {
  'clue-verification': paper({
    title: '线索核查报告',
    law: '行政处罚法 第五十四条',
    fact: 'clue-report',
    // All of it is known from the clue.
    fields: z.strictObject({}),
    async check({ clues }, sql, row) {
      requireUndecided(row)
      if ((await clues.verification(sql, row.clue_id)) === undefined)
        throw problem('conflict', '本案线索没有核查记录')
    },
  }),
  'correction-recheck': paper({
    title: '改正复查记录',
    law: '行政处罚法 第二十八条',
    fact: 'recheck',
    fields: z.strictObject({
      ...record,
      present: text(100).optional().describe('现场人员'),
      presentRole: text(40).optional().describe('与当事人关系'),
      content: text(4000).describe('复查情况'),
      outcome: z.enum(['已改正', '部分改正', '未改正']),
      proposal: text(2000).optional().describe('处理意见'),
    }),
    async check(room, sql, row, given) {
      const order = await room.documents.latest(sql, row.id, 'correction-order')
      if (order?.state !== 'issued') throw problem('conflict', '尚未责令改正，没有可以复查的内容')
      await checkRecord(room, sql, row, given)
    },
  }),
  'statement-record': paper({
    title: '陈述申辩笔录',
    law: '行政处罚法 第四十五条',
    fact: 'statement-record',
    fields: z.strictObject({
      ...record,
      person: z.strictObject({
        name: text(100),
        relation: text(40).describe('当事人、法定代表人、委托代理人'),
        idNumber: text(40).optional(),
        phone: text(40).optional(),
        address: text(200).optional(),
      }),
      content: text(4000),
      evidence: text(500).optional().describe('提交的证据材料'),
    }),
    async check(room, sql, row, given) {
      requireUndecided(row)
      await checkRecord(room, sql, row, given)
    },
  }),
  'confiscation-decision-list': paper({
    title: '没收违法所得（非法财物）清单',
    law: '行政处罚法 第九条',
    fact: 'confiscation',
    fields: z.strictObject({
      gainsFen: z.number().int().positive().optional().describe('违法所得，分'),
      items: z
        .array(
          z.strictObject({
            name: text(100),
            specification: text(100).optional(),
            quantity: text(40),
            condition: text(60).optional(),
            remark: text(200).optional(),
          }),
        )
        .min(1)
        .max(200)
        .optional()
        .describe('非法财物'),
    }),
    async check({ documents }, sql, row, { gainsFen, items }) {
      if (gainsFen === undefined && items === undefined)
        refuseFaults([{ path: 'items', message: '违法所得、非法财物至少填写一项' }])
      const decision = await documents.latest(sql, row.id, 'penalty-decision')
      if (!otherPenalties(decision).some((words) => words.includes('没收')))
        throw problem('conflict', '没收清单随载明没收的处罚决定书出具，本案没有（行政处罚法 第九条）')
    },
  }),
} as const
