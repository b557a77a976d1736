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

const reopenable: readonly CaseState[] = [
  'not-accepted',
  'not-filed',
  'withdrawn',
  'terminated',
  'transferred',
  'revoked',
]
/** 移回: who got the case finds that it is not theirs, or that there is no crime but something to penalise (行政处罚法 第二十七条). */
const givenBack = '受移送机关移回'

export const reopening = sideFlow({
  title: '重新立案',
  law: '行政处罚法 第五十四条',
  document: null,
  fact: 'reopening',
  ended: true,
  fields: z.strictObject({
    ground: z
      .enum(['发现新的证据', '上级督办', '原处理确有错误', givenBack])
      .describe('移送出去的案件，只有移回的可以重新立案（行政处罚法 第二十七条）'),
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
    if (!reopenable.includes(row.state) && row.decision_state !== 'revoked')
      return '只有未作决定而办结、移送后移回或者决定已经撤销的案件可以重新立案；已作决定的应当先依法撤销'
    const before = await tx.sql.all(
      "SELECT 1 FROM case_relations WHERE from_case_id = ? AND kind = 'reopened'",
      [row.id],
    )
    return before.length > 0 ? '案件已经重新立案' : undefined
  },
  async request(room, tx, row, given) {
    if ((row.state === 'transferred') !== (given.ground === givenBack))
      throw problem('input-invalid', '重新立案的理由不对', [
        {
          path: 'ground',
          message:
            row.state === 'transferred'
              ? '案件已经移送：受移送的机关移回以后才能重新立案（行政处罚法 第二十七条）'
              : '案件没有移送，不会移回',
        },
      ])
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
