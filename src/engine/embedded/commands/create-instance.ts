import { elementOf, noneStartEvent } from '../../model/element.ts'
import { Refusal } from '../../port.ts'
import { activateElement } from '../flow/element-activation.ts'
import type { Execution } from '../flow/execution.ts'
import { instanceValue } from '../flow/message-start.ts'
import { setAllLocal } from '../flow/variables.ts'
import type { Definition } from '../state/definitions.ts'
import type { State } from '../state/state.ts'
import type { CommandOf, Handler } from './handler.ts'
import { isInsideMultiInstance, notEnteredFromOutside } from './modify-instance.ts'

type Create = CommandOf<'createInstance'>

/** Starts the latest version, or a given one, at its none start event; or at given elements, without their scopes' start events. */
export const createInstance: Handler<'createInstance'> = {
  needs: (state, command) => ({
    definitions: definitionOf(state, command)?.key ? [definitionOf(state, command)?.key ?? ''] : [],
  }),

  run(x, command) {
    const { processId, version, variables = {}, startElementIds = [] } = command
    const definition = definitionOf(x.state, command)
    if (!definition) {
      const which = version === undefined ? '' : ` and version '${version}'`
      throw new Refusal(
        'NOT_FOUND',
        `Expected to find process definition with process ID '${processId}'${which}, but none found`,
      )
    }
    checkStart(x, definition, startElementIds)
    const key = x.nextKey()
    const instance = { key, value: instanceValue(x, definition.key, key) }
    setAllLocal(x, instance, key, variables)
    const answer = {
      processInstanceKey: key,
      processDefinitionKey: definition.key,
      processId,
      version: definition.version,
    }
    const startScopes = startElementIds.map((elementId) => ({
      elementId,
      scopeKey: activateElement(x, instance.value, elementId).scopeKey,
    }))
    if (startElementIds.length === 0) x.follow({ do: 'activate', instance })
    x.emit('PROCESS_INSTANCE_CREATION', 'CREATED', x.nextKey(), {
      bpmnProcessId: processId,
      processDefinitionKey: definition.key,
      version: definition.version,
      processInstanceKey: key,
      startScopes,
    })
    return answer
  },
}

function definitionOf(state: State, { processId, version }: Create): Definition | undefined {
  if (version === undefined || version < 0) return state.definitions.latest('process', processId)
  return state.definitions.version('process', processId, version)
}

function checkStart(x: Execution, definition: Definition, elementIds: string[]): void {
  const process = x.state.definitions.process(definition.key)
  if (elementIds.length === 0 && !noneStartEvent(process.root)) {
    throw new Refusal(
      'INVALID_STATE',
      'Expected to create instance of process with none start event, but there is no such event',
    )
  }
  for (const id of elementIds) {
    const refuse = (reason: string) =>
      new Refusal(
        'INVALID_ARGUMENT',
        `Expected to create instance of process with start instructions but ${reason}`,
        [id],
      )
    if (process.flows.has(id)) throw refuse(`the element with id '${id}' is a sequence flow`)
    if (!process.elements.has(id)) throw refuse(`no element found with id '${id}'.`)
    const element = process.elements.get(id) ?? elementOf(process, id)
    if (isInsideMultiInstance(element))
      throw refuse(`the element with id '${id}' is inside a multi-instance subprocess.`)
    if (notEnteredFromOutside.has(element.type))
      throw refuse(`the element with id '${id}' targets unsupported element type '${element.type}'.`)
    if (element.behindEventGateway)
      throw refuse(`the element with id '${id}' belongs to an event-based gateway.`)
  }
}
