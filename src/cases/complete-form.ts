/**
 * Completing a task of the case: the form's data become facts, submitted until the engine has taken the completion. The engine is given routing facts
 * only (ids, amounts, outcomes): never a name, an address, a text.
 */
import type { Settlement } from '../engine/outbox/index.ts'
import type { Variables } from '../engine/port.ts'
import { parseInstant } from '../platform/clock.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Completion, FormData, TaskActRow, TaskRow } from '../tasks/index.ts'
import { dayOfEntry } from './corrections/entry.ts'
import { acceptEnforcement, settleEnforcement } from './enforcement/enforcement-tasks.ts'
import { writeFact } from './facts.ts'
import { formChecks } from './form-checks.ts'
import { hearingForms } from './hearing/forms.ts'
import type { CaseFactRow, CaseRow } from './model.ts'
import { requireNameableOnForm } from './named-officers.ts'
import { owesHearing } from './notified-penalty.ts'
import { requireOrderOfTimes } from './order-of-times.ts'
import { keepStepInterview, requireSoundRecord } from './records/step-records.ts'
import { type CaseRoom, lockCase, officersOf, policyObjectOf, suspended } from './room.ts'
import { acceptPublication, settlePublication } from './serving/announcement.ts'
import { acceptService, settleService } from './serving/serve-task.ts'

/**
 * Tasks that nobody may do who handles the case: legal review (行政处罚法 第五十八条), collective discussion, the record of a decision made on the
 * spot (第五十二条) and the money that an officer hands over (第七十一条).
 */
const impartial = new Set([
  'legal-review',
  'discuss-collectively',
  // The hearing as one form: cases that were before it when hearing.bpmn came.
  'hold-hearing',
  'file-summary-decision',
  'handle-faulty-decision',
  'receive-fine',
  'bank-fine',
])

export async function acceptForm(
  room: CaseRoom,
  tx: WriteTransaction,
  completion: Completion,
): Promise<Variables> {
  const { actor, task, data, routing, actId } = completion
  if (task.case_id === null) throw problem('conflict', '任务还没有对应到案件，请稍候再试')
  const row = await lockCase(room, tx, task.case_id)
  if (row.state !== 'open') throw problem('conflict', '案件已经办结')
  if (row.suspended_at !== null && task.form_id !== 'resume-case') throw problem('conflict', suspended)
  const handlers = (await officersOf(tx.sql, row.id)).map(({ officer_id }) => officer_id)
  const hearingForm = hearingForms[task.form_id]
  if (hearingForm?.impartial ?? impartial.has(task.form_id)) {
    if (actor.officerId !== null && handlers.includes(actor.officerId))
      throw problem(
        'forbidden',
        '办案人员不能办理本案的审核、讨论、听证、备案和收款（行政处罚法 第五十二条、第五十八条、第六十四条、第七十一条）',
      )
  } else room.policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
  await requireNameableOnForm(room, tx, row, task, data)
  for (const check of formChecks[task.form_id] ?? []) await check(room, tx, row, completion)
  await hearingForm?.check?.(room, tx, row, data)
  await acceptService(room, tx, row, completion)
  await acceptPublication(room, tx, row, completion)
  await acceptEnforcement(room, tx, row, completion)
  await requireSoundRecord(room, tx, row, task, data)
  await requireOrderOfTimes(room, tx.sql, row, task.form_id, data)
  const kind = kindOf(task)
  const factId = await writeFact(room, tx, { caseId: row.id, kind, data, actor, state: 'submitted', actId })
  const about = { factId, caseId: row.id, officerIds: handlers }
  await keepStepInterview(room, tx, task.form_id, data, about)
  if (task.form_id === 'draft-advance-notice' && owesHearing(room.penaltyKinds, data.intendedPenalty))
    return { ...routing, heavyPenalty: true }
  return routing
}

/** Three services are three facts; everything else is the kind that the task names. */
function kindOf({ headers, form_id }: TaskRow): string {
  const { fact } = JSON.parse(headers) as { fact?: string }
  return fact === undefined || fact === 'service' ? form_id : fact
}

export async function settleForm(
  room: CaseRoom,
  tx: WriteTransaction,
  act: TaskActRow,
  settlement: Settlement,
): Promise<void> {
  await settleService(room, tx, act, settlement)
  await settlePublication(room, tx, act, settlement)
  const [fact] = await tx.sql.all<CaseFactRow>('SELECT * FROM case_facts WHERE act_id = ?', [act.id])
  if (!fact) return
  await updateRows<CaseFactRow>(
    tx.sql,
    'case_facts',
    { id: fact.id },
    { state: act.state, effective_at: act.state === 'effective' ? act.settled_at : null },
  )
  if (settlement.outcome !== 'effective') return
  const data = JSON.parse(fact.data) as FormData
  await hearingForms[act.form_id]?.settle?.(room, tx, fact.case_id, data)
  if (act.form_id === 'enter-case') {
    const [party] = await tx.sql.all<{ kind: 'citizen' | 'organisation' }>(
      'SELECT kind FROM parties WHERE id = ?',
      [data.partyId as string],
    )
    const entered = {
      party_id: data.partyId as string,
      party_kind: party?.kind ?? null,
      violation_code: data.violationCode as string,
      occurred_on: dayOfEntry(data),
    }
    await updateRows<CaseRow>(tx.sql, 'cases', { id: fact.case_id }, entered)
  }
  if (act.form_id === 'serve-decision') {
    await updateRows<CaseRow>(
      tx.sql,
      'cases',
      { id: fact.case_id },
      { served_at: parseInstant(data.at as string) },
    )
  }
  await settleEnforcement(room, tx, act, fact.case_id, data)
  await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [fact.case_id])
}
