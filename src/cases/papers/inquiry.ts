/** Papers of an investigation that ask somebody for something, or keep what was found: 询问、提供证据、勘验图、抽样、鉴定意见. */
import { z } from 'zod'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import { endOfDay } from '../../platform/legal-day.ts'
import { requireUndecided } from '../side-flows/requirements.ts'
import { text } from '../../platform/required-text.ts'
import { keepAppointment } from './appointments.ts'
import { endAppraisal, requireEntrusted } from './appraisal.ts'
import { ahead, paper, past, refuseFaults } from './kind.ts'

const instant = z.iso.datetime({ offset: true })

export const inquiryPapers = {
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
      refuseFaults([ahead(room, 'at', at)])
    },
    after: (room, tx, { id: case_id }, _actor, { at }, id) =>
      keepAppointment(room, tx, {
        id,
        case_id,
        notice: 'interview-notice',
        kind: 'interview',
        at: parseInstant(at),
      }),
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
      refuseFaults([ahead(room, 'until', `${until}T23:59:59+08:00`)])
    },
    after: (room, tx, { id: case_id }, _actor, { until }, id) =>
      keepAppointment(room, tx, {
        id,
        case_id,
        notice: 'evidence-provision-notice',
        kind: 'evidence',
        at: endOfDay(until),
      }),
  }),
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
      const entrustment = await room.documents.latest(sql, row.id, 'appraisal-entrustment')
      refuseFaults([
        past(room, 'issuedOn', `${issuedOn}T00:00:00+08:00`),
        issuedOn < legalDay(Number(entrustment?.issued_at)) && {
          path: 'issuedOn',
          message: '意见（报告）不能早于委托（行政处罚法 第四十六条）',
        },
      ])
    },
    after: endAppraisal,
  }),
} as const
