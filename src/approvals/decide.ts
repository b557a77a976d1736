/**
 * A reviewer's decision: it completes the task `review`, is submitted with it, and counts once the engine has taken it. Rights are checked here again
 * whatever the list of candidates says: nobody approves what they drafted, and who acts for another says so.
 */
import type { Settlement } from '../engine/outbox/index.ts'
import type { Variables } from '../engine/port.ts'
import type { RoleCode } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Completion, FormData, TaskActRow } from '../tasks/index.ts'
import type { Decision, DecisionDetail, DecisionRow, RoundRow } from './model.ts'
import {
  type ApprovalRoom,
  type HeldApproval,
  hold,
  requireRunning,
  roundsOf,
  writeDecision,
} from './room.ts'

/** 加签 after oneself says yes too. */
const agreeing: readonly Decision[] = ['agree', 'add-tier-after']

export async function acceptDecision(
  room: ApprovalRoom,
  tx: WriteTransaction,
  { actor, task, data, routing, actId, shown }: Completion,
): Promise<Variables> {
  if (task.approval_id === null) throw problem('conflict', '任务没有对应的审批，请稍候再试')
  const held = await hold(room, tx, task.approval_id)
  const round = requireRunning(held)
  const rests = await room.cases().whyRests(tx.sql, held.row)
  if (rests !== undefined) throw problem('conflict', rests)
  const { officerId } = actor
  const candidate = held.candidates.find((one) => one.officerId === officerId)
  if (officerId === held.row.drafter_id)
    throw problem('forbidden', '起草人不能审批自己起草的材料（行政处罚法 第五十八条；本机关审批规则）')
  if (!candidate) throw problem('forbidden', '您不是本级的审批人')
  const object = await room.cases().policyObject(held.row.case_id)
  // Who came to the case after the tier was opened.
  if (object?.officerIds?.includes(officerId!)) throw problem('forbidden', '本案的办案人员不能审批本案的材料')
  if (candidate.onBehalfOf === null) room.policy.require(actor, 'approval.decide', object)
  const decision = data.decision as Decision
  if (agreeing.includes(decision)) {
    const overtaken = await room.cases().whyOvertaken(tx.sql, held.row)
    if (overtaken !== undefined) throw problem('conflict', overtaken)
  }
  const detail = detailOf(decision, data, held, round, officerId!)
  await requireOpinion(tx, held, decision, data)
  const fingerprints = await room.documents.fingerprints(tx, JSON.parse(held.row.document_ids) as string[])
  for (const { documentId, sha256 } of shown) {
    if (!fingerprints.some((one) => one.documentId === documentId && one.sha256 === sha256)) {
      throw problem('conflict', '您看到的文书已经变更，请重新查看后再审批')
    }
  }
  await writeDecision(room, tx, held, {
    id: actId,
    actor,
    round,
    decision,
    opinion: typeof data.opinion === 'string' ? data.opinion : '',
    detail,
    onBehalfOf: candidate.onBehalfOf,
    userTaskKey: task.user_task_key,
    state: 'submitted',
    fingerprints,
  })
  return { ...routing, decisionId: actId }
}

/** Who returns, refuses, or decides against another tier's objection says why: the drafter and a court have to know. */
async function requireOpinion(
  tx: WriteTransaction,
  { row, route, round }: HeldApproval,
  decision: Decision,
  { opinion }: FormData,
): Promise<void> {
  const said = typeof opinion === 'string' ? opinion.trim() : ''
  if (saysWhy(said)) return
  const say = (message: string) => problem('input-invalid', '没有写明意见', [{ path: 'opinion', message }])
  if (decision === 'return' || decision === 'reject') {
    if (said === '') throw say('退回、不予批准的，请写明理由')
    return
  }
  if (decision !== 'agree' || round?.tier_index !== route.length) return
  const rounds = await roundsOf(tx.sql, row.id)
  const lastOf = (tierId: string) => rounds.findLast(({ tier_id }) => tier_id === tierId)
  if (route.some(({ id }) => lastOf(id)?.state === 'rejected'))
    throw say(
      said === ''
        ? '前面有一级不予批准，同意的请写明理由'
        : '前面有一级不予批准，只写“同意”“已阅”等不算理由，请写明为什么不采纳反对意见',
    )
}

/** What is said by who agrees and gives no reason. */
const agreement =
  /原则上?|没有异议|无异议|不同意见|同意|批准|准予|核准|认可|可以|通过|属实|已?阅|拟|请|照|按|依法|办理|处理|执行|处罚|立案|结案|承办人?|经办人?|意见|以上|上述|本人|我/gu

/** Does an opinion give a reason beside its agreement? Six characters are the least that can. */
function saysWhy(opinion: string): boolean {
  const words = opinion.replace(/[\p{P}\p{S}\s]/gu, '')
  return [...words].length >= 6 && [...words.replace(agreement, '')].length >= 4
}

function detailOf(
  decision: Decision,
  data: FormData,
  held: HeldApproval,
  round: RoundRow,
  officerId: string,
): DecisionDetail {
  const tier = held.route[round.tier_index - 1]!
  const alone = round.mode === 'one'
  switch (decision) {
    case 'agree':
    case 'reject':
      return {}
    case 'return': {
      const returnTo = Number(data.returnTo ?? 0)
      if (!Number.isInteger(returnTo) || returnTo < 0 || returnTo >= round.tier_index) {
        throw problem('input-invalid', '退回的去向不对', [
          { path: 'returnTo', message: '只能退回起草人或以前的一级' },
        ])
      }
      if (returnTo > 0 && tier.mayReturnTo === 'drafter') {
        throw problem('input-invalid', '退回的去向不对', [
          { path: 'returnTo', message: '本级只能退回起草人' },
        ])
      }
      return { returnTo }
    }
    case 'add-tier-before':
    case 'add-tier-after': {
      if (!alone) throw problem('conflict', '会签、票签的一级不能加签，请用征询')
      const { addRole, addOfficerId } = data as { addRole?: RoleCode; addOfficerId?: string }
      if (addRole === undefined && addOfficerId === undefined) {
        throw problem('input-invalid', '加签不完整', [{ path: 'addRole', message: '请选择加签的角色或人员' }])
      }
      if (
        addOfficerId !== undefined &&
        (addOfficerId === officerId || addOfficerId === held.row.drafter_id)
      ) {
        throw problem('input-invalid', '加签的人不对', [
          { path: 'addOfficerId', message: '不能加签给自己或起草人' },
        ])
      }
      return { addedRole: addRole, addedOfficer: addOfficerId }
    }
    case 'remove-tier': {
      const index = Number(data.removeTier)
      const removed = held.route[index - 1]
      if (!removed || index <= round.tier_index || removed.addedBy !== officerId) {
        throw problem('input-invalid', '不能减去这一级', [
          { path: 'removeTier', message: '只能减去自己加签的、尚未审批的一级' },
        ])
      }
      return { removedTier: removed.id }
    }
  }
}

export async function settleDecision(
  _room: ApprovalRoom,
  tx: WriteTransaction,
  act: TaskActRow,
  _settlement: Settlement,
): Promise<void> {
  await updateRows<DecisionRow>(
    tx.sql,
    'approval_decisions',
    { id: act.id, state: 'submitted' },
    { state: act.state, reason: act.reason },
  )
}
