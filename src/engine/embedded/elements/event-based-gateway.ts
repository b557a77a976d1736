/** An event-based gateway: waits for the first of the events behind it, and goes on at that event without taking the flow to it. */
import { activateTrigger, findTrigger } from '../flow/event-trigger.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import { activated, completed } from '../flow/lifecycle.ts'
import { subscribe, unsubscribe } from '../flow/subscriptions.ts'
import type { Behaviour } from './behaviour.ts'
import { endTerminatedPlainly } from './leaving.ts'

export const eventBasedGateway: Behaviour = {
  activate(x, element, instance) {
    subscribe(x, element, instance)
    activated(x, instance)
  },

  complete(x, element, instance) {
    unsubscribe(x, instance.key)
    const trigger = findTrigger(x, instance)
    if (!trigger) throw new Error(`${element.id} completes without an event`)
    completed(x, element, instance)
    activateTrigger(x, trigger, instance.key, instance.value.flowScopeKey, instance.value)
  },

  terminate(x, element, instance) {
    unsubscribe(x, instance.key)
    resolveIncidents(x, instance.key)
    endTerminatedPlainly(x, element, instance)
  },
}
