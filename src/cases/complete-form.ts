/**
 * Completing a task of the case: the form's data become facts, submitted until the engine has taken the completion. The engine is given routing facts
 * only (ids, amounts, outcomes): never a name, an address, a text.
 */
import type { Settlement } from '../engine/outbox/index.ts'
import type { LegalDay } from '../documents/facts.ts'
import type { Variables } from '../engine/port.ts'
import type { Party } from '../parties/service.ts'
import { legalDay, parseInstant } from '../platform/clock.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Completion, FormData, TaskActRow, TaskRow } from '../tasks/index.ts'
import { printedParty } from './document-facts.ts'
import { acceptEnforcement, settleEnforcement } from './enforcement/enforcement-tasks.ts'
import { requireDischarged } from './enforcement/money.ts'
import { writeFact } from './facts.ts'
import { hearingForms } from './hearing/forms.ts'
import { requireHeard, requireNotHeavier } from './hearing/session.ts'
import type { CaseFactRow, CaseRow } from './model.ts'
import { checkNoPenalty } from './no-penalty.ts'
import { type CaseRoom, lockCase, officersOf, policyObjectOf } from './room.ts'
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
  if (row.suspended_at !== null && task.form_id !== 'resume-case')
    throw problem('conflict', '案件已经中止调查，恢复后才能办理')
  const handlers = (await officersOf(tx.sql, row.id)).map(({ officer_id }) => officer_id)
  const hearingForm = hearingForms[task.form_id]
  if (hearingForm?.impartial ?? impartial.has(task.form_id)) {
    if (actor.officerId !== null && handlers.includes(actor.officerId))
      throw problem(
        'forbidden',
        '办案人员不能办理本案的审核、讨论、听证、备案和收款（行政处罚法 第五十二条、第五十八条、第六十四条、第七十一条）',
      )
  } else room.policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
  if (task.form_id === 'legal-review') await requireQualified(room, actor.officerId)
  if (task.form_id === 'enter-case') await checkEntry(room, actor, handlers, data)
  if (task.form_id === 'draft-decision') await checkNoPenalty(room, row, data)
  if (task.form_id === 'collect-evidence') await checkEvidence(tx, row, data)
  if (task.form_id === 'draft-closing-report') for (const check of room.beforeClosing) await check(tx, row.id)
  if (task.form_id === 'draft-decision') await requireHeard(tx.sql, row.id)
  if (task.form_id === 'draft-decision' || task.form_id === 'review-statement')
    await requireNotHeavier(tx.sql, row.id, data.fineFen)
  await hearingForm?.check?.(room, tx, row, data)
  if (task.form_id === 'interview-party' && !Array.isArray(data.answers))
    throw problem('input-invalid', '没有问答', [{ path: 'answers', message: '询问笔录至少一问一答' }])
  if (task.form_id === 'draft-closing-report') requireDischarged(row)
  await acceptService(room, tx, row, completion)
  await acceptPublication(room, tx, row, completion)
  await acceptEnforcement(room, row, completion)
  await writeFact(room, tx, { caseId: row.id, kind: kindOf(task), data, actor, state: 'submitted', actId })
  return routing
}

/** Three services are three facts; everything else is the kind that the task names. */
function kindOf({ headers, form_id }: TaskRow): string {
  const { fact } = JSON.parse(headers) as { fact?: string }
  return fact === undefined || fact === 'service' ? form_id : fact
}

/** The violation must have been one on its day, be confirmed and fit the party, and the officers must be nameable (行政处罚法 第四十二条). */
async function checkEntry(
  room: CaseRoom,
  actor: Completion['actor'],
  handlers: string[],
  data: FormData,
): Promise<void> {
  const today = legalDay(room.clock.now())
  const party = await room.parties.get(actor, data.partyId as string)
  requireParticulars(room, party, today)
  const [code, dayOfViolation] = [
    data.violationCode as string,
    legalDay(parseInstant(data.occurredAt as string)),
  ]
  const { appliesTo } = await room.violations.get(code, dayOfViolation)
  await room.violations.assertCitable(code, dayOfViolation)
  if (appliesTo !== 'any' && appliesTo !== party.kind) {
    throw problem('input-invalid', '违法行为与当事人不符', [
      { path: 'violationCode', message: appliesTo === 'citizen' ? '只适用于公民' : '只适用于单位' },
    ])
  }
  await room.officers.assertNameable(handlers, today)
}

/** What the first paper asks of the party must be known before anyone approves it: its issue would stop otherwise. */
function requireParticulars({ documents }: CaseRoom, party: Party, today: LegalDay): void {
  const faults = documents.gaps('case-filing-approval', 'party', {
    party: printedParty({ ...party, sex: null }, today),
  })
  if (faults.length > 0)
    throw problem(
      'input-invalid',
      '当事人的信息不全，请先在服务对象库补全',
      faults.map(({ message }) => ({ path: 'partyId', message })),
    )
}

async function checkEvidence({ sql }: WriteTransaction, { id }: CaseRow, data: FormData): Promise<void> {
  if (!Array.isArray(data.items))
    throw problem('input-invalid', '没有证据', [
      { path: 'items', message: '证据清单至少一件（行政处罚法 第四十六条）' },
    ])
  const photos = await sql.all(
    "SELECT 1 FROM evidence_files WHERE case_id = ? AND media_type LIKE 'image/%' LIMIT 1",
    [id],
  )
  if (photos.length === 0)
    throw problem('input-invalid', '没有照片', [{ path: 'items', message: '请先上传至少一张现场照片' }])
}

/** 行政处罚法 第五十八条: who does legal review holds the legal qualification. */
export async function requireQualified({ officers }: CaseRoom, officerId: string | null): Promise<void> {
  if (officerId === null || !(await officers.get(officerId)).legalQualification) {
    throw problem('forbidden', '法制审核人员应当具有国家统一法律职业资格（行政处罚法 第五十八条）')
  }
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
      occurred_on: legalDay(parseInstant(data.occurredAt as string)),
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
