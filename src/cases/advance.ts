/**
 * From stage to stage (job case.advance): nothing of the next begins before the approval of the one before is effective (domain.md §4). A case that ends
 * early must have been refused by its stage's approval.
 */
import { systemActor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { requireClosable } from './closable.ts'
import { requireDischarged } from './enforcement/money.ts'
import { requireNothingOwedBack } from './enforcement/refund.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import { type CaseEnd, type CaseRow, type Stage, stages } from './model.ts'
import { type CaseRoom, lockCase } from './room.ts'
import { sendBack } from './send-back.ts'
import { beginTimeToBind } from './volumes/time-to-bind.ts'

const stageNames: Record<Stage, string> = {
  entry: '案件录入',
  filing: '立案受理',
  investigation: '调查取证',
  decision: '行政审批',
  closing: '结案归档',
}
/** In which stage each end is reached. */
const endsIn: Record<CaseEnd, Stage> = {
  closed: 'closing',
  'not-accepted': 'entry',
  'not-filed': 'filing',
  withdrawn: 'investigation',
  'no-penalty': 'decision',
}

/** @param to the stage that begins now, or how the case has ended. */
export async function advanceCase(
  room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  to: Stage | CaseEnd,
): Promise<void> {
  const actor = systemActor('case.advance')
  const row = await lockCase(room, tx, caseId)
  const isStage = (stages as readonly string[]).includes(to)
  // A second try of the same step finds it done.
  if (isStage ? row.state === 'open' && row.stage === to && to !== 'entry' : row.state === to) return
  if (row.state !== 'open') throw problem('conflict', '案件已经办结')
  const change = isStage
    ? await stageChange(room, tx, row, to as Stage)
    : await endChange(room, tx, row, to as CaseEnd)
  await updateRows<CaseRow>(tx.sql, 'cases', { id: caseId }, { ...change, version: row.version + 1 })
  // Refused by its stage's approval: nothing of what the stage had time for is done any more.
  if (!isStage && to !== 'closed')
    for (const { id, endedOn, subject } of await room.deadlines.ofCase(caseId, tx.sql))
      if (endedOn === null && subject === '') await room.deadlines.stop(tx, actor, { id })
  if (!isStage) await beginTimeToBind(room, tx, actor, caseId)
  await room.audit.append(tx, {
    actor,
    action: 'case.advanced',
    object: { type: 'case', id: caseId },
    caseId,
    before: { stage: row.stage, state: row.state },
    after: { to },
  })
}

async function stageChange(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  stage: Stage,
): Promise<Partial<CaseRow>> {
  if (stage === 'investigation' && row.stage === 'decision') return sendBack(room, tx, row)
  await requireStage(room, tx, row, stage)
  return { stage }
}

async function endChange(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  end: CaseEnd,
): Promise<Partial<CaseRow>> {
  await requireEnd(room, tx, row, end)
  return { state: end, closed_at: room.clock.now() }
}

async function requireStage(room: CaseRoom, tx: WriteTransaction, row: CaseRow, stage: Stage): Promise<void> {
  const place = stages.indexOf(stage)
  const before = stages[place - 1]
  if (before === undefined || row.stage !== before)
    throw problem('conflict', `案件在${stageNames[row.stage]}，不能进入${stageNames[stage]}`)
  const approval = await room.approvals.latest(tx.sql, row.id, before)
  if (approval?.outcome !== 'agreed')
    throw problem('conflict', `${stageNames[before]}的审批尚未同意，不能进入${stageNames[stage]}`)
  if (place >= stages.indexOf('investigation') && row.number === null)
    throw problem('conflict', '立案审批表尚未取号，不能进入调查取证')
}

async function requireEnd(room: CaseRoom, tx: WriteTransaction, row: CaseRow, end: CaseEnd): Promise<void> {
  if (end === 'closed') {
    requireDischarged(row)
    requireNothingOwedBack(row)
  }
  if (row.case_procedure === 'summary') return requireSummaryDone(room, tx, row, end)
  const stage = endsIn[end]
  const wanted = end === 'closed' ? 'agreed' : 'rejected'
  const approval = await room.approvals.latest(tx.sql, row.id, stage)
  if (row.stage !== stage || approval?.outcome !== wanted) {
    throw problem(
      'conflict',
      wanted === 'agreed'
        ? '结案审批尚未同意，不能结案'
        : `${stageNames[stage]}的审批没有不予批准，案件不能终结`,
    )
  }
}

/** A case decided on the spot has no approval: it is over when the decision is on record with the bureau 备案 (行政处罚法 第五十二条) and the fine is in. */
async function requireSummaryDone(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  end: CaseEnd,
): Promise<void> {
  if (end !== 'closed') throw problem('conflict', '当场处罚的案件只能结案')
  await requireClosable(room, tx, row)
  const facts = await effectiveFacts(tx.sql, row.id)
  if (!dataOf(facts, 'summary-filing')) throw problem('conflict', '当场处罚决定尚未备案，不能结案')
  if (dataOf(facts, 'payment-received')?.way === '当场收缴' && !dataOf(facts, 'fine-banked'))
    throw problem('conflict', '当场收缴的罚款尚未缴付银行，不能结案（行政处罚法 第七十一条）')
}
