/** A task that a worker does: service and send tasks, and script and business rule tasks with a job. */
import { activated } from '../flow/lifecycle.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import { cancelJob, createJob, evaluateJob } from '../flow/jobs.ts'
import { applyInputMapping } from '../flow/mappings.ts'
import { subscribe, unsubscribe } from '../flow/subscriptions.ts'
import type { Behaviour } from './behaviour.ts'
import { endTerminated, leaveActivity } from './leaving.ts'

export const jobTask: Behaviour = {
  activate(x, element, instance) {
    applyInputMapping(x, element, instance)
    const job = evaluateJob(x, element, instance)
    subscribe(x, element, instance)
    createJob(x, element, instance, job)
    activated(x, instance)
  },

  complete: leaveActivity,

  terminate(x, element, instance) {
    cancelJob(x, instance.key)
    unsubscribe(x, instance.key)
    resolveIncidents(x, instance.key)
    endTerminated(x, element, instance)
  },
}
