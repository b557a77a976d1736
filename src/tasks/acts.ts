/** Acts on tasks: written as submitted with their outbox row; the engine's verdict makes them effective or void, and a void one is told to its author. */
import type { Settlement } from '../engine/outbox/index.ts'
import type { Command, Variables } from '../engine/port.ts'
import type { Actor } from '../identity/actor.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { FormData } from './form-schema.ts'
import type { TaskActRow, TaskRow } from './model.ts'
import { endTask } from './projection.ts'
import type { Submitted, TaskRoom } from './service.ts'

export async function submitAct(
  { outbox, clock, newId }: TaskRoom,
  tx: WriteTransaction,
  {
    actor,
    task,
    kind,
    command,
    data = {},
    variables = {},
    id = newId(),
  }: {
    actor: Actor
    task: TaskRow
    kind: TaskActRow['kind']
    command: Command
    data?: FormData
    variables?: Variables
    id?: string
  },
): Promise<Submitted> {
  const ticket = await outbox.add(tx, {
    stream: task.case_id ?? task.process_instance_key,
    command,
    act: { kind: 'task', id },
  })
  await insertRow<TaskActRow>(tx.sql, 'task_acts', {
    id,
    user_task_key: task.user_task_key,
    case_id: task.case_id,
    kind,
    form_id: task.form_id,
    account_id: actor.accountId,
    officer_id: actor.officerId,
    data: JSON.stringify(data),
    variables: JSON.stringify(variables),
    state: 'submitted',
    reason: null,
    ticket,
    at: clock.now(),
    settled_at: null,
  })
  return { actId: id, ticket }
}

const whyVoid: Record<string, string> = {
  NOT_FOUND: '任务在提交的同时已经结束（到期、撤回或流程改变）',
  INVALID_STATE: '任务的状态不允许这样办理',
}

export async function settleAct(
  room: TaskRoom,
  tx: WriteTransaction,
  actId: string,
  settlement: Settlement,
): Promise<void> {
  const [act] = await tx.sql.all<TaskActRow>('SELECT * FROM task_acts WHERE id = ?', [actId])
  if (!act || act.state !== 'submitted') return
  const state = settlement.outcome
  const reason = settlement.outcome === 'void' ? (whyVoid[settlement.code] ?? '流程引擎未接受') : null
  const settled_at = room.clock.now()
  await updateRows<TaskActRow>(tx.sql, 'task_acts', { id: actId }, { state, reason, settled_at })
  if (act.kind === 'complete') {
    // The engine has answered: the task is over, even where its record comes later than the answer. Else it could be completed once more meanwhile.
    if (state === 'effective') await endTask(tx.sql, act.user_task_key, 'completed', room.clock.now())
    await updateRows<TaskRow>(
      tx.sql,
      'tasks',
      { user_task_key: act.user_task_key, submitted_act: actId },
      { submitted_act: null },
    )
    const handler = room.handlers.get(act.form_id) ?? room.handlers.get('*')
    await handler?.settled(tx, { ...act, state, reason, settled_at }, settlement)
  }
  if (state === 'void' && act.officer_id !== null) {
    await room.notifications.send(tx, {
      officerIds: [act.officer_id],
      caseId: act.case_id,
      kind: 'act-void',
      text: `您提交的办理没有生效：${reason}。您填写的内容已保留，可在操作记录中查看。`,
      link: `/tasks/${act.user_task_key}`,
    })
  }
}
