/**
 * Papers 办案文书 that officers draw up on their own while they handle a case, without an approval: by kind of document, what is filled in and what must be so
 * first. What asks for an approval is a side flow (stop-order, appraisal).
 */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { parseInstant } from '../../platform/clock.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, officersOf } from '../room.ts'
import { requireUndecided, text } from '../side-flows/requirements.ts'
import { endAppraisal, requireEntrusted } from './appraisal.ts'

export interface PaperKind<Fields extends z.ZodObject = z.ZodObject> {
  /** Chinese. */
  title: string
  law: string
  /** Kind of fact under which the document finds it. */
  fact: string
  fields: Fields
  /** Refuses what cannot be drawn up now; asked before it is printed, and again in the transaction. @throws Problem. */
  check(room: CaseRoom, sql: Sql, row: CaseRow, given: z.infer<Fields>): Promise<void>
  /** What follows, in the transaction that issues it. */
  after?(room: CaseRoom, tx: WriteTransaction, row: CaseRow, actor: Actor): Promise<void>
}

function paper<Fields extends z.ZodObject>(kind: PaperKind<Fields>): PaperKind {
  return kind as unknown as PaperKind
}

const instant = z.iso.datetime({ offset: true })

/** Records of what officers did from when to when, and who wrote it down: one of those who handle the case. */
const record = {
  startedAt: instant,
  endedAt: instant,
  place: text(200),
  recorder: z.string().describe('记录人：办案人员编号'),
}

function refuseFaults(faults: (FieldProblem | false)[]): void {
  const found = faults.filter((fault) => fault !== false)
  if (found.length > 0) throw problem('input-invalid', '填写的内容有误，请逐项更正', found)
}

const past = ({ clock }: CaseRoom, path: string, at: string): FieldProblem | false =>
  parseInstant(at) > clock.now() && { path, message: '不能晚于现在' }
const ahead = ({ clock }: CaseRoom, path: string, at: number): FieldProblem | false =>
  at <= clock.now() && { path, message: '不能早于现在' }

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

export const paperKinds = {
  'scene-sketch': paper({
    title: '现场勘验图',
    law: '行政处罚法 第四十六条',
    fact: 'sketch',
    fields: z.strictObject({
      evidenceId: z.string().describe('已经收入本案的勘验图（图片证据）'),
      scale: text(40).optional(),
      note: text(1000).describe('图例说明'),
    }),
    async check({ evidence }, sql, row, { evidenceId }) {
      requireUndecided(row)
      const file = (await evidence.ofCase(sql, row.id)).find(({ id }) => id === evidenceId)
      if (!file || !/^image\/(jpeg|png|webp)$/.test(file.media_type))
        refuseFaults([{ path: 'evidenceId', message: '须是本案证据中的图片（JPEG、PNG、WebP）' }])
    },
  }),
  'interview-notice': paper({
    title: '询问通知书',
    law: '行政处罚法 第五十五条',
    fact: 'summons',
    fields: z.strictObject({
      person: text(100).describe('被通知人'),
      at: instant.describe('询问时间'),
      place: text(200),
      about: text(500).describe('询问事项'),
      bring: z.array(text(100)).max(20).optional().describe('携带材料'),
    }),
    async check(room, _sql, row, { at }) {
      requireUndecided(row)
      refuseFaults([ahead(room, 'at', parseInstant(at))])
    },
  }),
  'evidence-provision-notice': paper({
    title: '提供证据（材料）通知书',
    law: '行政处罚法 第五十五条',
    fact: 'evidence-request',
    fields: z.strictObject({
      person: text(100).describe('被通知人'),
      until: z.iso.date().describe('提供期限'),
      place: text(200).describe('提交地点'),
      items: z
        .array(z.strictObject({ name: text(200), requirement: text(200).optional() }))
        .min(1)
        .max(50),
    }),
    async check(room, _sql, row, { until }) {
      requireUndecided(row)
      refuseFaults([ahead(room, 'until', parseInstant(`${until}T23:59:59+08:00`))])
    },
  }),
  'sampling-list': paper({
    title: '抽样取证物品清单',
    law: '行政处罚法 第五十六条',
    fact: 'sampling',
    fields: z.strictObject({
      sampledAt: instant,
      place: text(200),
      method: text(500).describe('抽样方法'),
      keeping: text(500).optional().describe('样品封存和保管'),
      items: z
        .array(
          z.strictObject({
            name: text(100),
            specification: text(100).optional(),
            origin: text(200).optional().describe('生产单位、批号'),
            base: text(40).optional().describe('抽样基数'),
            quantity: z.number().positive(),
            unit: text(20),
            remark: text(200).optional(),
          }),
        )
        .min(1)
        .max(200),
    }),
    async check(room, _sql, row, { sampledAt }) {
      requireUndecided(row)
      refuseFaults([past(room, 'sampledAt', sampledAt)])
    },
  }),
  'appraisal-notice': paper({
    title: '鉴定意见告知书',
    law: '行政处罚法 第四十六条',
    fact: 'appraisal-opinion',
    fields: z.strictObject({
      number: text(60).optional().describe('意见（报告）编号'),
      issuedOn: z.iso.date().describe('意见（报告）日期'),
      conclusion: text(4000),
    }),
    async check(room, sql, row, { issuedOn }) {
      requireUndecided(row)
      await requireEntrusted(sql, row.id)
      refuseFaults([past(room, 'issuedOn', `${issuedOn}T00:00:00+08:00`)])
    },
    after: endAppraisal,
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
} as const

export type PaperCode = keyof typeof paperKinds
