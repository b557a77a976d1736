/**
 * 重新立案: a case that ended without a decision begins anew as a case of its own, from the same clue, once there is new evidence or supervision asks for it. The old
 * one stays as it ended. Whether the act was found in time (行政处罚法 第三十六条) is asked as at its filing: what was found in time does not grow old by a case that ended.
 */
import { z } from 'zod'
import { legalDay } from '../../platform/clock.ts'
import { problem } from '../../platform/problem.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import { limitationFaultsOf, limitationReason, reasonOfForm } from '../limitation.ts'
import type { CaseState } from '../model.ts'
import { sideFlow } from './kind.ts'
import { carryEvidence, openFrom, relate } from './relations.ts'
import { text } from '../../platform/required-text.ts'

const reopenable: readonly CaseState[] = ['not-accepted', 'not-filed', 'withdrawn', 'terminated']

export const reopening = sideFlow({
  title: '重新立案',
  law: '行政处罚法 第五十四条',
  document: null,
  fact: 'reopening',
  ended: true,
  fields: z.strictObject({
    ground: z.enum(['发现新的证据', '上级督办', '原处理确有错误']),
    reason: text(2000),
    leadOfficerId: text(26),
    assistingOfficerIds: z.array(text(26)).min(1),
    limitation: limitationReason
      .optional()
      .describe(
        '违法行为被发现时已过两年的，仍在追责时效内的理由；不填为原立案时的（行政处罚法 第三十六条）',
      ),
  }),
  async whyNot(_room, tx, row) {
    if (!reopenable.includes(row.state))
      return '只有未作决定而办结的案件可以重新立案；已作决定的应当先依法撤销或者变更决定'
    const before = await tx.sql.all(
      "SELECT 1 FROM case_relations WHERE from_case_id = ? AND kind = 'reopened'",
      [row.id],
    )
    return before.length > 0 ? '案件已经重新立案' : undefined
  },
  async request(room, tx, row, given) {
    const filed = reasonOfForm(dataOf(await effectiveFacts(tx.sql, row.id), 'filing-proposal') ?? {})
    const faults = await limitationFaultsOf(room, tx.sql, row, given.limitation ?? filed)
    if (faults.length > 0)
      throw problem(
        'input-invalid',
        '已过追责时效',
        faults.map(({ path, message }) => ({ path: `limitation.${path}`, message })),
      )
    await room.officers.assertNameable(
      [given.leadOfficerId, ...given.assistingOfficerIds],
      legalDay(room.clock.now()),
    )
    return given
  },
  async apply(room, tx, row, fact, actor, sideFlowId) {
    const { ground, reason, leadOfficerId, assistingOfficerIds } = fact as {
      ground: string
      reason: string
      leadOfficerId: string
      assistingOfficerIds: string[]
    }
    const opened = await openFrom(room, tx, actor, row, {
      leadOfficerId,
      assistingOfficerIds,
      violationCode: row.violation_code,
    })
    await carryEvidence(room, tx, row.id, opened.id)
    await relate(room, tx, actor, {
      kind: 'reopened',
      from: row,
      to: opened,
      sideFlowId,
      reason: `${ground}：${reason}`,
    })
    return 'done'
  },
})
