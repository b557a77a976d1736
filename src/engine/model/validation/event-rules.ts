/** Events and what they refer to: messages, signals, errors, escalations, links, timers, compensation. */
import {
  attribute,
  children,
  eventDefinition,
  eventDefinitions,
  extensions,
  type ModelElement,
  reference,
} from '../bpmn-file.ts'
import { isActivity, type Model, type Report, type Rule } from './rule.ts'

const supported = new Set(
  ['Message', 'Timer', 'Error', 'Terminate', 'Signal', 'Link', 'Escalation', 'Compensate'].map(
    (kind) => `bpmn:${kind}EventDefinition`,
  ),
)
/** Which definitions each kind of event may bear, and how many: [at least, at most]. */
const allowed: { [type: string]: { kinds: string[]; count: [number, number] } } = {
  'bpmn:StartEvent': {
    kinds: ['Message', 'Timer', 'Error', 'Signal', 'Escalation', 'Compensate'],
    count: [0, 1],
  },
  'bpmn:EndEvent': {
    kinds: ['Error', 'Message', 'Terminate', 'Signal', 'Escalation', 'Compensate'],
    count: [0, 1],
  },
  'bpmn:BoundaryEvent': {
    kinds: ['Timer', 'Message', 'Error', 'Signal', 'Escalation', 'Compensate'],
    count: [1, 1],
  },
  'bpmn:IntermediateCatchEvent': { kinds: ['Message', 'Timer', 'Signal', 'Link'], count: [1, 1] },
  // Broker: an error, timer or terminate in the middle is accepted and passed through.
  'bpmn:IntermediateThrowEvent': {
    kinds: ['Message', 'Signal', 'Link', 'Escalation', 'Compensate', 'Error', 'Timer', 'Terminate'],
    count: [0, Infinity],
  },
}
const mayBeNonInterrupting = ['Message', 'Timer', 'Signal', 'Escalation']

const kindOf = (definition: ModelElement) => definition.$type.replace(/^bpmn:(.*)EventDefinition$/, '$1')
const isThrow = (element: ModelElement) =>
  element.$type === 'bpmn:EndEvent' || element.$type === 'bpmn:IntermediateThrowEvent'

export const definitionsFitTheirEvents: Rule = ({ flowElements }, report) => {
  for (const event of flowElements) {
    const rule = allowed[event.$type]
    if (!rule) continue
    const definitions = eventDefinitions(event)
    const [least, most] = rule.count
    if (definitions.length < least || definitions.length > most)
      report(
        event,
        least === 1 ? 'must have exactly one event definition' : 'must have at most one event definition',
      )
    for (const definition of definitions) {
      if (!supported.has(definition.$type))
        report(definition, `event definition ${kindOf(definition)} is not supported`)
      if (!rule.kinds.includes(kindOf(definition)))
        report(event, `must be one of: ${rule.kinds.join(', ').toLowerCase()}`)
    }
  }
}

/** BPMN 2.0, 10.5.2: nothing flows into a start event; the broker refuses such a file too. */
export const startEventsBegin: Rule = (model, report) => {
  for (const event of model.flowElements.filter((element) => element.$type === 'bpmn:StartEvent')) {
    if (model.incoming(event).length > 0) report(event, 'must have no incoming flow')
  }
}

export const boundaryEventsAreAttached: Rule = (model, report) => {
  for (const event of model.flowElements.filter((element) => element.$type === 'bpmn:BoundaryEvent')) {
    const activity = reference(event, 'attachedToRef')
    if (!activity || !isActivity(activity)) report(event, 'must be attached to an activity')
    if (model.incoming(event).length > 0) report(event, 'must have no incoming flow')
    const compensates = eventDefinition(event, 'Compensate') !== undefined
    if (model.outgoing(event).length === 0 && !(compensates && isAssociated(event)))
      report(event, 'must have an outgoing flow or association')
    if (
      eventDefinition(event, 'Escalation') &&
      !['bpmn:SubProcess', 'bpmn:CallActivity'].includes(reference(event, 'attachedToRef')?.$type ?? '')
    ) {
      report(event, 'an escalation boundary event may only be attached to a subprocess or call activity')
    }
    checkInterruption(event, event.cancelActivity !== false, report)
  }
  for (const subprocess of model.flowElements.filter((element) => element.triggeredByEvent === true)) {
    const start = children(subprocess, 'flowElements').find((child) => child.$type === 'bpmn:StartEvent')
    if (start) checkInterruption(subprocess, start.isInterrupting !== false, report, start)
  }
}

function isAssociated(event: ModelElement): boolean {
  return children(event.$parent ?? event, 'artifacts').some(
    (artifact) => reference(artifact, 'sourceRef') === event,
  )
}

