/** 委托鉴定（检测、检验）: an institution with the qualification is asked for its opinion; meanwhile the days of data/papers.yaml stand still. */
import { z } from 'zod'
import { beginAppraisal, requireNoneEntrusted } from '../papers/appraisal.ts'
import { reasonOf } from '../../platform/problem.ts'
import { sideFlow } from './kind.ts'
import { whyDecided } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const appraisal = sideFlow({
  title: '委托鉴定（检测）',
  law: '行政处罚法 第四十六条',
  document: 'appraisal-entrustment',
  fact: 'appraisal',
  fields: z.strictObject({
    institution: text(100).describe('受委托机构'),
    qualification: text(200).optional().describe('机构资质'),
    matter: text(2000).describe('鉴定（检测）事项'),
    requirement: text(2000).optional(),
    until: z.iso.date().optional().describe('提交期限'),
    materials: z
      .array(z.strictObject({ name: text(100), quantity: text(40), remark: text(200).optional() }))
      .min(1)
      .max(100)
      .describe('送鉴材料'),
  }),
  whyNot: async (_room, tx, row) =>
    whyDecided(row) ?? (await reasonOf(() => requireNoneEntrusted(tx.sql, row.id))),
  request: (_room, _tx, _row, given) => Promise.resolve(given),
  async apply(room, tx, row, _fact, actor) {
    await beginAppraisal(room, tx, row, actor)
    return 'done'
  },
})
