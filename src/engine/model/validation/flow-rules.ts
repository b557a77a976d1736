/** Processes, subprocesses, sequence flows and gateways: what may stand where and how it may be connected. */
import { attribute, bodyOf, children, eventDefinitions, type ModelElement, reference } from '../bpmn-file.ts'
import { supportedFlowNodes } from '../transform.ts'
import { isSubprocess, type Rule } from './rule.ts'

const notExecuted = new Set([
  'bpmn:SequenceFlow',
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
])
const startsEventSubprocess = new Set(
  ['Timer', 'Message', 'Error', 'Signal', 'Escalation'].map((kind) => `bpmn:${kind}EventDefinition`),
)

export const hasExecutableProcess: Rule = ({ definitions, processes }, report) => {
  if (processes.length === 0) report(definitions, 'must contain at least one executable process')
}

export const elementsAreSupported: Rule = ({ flowElements }, report) => {
  for (const element of flowElements) {
    if (supportedFlowNodes.has(element.$type) || notExecuted.has(element.$type)) continue
    report(element, `elements of type ${element.$type.replace('bpmn:', '')} are not supported`)
  }
}

export const processesStart: Rule = ({ processes }, report) => {
  for (const process of processes) {
    const starts = children(process, 'flowElements').filter((element) => element.$type === 'bpmn:StartEvent')
    if (starts.length === 0) report(process, 'must have at least one start event')
    if (starts.filter((start) => eventDefinitions(start).length === 0).length > 1) {
      report(process, 'must not have more than one none start event')
    }
  }
}

export const subprocessesStart: Rule = ({ flowElements, processes }, report) => {
  for (const element of flowElements.filter(isSubprocess)) {
    const starts = children(element, 'flowElements').filter((child) => child.$type === 'bpmn:StartEvent')
    if (starts.length !== 1 && element.$type !== 'bpmn:AdHocSubProcess')
      report(element, 'must have exactly one start event')
    const [start] = starts
    if (!start) continue
    const definitions = eventDefinitions(start)
    if (element.triggeredByEvent !== true) {
      if (definitions.length > 0)
        report(element, 'the start event of an embedded subprocess must be a none start event')
      continue
    }
    if (
      definitions.length === 0 ||
      definitions.some((definition) => !startsEventSubprocess.has(definition.$type))
    ) {
      report(element, 'an event subprocess must start with a message, timer, error, signal or escalation')
    }
    if (
      definitions.some((definition) => definition.$type === 'bpmn:CompensateEventDefinition') &&
      processes.includes(element.$parent as ModelElement)
    ) {
      report(element, 'a compensation event subprocess is not allowed in the process itself')
    }
  }
}

export const flowsAreConnected: Rule = ({ flowElements }, report) => {
  for (const flow of flowElements.filter((element) => element.$type === 'bpmn:SequenceFlow')) {
    if (!reference(flow, 'sourceRef') || !reference(flow, 'targetRef'))
      report(flow, 'must have a source and a target that exist')
  }
}

export const conditionsStandAtGateways: Rule = (model, report) => {
  for (const element of model.flowElements) {
    const conditional = (flow: ModelElement) => bodyOf(flow, 'conditionExpression') !== undefined
    const outgoing = model.outgoing(element)
    if (element.$type !== 'bpmn:ExclusiveGateway' && element.$type !== 'bpmn:InclusiveGateway') {
      if (outgoing.some(conditional))
        report(element, 'conditions are only supported on flows of exclusive and inclusive gateways')
      continue
    }
    const defaultFlow = reference(element, 'default')
    if (defaultFlow && reference(defaultFlow, 'sourceRef') !== element)
      report(element, 'the default flow must start at the gateway')
    if (outgoing.length < 2) continue
    for (const flow of outgoing) {
      if (flow !== defaultFlow && !conditional(flow))
        report(flow, 'must have a condition or be the default flow')
    }
  }
}

export const inclusiveGatewaysOnlyFork: Rule = (model, report) => {
  for (const gateway of model.flowElements.filter((element) => element.$type === 'bpmn:InclusiveGateway')) {
    if (model.incoming(gateway).length > 1)
      report(gateway, 'a joining inclusive gateway is not supported: only one incoming flow')
  }
}

export const eventGatewaysLeadToEvents: Rule = (model, report) => {
  const caught = new Set([
    'bpmn:TimerEventDefinition',
    'bpmn:MessageEventDefinition',
    'bpmn:SignalEventDefinition',
  ])
  for (const gateway of model.flowElements.filter((element) => element.$type === 'bpmn:EventBasedGateway')) {
    const targets = model.outgoing(gateway).map((flow) => reference(flow, 'targetRef'))
    if (targets.length < 2) report(gateway, 'an event-based gateway needs at least two outgoing flows')
    const sound = targets.every((target) => {
      const definitions = target ? eventDefinitions(target) : []
      return (
        target?.$type === 'bpmn:IntermediateCatchEvent' &&
        definitions.length === 1 &&
        caught.has(definitions[0]?.$type ?? '')
      )
    })
    if (!sound)
      report(gateway, 'an event-based gateway may only lead to message, timer and signal catch events')
    if (
      targets.some(
        (target) => target && model.incoming(target).some((flow) => reference(flow, 'sourceRef') !== gateway),
      )
    ) {
      report(gateway, 'what follows an event-based gateway must have no other incoming flow')
    }
  }
}

export const compensationHandlersHaveNoFlows: Rule = (model, report) => {
  for (const task of model.flowElements.filter(
    (element) => element.$type.endsWith('Task') && element.isForCompensation === true,
  )) {
    if (model.incoming(task).length > 0) report(task, 'a compensation handler must have no incoming flow')
    if (model.outgoing(task).length > 0) report(task, 'a compensation handler must have no outgoing flow')
    if (
      model.flowElements.some(
        (event) => event.$type === 'bpmn:BoundaryEvent' && reference(event, 'attachedToRef') === task,
      )
    ) {
      report(task, 'a compensation handler must have no boundary event')
    }
  }
}

export const idsArePresent: Rule = ({ flowElements }, report) => {
  for (const element of flowElements) if (!attribute(element, 'id')) report(element, 'must have an id')
}