function checkInterruption(
  element: ModelElement,
  interrupting: boolean,
  report: Report,
  event = element,
): void {
  for (const definition of eventDefinitions(event)) {
    if (!interrupting && !mayBeNonInterrupting.includes(kindOf(definition)))
      report(element, 'an event of this type must interrupt')
    if (interrupting && definition.timeCycle) report(element, 'an interrupting timer must not have a cycle')
  }
}

export const endEventsEnd: Rule = (model, report) => {
  for (const event of model.flowElements.filter((element) => element.$type === 'bpmn:EndEvent')) {
    if (model.outgoing(event).length > 0) report(event, 'must have no outgoing flow')
  }
}

export const referencesArePresent: Rule = ({ flowElements }, report) => {
  for (const event of flowElements) {
    for (const definition of eventDefinitions(event)) {
      const kind = kindOf(definition)
      if (kind === 'Message' && !isThrow(event) && !reference(definition, 'messageRef'))
        report(definition, 'must refer to a message')
      if (kind === 'Signal' && !reference(definition, 'signalRef'))
        report(definition, 'must refer to a signal')
      if (kind === 'Link' && !attribute(definition, 'name')) report(definition, 'must have a link name')
      if (kind === 'Error') checkCode(event, definition, 'error', 'errorRef', 'errorCode', report)
      if (kind === 'Escalation')
        checkCode(event, definition, 'escalation', 'escalationRef', 'escalationCode', report)
      // Zeebe fails on these without an id: a null pointer while it builds the graph.
      if ((kind === 'Link' || kind === 'Compensate') && !definition.id)
        report(definition, `a ${kind.toLowerCase()} event definition needs an id`)
      if (kind === 'Compensate' && isThrow(event) && definition.waitForCompletion === false)
        report(event, 'waitForCompletion must be true')
    }
  }
}

function checkCode(
  event: ModelElement,
  definition: ModelElement,
  noun: string,
  property: string,
  code: string,
  report: Report,
): void {
  const target = reference(definition, property)
  const value = attribute(target, code)
  if (noun === 'error' ? event.$type === 'bpmn:EndEvent' : isThrow(event)) {
    if (!target) report(definition, `must refer to an ${noun}`)
    else if (!value) report(noun === 'error' ? definition : target, `${code} must be present and not empty`)
  } else if (value?.startsWith('='))
    report(definition, `the ${code} of a catch event must not be an expression`)
}

export const messagesAreNamed: Rule = (model, report) => {
  const events = model.flowElements.flatMap((event) =>
    eventDefinitions(event).map((definition) => ({ event, definition })),
  )
  const topLevel = (event: ModelElement) =>
    event.$type === 'bpmn:StartEvent' && model.processes.includes(event.$parent as ModelElement)
  const tasksOf = (message: ModelElement, type: string) =>
    model.flowElements.some((task) => task.$type === type && reference(task, 'messageRef') === message)
  for (const message of model.roots('bpmn:Message')) {
    const users = events
      .filter(({ definition }) => reference(definition, 'messageRef') === message)
      .map(({ event }) => event)
    const starts = users.filter(topLevel)
    const caught =
      users.some((event) => !isThrow(event) && !topLevel(event)) || tasksOf(message, 'bpmn:ReceiveTask')
    const used = users.length > 0 || caught || tasksOf(message, 'bpmn:SendTask')
    if (used && !message.name) report(message, 'must have a name')
    if (caught && extensions(message, 'zeebe:Subscription').length !== 1)
      report(message, 'must have exactly one zeebe:subscription with a correlation key')
    if (!caught && starts.length > 1) report(message, 'must not be referred to by more than one start event')
  }
  for (const signal of model.roots('bpmn:Signal')) {
    if (events.some(({ definition }) => reference(definition, 'signalRef') === signal) && !signal.name)
      report(signal, 'must have a name')
  }
}

export const timersHaveOneDefinition: Rule = ({ flowElements }, report) => {
  for (const event of flowElements) {
    const timer = eventDefinition(event, 'Timer')
    if (!timer) continue
    const kinds = ['timeDate', 'timeDuration', 'timeCycle'].filter((kind) => timer[kind])
    if (kinds.length !== 1) report(timer, 'must have exactly one of timeDuration, timeDate and timeCycle')
    if (event.$type === 'bpmn:IntermediateCatchEvent' && !timer.timeDuration && !timer.timeDate) {
      report(event, 'an intermediate timer must have a duration or a date')
    }
  }
}

export const messageThrowsHaveJobs: Rule = ({ flowElements }, report) => {
  for (const event of flowElements.filter(isThrow)) {
    const definition = eventDefinition(event, 'Message')
    if (!definition) continue
    const jobs = extensions(event, 'zeebe:TaskDefinition').length
    if (jobs !== 1) report(event, 'must have exactly one zeebe:taskDefinition')
  }
}

