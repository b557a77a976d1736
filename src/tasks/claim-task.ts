/** Taking a task 认领 and giving it back. The engine refuses a second taker: that act becomes void. */
import type { Actor } from '../identity/actor.ts'
import { problem } from '../platform/problem.ts'
import { submitAct } from './acts.ts'
import { personId } from './candidates.ts'
import type { TaskRow } from './model.ts'
import type { Submitted, TaskRoom } from './service.ts'

export async function assignTask(
  room: TaskRoom,
  actor: Actor,
  task: TaskRow,
  assignee: string | null,
): Promise<Submitted> {
  if (task.state !== 'open') throw problem('conflict', '任务已经结束')
  if (assignee === null) {
    const object = task.case_id === null ? undefined : await room.policyObject(task.case_id)
    const mayForce = room.policy.may(actor, 'task.assign', object ?? {})
    if (task.assignee !== personId(actor) && !mayForce) throw problem('forbidden', '只能退回自己认领的任务')
  } else {
    await room.requireTaker(actor, task)
    await room.requireFit(actor, task)
  }
  return room.database.write(async (tx) => {
    await room.audit.append(tx, {
      actor,
      action: assignee === null ? 'task.unclaimed' : 'task.claimed',
      object: { type: 'task', id: task.user_task_key },
      caseId: task.case_id ?? undefined,
    })
    return submitAct(room, tx, {
      actor,
      task,
      kind: assignee === null ? 'unclaim' : 'claim',
      command: {
        verb: 'assignUserTask',
        userTaskKey: task.user_task_key,
        assignee,
        allowOverride: assignee === null,
      },
    })
  })
}
