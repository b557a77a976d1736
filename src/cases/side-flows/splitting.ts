/** 分案: part of what a case is about goes on in a case of its own, from the same clue: filed, numbered and limited on its own; property stays where it was taken. */
import { z } from 'zod'
import { legalDay } from '../../platform/clock.ts'
import { problem } from '../../platform/problem.ts'
import { sideFlow } from './kind.ts'
import { carryEvidence, openFrom, relate } from './relations.ts'
import { whyDecided } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const splitting = sideFlow({
  title: '分案',
  law: '行政处罚法 第二十二条',
  document: null,
  fact: 'splitting',
  fields: z.strictObject({
    reason: text(2000),
    content: text(4000).describe('另案办理的事实'),
    violationCode: text(20).optional(),
    leadOfficerId: text(26),
    assistingOfficerIds: z.array(text(26)).min(1),
    evidenceFileIds: z.array(text(26)).max(500),
  }),
  whyNot: (_room, _tx, row) => whyDecided(row),
  async request(room, tx, row, given) {
    if (row.filed_at === null) throw problem('conflict', '案件尚未立案，不能分案')
    if (row.stage !== 'investigation') throw problem('conflict', '案件已经进入行政审批，不能分案')
    await room.officers.assertNameable(
      [given.leadOfficerId, ...given.assistingOfficerIds],
      legalDay(room.clock.now()),
    )
    if (given.violationCode !== undefined)
      await room.violations.get(given.violationCode, legalDay(room.clock.now()))
    const files = await tx.sql.all<{ id: string }>('SELECT id FROM evidence_files WHERE case_id = ?', [
      row.id,
    ])
    const known = new Set(files.map(({ id }) => id))
    const wrong = given.evidenceFileIds.findIndex((id) => !known.has(id))
    if (wrong >= 0)
      throw problem('input-invalid', '证据有误', [
        { path: `evidenceFileIds.${wrong}`, message: '不是本案的证据文件' },
      ])
    return given
  },
  async apply(room, tx, row, fact, actor, sideFlowId) {
    const { reason, violationCode, leadOfficerId, assistingOfficerIds, evidenceFileIds } = fact as {
      reason: string
      violationCode?: string
      leadOfficerId: string
      assistingOfficerIds: string[]
      evidenceFileIds: string[]
    }
    const opened = await openFrom(room, tx, actor, row, {
      leadOfficerId,
      assistingOfficerIds,
      violationCode: violationCode ?? null,
    })
    await carryEvidence(room, tx, row.id, opened.id, evidenceFileIds)
    await relate(room, tx, actor, { kind: 'split', from: row, to: opened, sideFlowId, reason })
    return 'done'
  },
})