/** Two handlers of the same scope must not wait for the same thing. */
export const handlersAreDistinct: Rule = (model, report) => {
  for (const activity of model.flowElements.filter(isActivity)) {
    const boundary = model.flowElements.filter(
      (event) => event.$type === 'bpmn:BoundaryEvent' && reference(event, 'attachedToRef') === activity,
    )
    checkDistinct(activity, boundary.flatMap(eventDefinitions), report)
    if (activity.$type === 'bpmn:ReceiveTask')
      checkReceiveTask(activity, boundary.flatMap(eventDefinitions), report)
  }
  for (const container of model.containers) {
    const inside = children(container, 'flowElements')
    const starts = inside
      .filter((element) => element.triggeredByEvent === true)
      .flatMap((subprocess) =>
        children(subprocess, 'flowElements').filter((child) => child.$type === 'bpmn:StartEvent'),
      )
    checkDistinct(container, starts.flatMap(eventDefinitions), report)
    if (!model.processes.includes(container)) continue
    const signals = inside
      .filter((element) => element.$type === 'bpmn:StartEvent')
      .flatMap(eventDefinitions)
      .filter((d) => kindOf(d) === 'Signal')
    checkDistinct(container, signals, report)
  }
  for (const gateway of model.flowElements.filter((element) => element.$type === 'bpmn:EventBasedGateway')) {
    const targets = model.outgoing(gateway).flatMap((flow) => reference(flow, 'targetRef') ?? [])
    checkDistinct(
      gateway,
      targets.flatMap(eventDefinitions).filter((d) => kindOf(d) !== 'Link'),
      report,
    )
  }
}

function checkDistinct(element: ModelElement, definitions: ModelElement[], report: Report): void {
  const named = (kind: string, property: string) =>
    definitions
      .filter((d) => kindOf(d) === kind)
      .flatMap((d) => attribute(reference(d, property), 'name') ?? [])
  for (const name of duplicates(named('Message', 'messageRef')))
    report(element, `more than one message event waits for '${name}'`)
  for (const name of duplicates(named('Signal', 'signalRef')))
    report(element, `more than one signal event waits for '${name}'`)
  for (const [kind, property, code] of [
    ['Error', 'errorRef', 'errorCode'],
    ['Escalation', 'escalationRef', 'escalationCode'],
  ] as const) {
    const codes = definitions
      .filter((d) => kindOf(d) === kind)
      .map((d) => (reference(d, property) ? `=${attribute(reference(d, property), code) ?? ''}` : ''))
    for (const found of duplicates(codes))
      report(element, `more than one ${kind.toLowerCase()} event catches ${found.slice(1) || 'every code'}`)
  }
}

function checkReceiveTask(task: ModelElement, definitions: ModelElement[], report: Report): void {
  const name = attribute(reference(task, 'messageRef'), 'name')
  if (
    definitions.some((d) => kindOf(d) === 'Message' && attribute(reference(d, 'messageRef'), 'name') === name)
  ) {
    report(task, 'must not wait for the same message as its boundary event')
  }
}

function duplicates(values: string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
}

export const linksMeet: Rule = ({ containers }, report) => {
  for (const container of containers) {
    const names = (scope: ModelElement, type: string) =>
      children(scope, 'flowElements')
        .filter((element) => element.$type === type)
        .flatMap((element) => attribute(eventDefinition(element, 'Link'), 'name') ?? [])
    const below = (scope: ModelElement): string[] => [
      ...names(scope, 'bpmn:IntermediateCatchEvent'),
      ...children(scope, 'flowElements')
        .filter((child) => child.$type === 'bpmn:SubProcess')
        .flatMap(below),
    ]
    for (const name of duplicates(below(container)))
      report(container, `more than one link catch event is named '${name}'`)
    const caught = names(container, 'bpmn:IntermediateCatchEvent')
    for (const name of names(container, 'bpmn:IntermediateThrowEvent')) {
      if (!caught.includes(name)) report(container, `no link catch event for the link '${name}'`)
    }
  }
}

export const compensationFindsItsActivity: Rule = (model: Model, report) => {
  for (const { element, property, id } of model.file.unresolved) {
    if (property === 'activityRef') report(element, `the compensated activity '${id}' does not exist`)
  }
  for (const event of model.flowElements.filter(isThrow)) {
    const definition = eventDefinition(event, 'Compensate')
    const activity = definition && reference(definition, 'activityRef')
    if (!activity) continue
    const compensable =
      (activity.$type === 'bpmn:SubProcess' && activity.triggeredByEvent !== true) ||
      model.flowElements.some(
        (e) =>
          e.$type === 'bpmn:BoundaryEvent' &&
          reference(e, 'attachedToRef') === activity &&
          eventDefinition(e, 'Compensate'),
      )
    if (!compensable)
      report(
        definition,
        `the compensated activity '${activity.id}' has no compensation boundary event and is no subprocess`,
      )
    const scope = event.$parent
    if (
      activity.$parent !== scope &&
      !(scope?.triggeredByEvent === true && activity.$parent === scope.$parent)
    ) {
      report(definition, `the compensated activity '${activity.id}' is not in the scope of the throw event`)
    }
  }
}
