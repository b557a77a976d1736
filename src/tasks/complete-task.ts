/** Completing a task: the form's checks, the facts of the slice that owns it, the audit line and the outbox row, in one transaction. */
import type { Actor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { submitAct } from './acts.ts'
import { personId } from './candidates.ts'
import { checkForm, type FormData } from './form-schema.ts'
import type { TaskRow } from './model.ts'
import { inFen, routingFacts } from './routing-facts.ts'
import type { ShownDocument, Submitted, TaskRoom } from './service.ts'

export async function completeTask(
  room: TaskRoom,
  actor: Actor,
  seen: TaskRow,
  given: FormData,
  shown: ShownDocument[],
): Promise<Submitted> {
  const { database, clock, audit, newId, forms, handlers } = room
  if (seen.state !== 'open') throw problem('conflict', '任务已经结束，不能再提交')
  await room.requireTaker(actor, seen)
  const form = forms.get(seen.form_id)
  if (!form) throw problem('internal', `表单 ${seen.form_id} 没有部署，请联系管理员`)
  const data = inFen(checkForm(form, given, clock.now()))
  const { law, completedBy } = JSON.parse(seen.headers) as { law?: string; completedBy?: string }
  const routing = { ...routingFacts(form, data), ...(completedBy && { [completedBy]: personId(actor) }) }
  const handler = handlers.get(seen.form_id) ?? handlers.get('*')
  if (!handler) throw problem('internal', `表单 ${seen.form_id} 没有人受理，请联系管理员`)
  return database.write(async (tx) => {
    // Read again under the lock: what was true on the screen may have changed since.
    const [task] = await tx.sql.all<TaskRow>(
      `SELECT * FROM tasks WHERE user_task_key = ? ${database.dialect.forUpdate}`,
      [seen.user_task_key],
    )
    if (!task || task.state !== 'open') throw problem('conflict', '任务已经结束，不能再提交')
    if (task.submitted_act !== null) throw problem('conflict', '该任务的办理正在提交中，不能重复提交')
    const actId = newId()
    const variables = await handler.accept(tx, { actor, task, data, routing, shown, actId })
    await updateRows<TaskRow>(
      tx.sql,
      'tasks',
      { user_task_key: task.user_task_key },
      { submitted_act: actId },
    )
    await audit.append(tx, {
      actor,
      action: 'task.completed',
      object: { type: 'task', id: task.user_task_key },
      caseId: task.case_id ?? undefined,
      after: { element: task.element_id, act: actId },
      authority: law,
    })
    return submitAct(room, tx, {
      actor,
      task,
      kind: 'complete',
      command: { verb: 'completeUserTask', userTaskKey: task.user_task_key, variables },
      data,
      variables,
      id: actId,
    })
  })
}

/** A task that somebody completes by what they did elsewhere; the caller holds its row. */
export async function completeInstead(
  room: TaskRoom,
  tx: WriteTransaction,
  actor: Actor,
  task: TaskRow,
  { data, actId }: { data: FormData; actId: string },
): Promise<Submitted> {
  await updateRows<TaskRow>(tx.sql, 'tasks', { user_task_key: task.user_task_key }, { submitted_act: actId })
  const { law } = JSON.parse(task.headers) as { law?: string }
  await room.audit.append(tx, {
    actor,
    action: 'task.completed',
    object: { type: 'task', id: task.user_task_key },
    caseId: task.case_id ?? undefined,
    after: { element: task.element_id, act: actId },
    authority: law,
  })
  return submitAct(room, tx, {
    actor,
    task,
    kind: 'complete',
    command: { verb: 'completeUserTask', userTaskKey: task.user_task_key, variables: {} },
    data,
    id: actId,
  })
}
