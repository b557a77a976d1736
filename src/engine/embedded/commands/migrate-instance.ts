/**
 * Process instance migration as 8.5 has it: active service tasks, user tasks, subprocesses and call activities go over to elements of the same kind
 * and scope; event subprocesses, and boundary events other than messages at what is active, are refused.
 */
import type { BpmnElementType } from '../../feed-record.ts'
import { type Element, elementOf, type ExecutableProcess } from '../../model/element.ts'
import { type Key, Refusal, type RefusalCode } from '../../port.ts'
import type { Execution } from '../flow/execution.ts'
import { Failure } from '../flow/failure.ts'
import { loggedJob } from '../flow/jobs.ts'
import { subscribe, unsubscribeMessages } from '../flow/subscriptions.ts'
import type { Definition } from '../state/definitions.ts'
import { type ElementRow, type InstanceValue, noKey } from '../state/rows.ts'
import type { CommandOf, Handler } from './handler.ts'

const supported = new Set<BpmnElementType>([
  'PROCESS',
  'SERVICE_TASK',
  'USER_TASK',
  'SUB_PROCESS',
  'CALL_ACTIVITY',
])

interface Migration {
  x: Execution
  source: ExecutableProcess
  target: ExecutableProcess
  definition: Definition
  mapping: Map<string, string>
  refuse(reason: string, elementIds?: string[], code?: RefusalCode): Refusal
}

export const migrateInstance: Handler<'migrateInstance'> = {
  needs: (_state, { processInstanceKey, targetProcessDefinitionKey }) => ({
    keys: [processInstanceKey],
    definitions: [targetProcessDefinitionKey],
  }),

  run(x, command) {
    const instance = x.state.element(command.processInstanceKey)
    if (instance?.value.bpmnElementType !== 'PROCESS') {
      throw new Refusal(
        'NOT_FOUND',
        `Expected to migrate process instance but no process instance found with key '${command.processInstanceKey}'`,
      )
    }
    const migration = prepare(x, command, instance)
    for (const rows: ElementRow[] = [instance]; ;) {
      const row = rows.shift()
      if (!row) break
      migrateElement(migration, row)
      rows.push(...x.state.owned('element', row.key))
    }
    x.emit('PROCESS_INSTANCE_MIGRATION', 'MIGRATED', instance.key, {
      processInstanceKey: instance.key,
      targetProcessDefinitionKey: command.targetProcessDefinitionKey,
      mappingInstructions: command.mapping.map(({ source, target }) => ({
        sourceElementId: source,
        targetElementId: target,
      })),
    })
  },
}

function prepare(x: Execution, command: CommandOf<'migrateInstance'>, instance: ElementRow): Migration {
  const refuse = (reason: string, elementIds: string[] = [], code: RefusalCode = 'INVALID_STATE') =>
    new Refusal(code, `Expected to migrate process instance '${instance.key}' but ${reason}`, elementIds)
  const definition = x.state.definitions.get('process', command.targetProcessDefinitionKey)
  const mapping = new Map<string, string>()
  for (const { source, target } of command.mapping) {
    if (mapping.has(source))
      throw refuse(
        `the mapping instructions contain duplicate source element ids '${source}'.`,
        [source],
        'INVALID_ARGUMENT',
      )
    mapping.set(source, target)
  }
  if (!definition)
    throw refuse(
      `no process definition found with key '${command.targetProcessDefinitionKey}'`,
      [],
      'NOT_FOUND',
    )
  const source = x.state.definitions.process(instance.value.processDefinitionKey)
  const target = x.state.definitions.process(definition.key)
  for (const [from, to] of mapping) {
    if (!exists(source, from))
      throw refuse(
        `mapping instructions contain a non-existing source element id '${from}'.`,
        [from],
        'INVALID_ARGUMENT',
      )
    if (!exists(target, to))
      throw refuse(
        `mapping instructions contain a non-existing target element id '${to}'.`,
        [to],
        'INVALID_ARGUMENT',
      )
  }
  for (const process of [source, target]) {
    const [subprocess] = process.root.eventSubprocesses
    if (subprocess)
      throw refuse(`process '${process.id}' has an event subprocess, which cannot be migrated yet.`, [
        subprocess.id,
      ])
  }
  mapping.set(instance.value.elementId, target.id)
  return { x, source, target, definition, mapping, refuse }
}

function exists(process: ExecutableProcess, id: string): boolean {
  return process.elements.has(id) || process.flows.has(id)
}

