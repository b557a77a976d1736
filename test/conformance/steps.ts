/** One step of a case as commands of the port. What a step names that does not exist is a refusal, as the engine's own would be. */
import { type Key, Refusal } from '../../src/engine/port.ts'
import { millisecondsOf } from './iso-duration.ts'
import type { Case, PlainStep } from './read-case.ts'
import type { Stage } from './stage.ts'
import { type CaseState, firstInstance, isFlowNode, stateOf } from './state.ts'

export async function takeStep(step: PlainStep, one: Case, stage: Stage): Promise<void> {
  const engine = stage.engine()
  const state = stateOf(stage.records())
  if ('start' in step) {
    const { process, variables } = step.start
    await engine.execute({
      verb: 'createInstance',
      processId: stage.name(process),
      ...(variables && { variables }),
    })
  } else if ('completeUserTask' in step) {
    const { element, variables } = step.completeUserTask
    await engine.execute({
      verb: 'completeUserTask',
      userTaskKey: oldestUserTask(state, element),
      variables: variables ?? {},
    })
  } else if ('assignUserTask' in step) {
    const { element, assignee, allowOverride } = step.assignUserTask
    const userTaskKey = oldestUserTask(state, element)
    await engine.execute({
      verb: 'assignUserTask',
      userTaskKey,
      assignee,
      ...(allowOverride !== undefined && { allowOverride }),
    })
  } else if ('publishMessage' in step) {
    const { name, correlationKey = '', timeToLive, messageId, variables } = step.publishMessage
    await engine.execute({
      verb: 'publishMessage',
      name: stage.name(name),
      correlationKey,
      timeToLive: timeToLive === undefined ? 0 : millisecondsOf(timeToLive, await stage.now()),
      ...(messageId !== undefined && { messageId }),
      ...(variables && { variables }),
    })
  } else if ('broadcastSignal' in step) {
    const { name, variables } = step.broadcastSignal
    await engine.execute({ verb: 'broadcastSignal', name: stage.name(name), ...(variables && { variables }) })
  } else if ('advanceTime' in step) {
    await stage.advance(millisecondsOf(step.advanceTime, await stage.now()))
  } else if ('setVariables' in step) {
    const { element, variables, local } = step.setVariables
    const scopeKey = element === undefined ? firstInstanceKey(state) : activeElements(state, element)[0]!
    await engine.execute({ verb: 'setVariables', scopeKey, variables, ...(local !== undefined && { local }) })
  } else if ('resolveIncident' in step) {
    await resolveIncident(step.resolveIncident, state, stage)
  } else if ('cancel' in step) {
    await engine.execute({ verb: 'cancelInstance', processInstanceKey: firstInstanceKey(state) })
  } else if ('modify' in step) {
    const { activate = [], terminate = [] } = step.modify
    await engine.execute({
      verb: 'modifyInstance',
      processInstanceKey: firstInstanceKey(state),
      activate: activate.map(({ element, variables }) => ({
        elementId: element,
        ...(variables && { variables }),
      })),
      terminate: terminate.flatMap((element) => activeElements(state, element)),
    })
  } else {
    await migrate(step.migrate, one, state, stage)
  }
}

function firstInstanceKey(state: CaseState): Key {
  const first = firstInstance(state)
  if (!first) throw new Refusal('NOT_FOUND', 'there is no process instance')
  return first.key
}

function oldestUserTask({ userTasks }: CaseState, element: string): Key {
  const found = [...userTasks].find(([, task]) => task.elementId === element)
  if (!found) throw new Refusal('NOT_FOUND', `there is no active user task ${element}`)
  return found[0]
}

/** Active instances of an element, oldest first; the body of a multi-instance only where it has no inner instance. */
function activeElements({ elements }: CaseState, element: string): Key[] {
  const active = [...elements.values()].filter(
    ({ value, state }) => value.elementId === element && state === 'active',
  )
  const inner = active.filter(isFlowNode)
  const keys = (inner.length > 0 ? inner : active).map(({ key }) => key)
  if (keys.length === 0) throw new Refusal('NOT_FOUND', `there is no active element ${element}`)
  return keys
}

async function resolveIncident(
  {
    element,
    retries,
    variables,
  }: { element: string; retries?: number | undefined; variables?: object | undefined },
  { incidents }: CaseState,
  stage: Stage,
): Promise<void> {
  const found = [...incidents].find(([, incident]) => incident.elementId === element)
  if (!found) throw new Refusal('NOT_FOUND', `there is no incident at ${element}`)
  const [incidentKey, { jobKey, elementInstanceKey }] = found
  const engine = stage.engine()
  if (variables)
    await engine.execute({
      verb: 'setVariables',
      scopeKey: elementInstanceKey,
      variables: variables as never,
    })
  if (retries !== undefined) await engine.execute({ verb: 'updateJobRetries', jobKey, retries })
  await engine.execute({ verb: 'resolveIncident', incidentKey })
}

async function migrate(
  { to, mapping = {} }: { to: string; mapping?: { [from: string]: string } | undefined },
  one: Case,
  state: CaseState,
  stage: Stage,
): Promise<void> {
  const target = one.files.get(to)
  if (!target) throw new Error(`migrate: there is no ${to}`)
  const processInstanceKey = firstInstanceKey(state)
  const { processes } = await stage.engine().deploy([stage.resource(target)])
  await stage.engine().execute({
    verb: 'migrateInstance',
    processInstanceKey,
    targetProcessDefinitionKey: processes[0]!.processDefinitionKey,
    mapping: Object.entries(mapping).map(([source, goal]) => ({ source, target: goal })),
  })
}
