/**
 * How an attempt ends: served or failed, with its proof 送达回证. Where a task of the model waits for this service, the result completes the task, and the model
 * has the proof issued; elsewhere the proof is issued here.
 */
import type { DocumentRow } from '../../documents/model.ts'
import type { PreparedIssue } from '../../documents/issue.ts'
import type { Ticket } from '../../engine/outbox/index.ts'
import type { Actor } from '../../identity/actor.ts'
import { isoInstant } from '../../platform/clock.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { FormData, TaskRow } from '../../tasks/index.ts'
import { documentFacts } from '../document-facts.ts'
import { writeFact } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, findCase, lockCase } from '../room.ts'
import {
  type Attempt,
  attemptsOf,
  changeAttempt,
  documentsToServe,
  isServed,
  requireServable,
  servedBefore,
  unserved,
} from './attempts.ts'
import { requireServed, requireTried } from './check.ts'
import type { AttemptRow, Particulars } from './model.ts'
import { printed } from '../../documents/printed.ts'
import { kindsOfForm, requireBesideForm } from './rules.ts'
import { served } from './served.ts'

export interface Result {
  outcome: 'served' | 'failed'
  /** Epoch ms: of the service, or of the failure. */
  at: number
  /** Why it failed. */
  reason?: string
  particulars: Particulars
}

export interface PreparedResult {
  caseId: string
  result: Result
  documents: DocumentRow[]
  /** The task's form, where a task waits for it. */
  form: string | undefined
  proof: PreparedIssue | undefined
}

/** Slow, outside the transaction. @throws Problem `input-invalid` where the way asks for more. */
export async function prepareResult(
  room: CaseRoom,
  attempt: Attempt,
  result: Result,
): Promise<PreparedResult> {
  const { sql } = room.database
  const { case_id: caseId, way } = attempt.row
  const row = await findCase(sql, caseId)
  const documents = await documentsToServe(room, sql, caseId, attempt.documentIds)
  const tried = { particulars: result.particulars, at: result.at, documents }
  if (result.outcome === 'failed') requireTried(room, tried)
  else if (way !== 'announcement') await requireServed(room, sql, row, { way, ...tried })
  const form = result.outcome === 'served' ? await waitingForm(room, sql, row, attempt, documents) : undefined
  return {
    caseId,
    result,
    documents,
    form,
    proof: form === undefined ? await printProof(room, attempt, result) : undefined,
  }
}

function printProof(room: CaseRoom, attempt: Attempt, result: Result): Promise<PreparedIssue> {
  const kind = 'proof-of-service'
  const { case_id: caseId } = attempt.row
  const ended: Attempt = { ...attempt, row: endedRow(attempt, result), particulars: result.particulars }
  return printed(
    room.documents.prepareIssue(caseId, kind, (_number, issuedOn) =>
      documentFacts(room, caseId, { kind, issuedOn, attempt: ended }),
    ),
  )
}

function endedRow({ row }: Attempt, { outcome, at, reason }: Result): AttemptRow {
  return {
    ...row,
    state: outcome,
    reason: reason ?? null,
    began_at: row.began_at ?? at,
    served_at: outcome === 'served' ? at : null,
  }
}

/** The form of the task that this service ends: nothing of what the task is about is left to serve. */
async function waitingForm(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  { row: { id }, documentIds }: Attempt,
  documents: DocumentRow[],
): Promise<string | undefined> {
  const { serviceRules, tasks } = room
  requireBesideForm(serviceRules, documents)
  const form = serviceRules.documents.find(
    (one) => one.form !== undefined && documents.some(({ kind }) => kind === one.kind),
  )?.form
  if (form === undefined) return undefined
  if ((await tasks.waiting({ sql }, row.id, form)) === undefined)
    throw problem('conflict', '流程尚未到送达这份文书的环节，或者正在提交，请稍候再试')
  const others = (await attemptsOf(sql, row.id)).filter((one) => one.row.id !== id)
  const left = await unserved(room, sql, row.id, kindsOfForm(serviceRules, form), others)
  return left.every((one) => documentIds.includes(one.id)) ? form : undefined
}

/** In a transaction of the caller's; the attempt's row is there already. */
export async function writeResult(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  attempt: Attempt,
  prepared: PreparedResult,
): Promise<Ticket | undefined> {
  const { caseId, result, form, proof } = prepared
  // The task first, then the case: in the order in which the tasklist locks them.
  const task =
    form === undefined
      ? undefined
      : await room.tasks.waiting(tx, caseId, form, room.database.dialect.forUpdate)
  if (form !== undefined && task === undefined)
    throw problem('conflict', '该任务的办理正在提交中，不能重复提交')
  const row = await lockCase(room, tx, caseId)
  const { documentIds } = attempt
  await requireServable(room, tx.sql, row, documentIds)
  const others = (await attemptsOf(tx.sql, caseId)).filter((one) => one.row.id !== attempt.row.id)
  if (result.outcome === 'served' && documentIds.some((id) => isServed(others, id)))
    throw problem('conflict', '文书已经送达，不能再次登记送达')
  if (others.some((one) => servedBefore(one, documentIds, result.at)))
    throw problem('conflict', '文书在此以前已经送达，不会再有未能送达的情形（行政处罚法 第六十一条）')
  const wasUnderWay = attempt.row.state === 'under-way'
  const changed = await changeAttempt(tx.sql, attempt.row, {
    data: JSON.stringify({ ...result.particulars, ...(wasUnderWay && { wasUnderWay }) }),
    state: task === undefined ? result.outcome : 'submitted',
    began_at: attempt.row.began_at ?? result.at,
    served_at: result.outcome === 'served' ? result.at : null,
    reason: result.reason ?? null,
    ended_at: room.clock.now(),
  })
  await room.audit.append(tx, {
    actor,
    action: `service.${result.outcome}`,
    object: { type: 'service-attempt', id: attempt.row.id },
    caseId,
    after: { way: attempt.row.way, documents: documentIds, at: isoInstant(result.at) },
    authority: room.serviceRules.ways[attempt.row.way].law,
  })
  if (task !== undefined) return completeTask(room, tx, actor, task, { ...attempt, row: changed }, result)
  if (proof !== undefined) {
    const { id } = await room.documents.issue(tx, actor, proof)
    await changeAttempt(tx.sql, changed, { proof_id: id })
  }
  if (result.outcome === 'served') await served(room, tx, actor, attempt.row.id)
  return undefined
}

async function completeTask(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  task: TaskRow,
  attempt: Attempt,
  { at, particulars }: Result,
): Promise<Ticket> {
  const actId = room.newId()
  const data = {
    way: room.serviceRules.ways[attempt.row.way].title,
    at: isoInstant(at),
    place: particulars.place ?? particulars.channel ?? particulars.media ?? '',
    ...(particulars.recipient && { recipient: particulars.recipient }),
    ...(particulars.recipientRelation && { recipientRelation: particulars.recipientRelation }),
  } as FormData
  await changeAttempt(tx.sql, attempt.row, { act_id: actId })
  const caseId = attempt.row.case_id
  await writeFact(room, tx, { caseId, kind: task.form_id, data, actor, state: 'submitted', actId })
  const { ticket } = await room.tasks.completeInstead(tx, actor, task, { data, actId })
  return ticket
}
