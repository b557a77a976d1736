/** What time does: timers trigger, activated jobs time out, failed ones come back, messages expire. */
import { elementOf } from '../../model/element.ts'
import type { Key } from '../../port.ts'
import { canTrigger, triggerEvent } from '../flow/event-trigger.ts'
import { evaluateTimer } from '../flow/evaluate.ts'
import type { Execution } from '../flow/execution.ts'
import { loggedJob } from '../flow/jobs.ts'
import { startProcess } from '../flow/message-start.ts'
import { createTimer } from '../flow/subscriptions.ts'
import { noKey, type TimerRow } from '../state/rows.ts'

/** Does what is due of a row, if it still is. */
export function runDue(x: Execution, key: Key): void {
  const timer = x.state.get('timer', key)
  if (timer && timer.value.dueDate <= x.now) trigger(x, timer)
  const message = x.state.get('message', key)
  if (message && message.deadline <= x.now) x.emit('MESSAGE', 'EXPIRED', key, message.value)
  const job = x.state.get('job', key)
  if (job?.state === 'ACTIVATED' && job.value.deadline <= x.now)
    x.emit('JOB', 'TIMED_OUT', key, loggedJob(job))
  else if (job?.state === 'FAILED' && job.recurringTime >= 0 && job.recurringTime <= x.now) {
    x.emit('JOB', 'RECURRED_AFTER_BACKOFF', key, loggedJob(job))
  }
}

/** A timer that cannot trigger any more ends quietly. A repeating one is set again from when it was due. */
function trigger(x: Execution, timer: TimerRow): void {
  const { value } = timer
  const { elementInstanceKey, processDefinitionKey, targetElementId } = value
  const event = elementOf(x.state.definitions.process(processDefinitionKey), targetElementId)
  if (elementInstanceKey === noKey) {
    const processInstanceKey = x.nextKey()
    x.emit('TIMER', 'TRIGGERED', timer.key, { ...value, processInstanceKey })
    startProcess(x, processDefinitionKey, processInstanceKey, targetElementId, {})
  } else {
    const instance = x.state.element(elementInstanceKey)
    if (!canTrigger(x, instance, targetElementId)) return x.emit('TIMER', 'CANCELED', timer.key, value)
    x.emit('TIMER', 'TRIGGERED', timer.key, value)
    triggerEvent(x, event, instance)
  }
  if (!event.timer || !(value.repetitions === -1 || value.repetitions > 1)) return
  const next = evaluateTimer(x, event.timer, elementInstanceKey).next?.(value.dueDate, value.repetitions)
  if (next)
    createTimer(
      x,
      {
        elementInstanceKey,
        processInstanceKey: value.processInstanceKey,
        processDefinitionKey,
        targetElementId,
      },
      next,
    )
}