function migrateElement(migration: Migration, row: ElementRow): void {
  const { x, target, definition, mapping, refuse } = migration
  const { elementId } = row.value
  const to = mapping.get(elementId)
  if (!supported.has(row.value.bpmnElementType)) {
    throw refuse(
      `active element with id '${elementId}' has an unsupported type. The migration of a ${row.value.bpmnElementType} is not supported.`,
      [elementId],
    )
  }
  if (to === undefined)
    throw refuse(`no mapping instruction defined for active element with id '${elementId}'.`, [elementId])
  const element = target.elements.get(to) ?? elementOf(target, to)
  checkElement(migration, row, element)
  const value: InstanceValue = {
    ...row.value,
    processDefinitionKey: definition.key,
    bpmnProcessId: definition.id,
    version: definition.version,
    elementId: to,
  }
  x.emit('PROCESS_INSTANCE', 'ELEMENT_MIGRATED', row.key, value)
  migrateWaiting(migration, row, value)
  if (row.state !== 'ACTIVATING') migrateSubscriptions(migration, { ...row, value }, element, elementId)
}

function checkElement({ x, source, refuse }: Migration, row: ElementRow, element: Element): void {
  const { elementId, bpmnElementType } = row.value
  const at = `active element with id '${elementId}'`
  if (element.type !== bpmnElementType) {
    throw refuse(
      `${at} and type '${bpmnElementType}' is mapped to an element with id '${element.id}' and different type '${element.type}'.`,
      [elementId],
    )
  }
  if (
    bpmnElementType === 'USER_TASK' &&
    (row.userTaskKey !== noKey) !== (element.userTask?.native === true)
  ) {
    throw refuse(`${at} is mapped to the user task '${element.id}' of a different implementation.`, [
      elementId,
    ])
  }
  const scope = x.state.element(row.value.flowScopeKey)
  if (scope && scope.value.elementId !== element.scope?.id) {
    throw refuse(
      `the flow scope of ${at} is changed: expected '${scope.value.elementId}' but was '${element.scope?.id ?? ''}'.`,
      [elementId],
    )
  }
  for (const holder of [elementOf(source, elementId), element]) {
    const other = holder.boundaryEvents.find((event) => event.eventType !== 'MESSAGE')
    if (other)
      throw refuse(
        `${at} or its target has a boundary event of type ${other.eventType}, which cannot be migrated yet.`,
        [elementId, other.id],
      )
  }
  if (row.triggers.length > 0 || row.activeFlows > 0)
    throw refuse('a concurrent command was executed on the process instance. Please retry the migration.')
}

function migrateWaiting({ x, definition }: Migration, row: ElementRow, { elementId }: InstanceValue): void {
  const moved = { processDefinitionKey: definition.key, bpmnProcessId: definition.id }
  const job = x.state.get('job', row.jobKey)
  if (job)
    x.emit(
      'JOB',
      'MIGRATED',
      job.key,
      loggedJob(job, { ...moved, elementId, processDefinitionVersion: definition.version }),
    )
  for (const incident of x.state.owned('incident', row.key))
    x.emit('INCIDENT', 'MIGRATED', incident.key, { ...incident.value, ...moved, elementId })
  const task = x.state.get('userTask', row.userTaskKey)
  if (task) x.emit('USER_TASK', 'MIGRATED', task.key, { ...task.value, ...moved, elementId })
  for (const { key, name, scopeKey } of x.state.localVariables(row.key)) {
    x.emit('VARIABLE', 'MIGRATED', key, {
      name,
      value: 'null',
      scopeKey,
      processInstanceKey: row.value.processInstanceKey,
      ...moved,
    })
  }
}

/** Waits of the old version end, those of the new one begin; an event that is mapped itself cannot be carried over in 8.5. */
function migrateSubscriptions(
  { x, mapping, refuse }: Migration,
  row: ElementRow,
  element: Element,
  sourceId: string,
): void {
  const existing = new Set(
    x.state.owned('messageSubscription', row.key).map((subscription) => subscription.messageName),
  )
  const opened = new Set<Key>()
  const targets = new Set(mapping.values())
  try {
    subscribe(x, element, row, ({ event, message }) => {
      if (targets.has(event.id))
        throw refuse(
          `active element with id '${sourceId}' is mapped to '${element.id}' whose catch event '${event.id}' is mapped.`,
          [event.id],
        )
      if (message && existing.has(message.name)) {
        throw refuse(
          `active element with id '${sourceId}' attempts to subscribe to a message it is already subscribed to with name '${message.name}'.`,
          [event.id],
        )
      }
      return true
    })
  } catch (error) {
    if (error instanceof Failure)
      throw refuse(
        `active element with id '${sourceId}' must be subscribed to a catch event: ${error.message}`,
        [sourceId],
      )
    throw error
  }
  for (const subscription of x.state.owned('messageSubscription', row.key))
    if (!existing.has(subscription.messageName)) opened.add(subscription.key)
  unsubscribeMessages(x, row.key, (subscription) => {
    if (opened.has(subscription.key)) return false
    if (mapping.has(subscription.elementId)) {
      throw refuse(
        `active element with id '${sourceId}' is subscribed to mapped catch event with id '${subscription.elementId}'.`,
        [subscription.elementId],
      )
    }
    return true
  })
}
