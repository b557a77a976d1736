/** A user task: the engine's own, or carried by a job of type `io.camunda.zeebe:userTask`. */
import { resolveIncidents } from '../flow/incidents.ts'
import { activated } from '../flow/lifecycle.ts'
import { applyInputMapping } from '../flow/mappings.ts'
import { subscribe, unsubscribe } from '../flow/subscriptions.ts'
import { cancelUserTask, createUserTask, evaluateUserTask } from '../flow/user-tasks.ts'
import type { Behaviour } from './behaviour.ts'
import { jobTask } from './job-task.ts'
import { endTerminated, leaveActivity } from './leaving.ts'

export const userTask: Behaviour = {
  activate(x, element, instance) {
    if (!element.userTask?.native) return jobTask.activate(x, element, instance)
    applyInputMapping(x, element, instance)
    const properties = evaluateUserTask(x, element, instance)
    subscribe(x, element, instance)
    createUserTask(x, element, instance, properties)
    activated(x, instance)
  },

  complete: leaveActivity,

  terminate(x, element, instance) {
    if (!element.userTask?.native) return jobTask.terminate(x, element, instance)
    cancelUserTask(x, instance.key)
    unsubscribe(x, instance.key)
    resolveIncidents(x, instance.key)
    endTerminated(x, element, instance)
  },
}
