/** Events caught by element instances, and the traces that start instructions and modifications leave at joining gateways. */
import type { OtherRecord } from '../../feed-record.ts'
import { elementOf } from '../../model/element.ts'
import type { Key, Variables } from '../../port.ts'
import type { ElementRow } from '../state/rows.ts'
import type { State } from '../state/state.ts'
import { change, countFlow } from './element.ts'
import { addTrigger } from './event-scope.ts'

export function applyProcessEvent(state: State, record: OtherRecord): void {
  const value = record.value as {
    scopeKey: Key
    targetElementId: string
    variables?: Variables
    processDefinitionKey: Key
  }
  // A start event has no instance yet to wait at: its trigger travels with the command that activates the process.
  if (value.scopeKey === value.processDefinitionKey) return
  if (record.intent === 'TRIGGERED') {
    change(state, value.scopeKey, (row) => ({
      triggers: row.triggers.filter((trigger) => trigger.eventKey !== record.key),
    }))
    return
  }
  addTrigger(state, value.scopeKey, {
    eventKey: record.key,
    elementId: value.targetElementId,
    variables: value.variables ?? {},
  })
  const started = state.definitions.process(value.processDefinitionKey).elements.get(value.targetElementId)
  const subprocess = started?.eventSubprocess
  if (subprocess && started.interrupting)
    change(state, value.scopeKey, () => ({ interruptedBy: subprocess.id }))
}

/** A parallel gateway that is entered from outside must not wait for its flows. */
function openGateway(state: State, scope: ElementRow | undefined, elementId: string): void {
  if (!scope) return
  const gateway = elementOf(state.definitions.process(scope.value.processDefinitionKey), elementId)
  if (gateway.type !== 'PARALLEL_GATEWAY') return
  for (const flow of gateway.incoming)
    change(state, scope.key, (row) => ({ takenFlows: countFlow(row, gateway.id, flow.id) }))
}

export function applyStartInstructions(state: State, record: OtherRecord): void {
  const { startScopes = [] } = record.value as { startScopes?: { elementId: string; scopeKey: Key }[] }
  for (const { elementId, scopeKey } of startScopes) openGateway(state, state.element(scopeKey), elementId)
}

export function applyModification(state: State, record: OtherRecord): void {
  const { activateInstructions = [] } = record.value as {
    activateInstructions?: { elementId: string; ancestorScopeKeys: Key[] }[]
  }
  for (const key of activateInstructions.flatMap((instruction) => instruction.ancestorScopeKeys)) {
    if (state.element(key)?.interruptedBy) change(state, key, () => ({ interruptedBy: '' }))
  }
  for (const { elementId, ancestorScopeKeys } of activateInstructions) {
    openGateway(state, state.element(ancestorScopeKeys.at(-1) ?? ''), elementId)
  }
}
