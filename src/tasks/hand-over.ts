/** Handing a task to another officer 转办: its candidates become that one person, and nobody has it until they act. */
import type { Actor } from '../identity/actor.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { submitAct } from './acts.ts'
import type { TaskRow } from './model.ts'
import type { Submitted, TaskRoom } from './service.ts'

export async function handOver(
  room: TaskRoom,
  tx: WriteTransaction,
  actor: Actor,
  task: TaskRow,
  officerId: string,
): Promise<Submitted> {
  if (task.state !== 'open' || task.submitted_act !== null)
    throw problem('conflict', '任务已经办理，不能再转办')
  await submitAct(room, tx, {
    actor,
    task,
    kind: 'reassign',
    command: {
      verb: 'updateUserTask',
      userTaskKey: task.user_task_key,
      changes: { candidateUsers: [officerId], candidateGroups: [] },
    },
  })
  return submitAct(room, tx, {
    actor,
    task,
    kind: 'reassign',
    command: {
      verb: 'assignUserTask',
      userTaskKey: task.user_task_key,
      assignee: officerId,
      allowOverride: true,
    },
  })
}
