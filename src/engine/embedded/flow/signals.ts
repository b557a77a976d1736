/** A signal reaches everyone who waits for it: start events of latest versions and every open wait. It is not buffered. */
import { elementOf } from '../../model/element.ts'
import type { Key, Variables } from '../../port.ts'
import { noKey } from '../state/rows.ts'
import { canTrigger, triggerEvent } from './event-trigger.ts'
import type { Execution } from './execution.ts'
import { signalLookup } from './lookup.ts'
import { startProcess } from './message-start.ts'

export function broadcastSignal(x: Execution, signalName: string, variables: Variables): Key {
  const signalKey = x.nextKey()
  x.emit('SIGNAL', 'BROADCASTED', signalKey, { signalName, variables })
  for (const waiting of x.state.found('signalSubscription', signalLookup(signalName))) {
    if (waiting.catchEventInstanceKey === noKey) {
      startProcess(x, waiting.processDefinitionKey, x.nextKey(), waiting.catchEventId, variables)
      continue
    }
    const instance = x.state.element(waiting.catchEventInstanceKey)
    if (!canTrigger(x, instance, waiting.catchEventId)) continue
    const process = x.state.definitions.process(instance.value.processDefinitionKey)
    triggerEvent(x, elementOf(process, waiting.catchEventId), instance, variables)
  }
  return signalKey
}
