/** What people do with native user tasks. */
import { type Key, Refusal } from '../../port.ts'
import { noteTrigger } from '../flow/event-trigger.ts'
import type { Execution } from '../flow/execution.ts'
import type { UserTaskRow } from '../state/rows.ts'
import type { Handler } from './handler.ts'

const ofTask = (_state: unknown, { userTaskKey }: { userTaskKey: Key }) => ({ keys: [userTaskKey] })

function created(x: Execution, key: Key, to: string): UserTaskRow {
  const task = x.state.get('userTask', key)
  if (!task)
    throw new Refusal(
      'NOT_FOUND',
      `Expected to ${to} user task with key '${key}', but no such user task was found`,
    )
  if (task.state !== 'CREATED') {
    throw new Refusal(
      'INVALID_STATE',
      `Expected to ${to} user task with key '${key}', but it is in state '${task.state}'`,
    )
  }
  return task
}

export const completeUserTask: Handler<'completeUserTask'> = {
  needs: ofTask,
  run(x, { userTaskKey, variables = {}, action = 'complete' }) {
    const task = created(x, userTaskKey, 'complete')
    const value = { ...task.value, variables, action }
    x.emit('USER_TASK', 'COMPLETING', userTaskKey, value)
    x.emit('USER_TASK', 'COMPLETED', userTaskKey, value)
    const instance = x.state.element(task.value.elementInstanceKey)
    if (!instance || x.state.element(instance.value.flowScopeKey)?.state !== 'ACTIVATED') return
    noteTrigger(x, instance.value, instance.key, task.value.elementId, variables)
    x.follow({ do: 'complete', key: instance.key })
  },
}

/** Zeebe's claim when others' assignments must stand, its assign otherwise. */
export const assignUserTask: Handler<'assignUserTask'> = {
  needs: ofTask,
  run(x, { userTaskKey, assignee, allowOverride = true, action = allowOverride ? 'assign' : 'claim' }) {
    const task = created(x, userTaskKey, allowOverride ? 'assign' : 'claim')
    const to = assignee ?? ''
    // The gateway of the broker asks for a name; taking it away is another command there, and null here.
    if (assignee !== null && to.trim() === '') throw new Refusal('INVALID_ARGUMENT', 'No assignee provided')
    if (!allowOverride && to === '') {
      throw new Refusal(
        'INVALID_STATE',
        `Expected to claim user task with key '${userTaskKey}', but provided assignee is empty`,
      )
    }
    if (!allowOverride && task.value.assignee.trim() !== '' && task.value.assignee !== to) {
      throw new Refusal(
        'INVALID_STATE',
        `Expected to claim user task with key '${userTaskKey}', but it has already been assigned`,
      )
    }
    const value = { ...task.value, assignee: to, action }
    x.emit('USER_TASK', 'ASSIGNING', userTaskKey, value)
    x.emit('USER_TASK', 'ASSIGNED', userTaskKey, value)
  },
}

export const updateUserTask: Handler<'updateUserTask'> = {
  needs: ofTask,
  run(x, { userTaskKey, changes, action = 'update' }) {
    const task = created(x, userTaskKey, 'update')
    const { candidateGroups, candidateUsers, dueDate, followUpDate } = changes
    const value = {
      ...task.value,
      ...(candidateGroups && { candidateGroupsList: candidateGroups }),
      ...(candidateUsers && { candidateUsersList: candidateUsers }),
      ...(dueDate !== undefined && { dueDate }),
      ...(followUpDate !== undefined && { followUpDate }),
      action,
    }
    x.emit('USER_TASK', 'UPDATING', userTaskKey, value)
    x.emit('USER_TASK', 'UPDATED', userTaskKey, value)
  },
}
