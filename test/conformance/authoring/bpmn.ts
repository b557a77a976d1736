/**
 * BPMN in a few words, for writing conformance cases: nodes are small data, flows are text (`s > a > e`), files come out complete.
 * A flow's text may end in a condition or `default`: `g > a [=n = 1]`, `g > b [default]`.
 */

export interface Node {
  id: string
  tag: string
  attributes?: { [name: string]: string | boolean | undefined }
  /** Inside bpmn:extensionElements. */
  extensions?: string
  /** After the flows: event definitions, loop characteristics, an inner scope. */
  body?: string
  /** Elements that stand beside the process: messages, errors, signals, escalations. */
  roots?: string[]
}

export interface Work {
  /** FEEL or text by attribute; a text without `=` is static. */
  in?: { [target: string]: string }
  out?: { [target: string]: string }
  headers?: { [key: string]: string }
  retries?: string
  multi?: Multi
  /** BPMN's isForCompensation. */
  compensates?: boolean
}

export interface Multi {
  collection: string
  element?: string
  outCollection?: string
  outElement?: string
  sequential?: boolean
  until?: string
}

export interface UserWork extends Work {
  assignee?: string
  groups?: string
  users?: string
  due?: string
  followUp?: string
  form?: string
  externalForm?: string
  formKey?: string
  /** A job of the broker's old kind instead of a native user task. */
  asJob?: boolean
}

export const escapeXml = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
const attributesOf = (values: Node['attributes'] = {}) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('')
const element = (tag: string, values: Node['attributes'], inner = '') =>
  `<${tag}${attributesOf(values)}${inner ? `>${inner}</${tag}>` : '/>'}`
const expression = (tag: string, text: string) =>
  `<bpmn:${tag} xsi:type="bpmn:tFormalExpression">${escapeXml(text)}</bpmn:${tag}>`

function workOf({ in: inputs = {}, out: outputs = {}, headers = {} }: Work): string {
  const mapping = (tag: string, pairs: object) =>
    Object.entries(pairs)
      .map(([target, source]) => element(`zeebe:${tag}`, { source: String(source), target }))
      .join('')
  const io = mapping('input', inputs) + mapping('output', outputs)
  const header = Object.entries(headers)
    .map(([key, value]) => element('zeebe:header', { key, value }))
    .join('')
  return (
    (io && `<zeebe:ioMapping>${io}</zeebe:ioMapping>`) +
    (header && `<zeebe:taskHeaders>${header}</zeebe:taskHeaders>`)
  )
}

function loopOf(multi: Multi | undefined): string {
  if (!multi) return ''
  const { collection, element: inputElement, outCollection, outElement, sequential = false, until } = multi
  const loop = element('zeebe:loopCharacteristics', {
    inputCollection: collection,
    inputElement,
    outputCollection: outCollection,
    outputElement: outElement,
  })
  return (
    `<bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}"><bpmn:extensionElements>${loop}</bpmn:extensionElements>` +
    `${until ? expression('completionCondition', until) : ''}</bpmn:multiInstanceLoopCharacteristics>`
  )
}

const activity = (
  id: string,
  tag: string,
  extensions: string,
  work: Work,
  more: Partial<Node> = {},
): Node => ({
  id,
  tag,
  extensions: extensions + workOf(work),
  attributes: { ...more.attributes, isForCompensation: work.compensates },
  body: loopOf(work.multi) + (more.body ?? ''),
  ...(more.roots && { roots: more.roots }),
})

export const service = (id: string, type: string, work: Work = {}) =>
  activity(id, 'serviceTask', element('zeebe:taskDefinition', { type, retries: work.retries }), work)
export const send = (id: string, type: string, work: Work = {}) =>
  activity(id, 'sendTask', element('zeebe:taskDefinition', { type, retries: work.retries }), work)
export const script = (id: string, feel: string, resultVariable: string, work: Work = {}) =>
  activity(id, 'scriptTask', element('zeebe:script', { expression: feel, resultVariable }), work)
export const scriptJob = (id: string, type: string, work: Work = {}) =>
  activity(id, 'scriptTask', element('zeebe:taskDefinition', { type }), work)
export const decide = (id: string, decisionId: string, resultVariable: string, work: Work = {}) =>
  activity(id, 'businessRuleTask', element('zeebe:calledDecision', { decisionId, resultVariable }), work)
export const call = (
  id: string,
  processId: string,
  work: Work & { propagateChild?: boolean; propagateParent?: boolean } = {},
) =>
  activity(
    id,
    'callActivity',
    element('zeebe:calledElement', {
      processId,
      propagateAllChildVariables: work.propagateChild,
      propagateAllParentVariables: work.propagateParent,
    }),
    work,
  )
export const manual = (id: string, work: Work = {}) => activity(id, 'manualTask', '', work)
export const plain = (id: string, work: Work = {}) => activity(id, 'task', '', work)

export function user(id: string, work: UserWork = {}): Node {
  const { assignee, groups, users, due, followUp, form, externalForm, formKey, asJob } = work
  const extensions = [
    asJob ? '' : '<zeebe:userTask/>',
    assignee || groups || users
      ? element('zeebe:assignmentDefinition', { assignee, candidateGroups: groups, candidateUsers: users })
      : '',
    due || followUp ? element('zeebe:taskSchedule', { dueDate: due, followUpDate: followUp }) : '',
    form || externalForm || formKey
      ? element('zeebe:formDefinition', { formId: form, externalReference: externalForm, formKey })
      : '',
  ]
  return activity(id, 'userTask', extensions.join(''), work)
}

export const receive = (id: string, message: string, key: string, work: Work = {}): Node => {
  const event = onMessage(message, key)
  return activity(id, 'receiveTask', '', work, {
    attributes: { messageRef: event.reference },
    roots: event.roots,
  })
}

/** What an event waits for or throws. */
export interface Definition {
  body: string
  roots: string[]
  reference?: string
  extensions?: string
}
const named = (
  tag: string,
  kind: string,
  name: string,
  values: Node['attributes'],
  inner = '',
): Definition => {
  const id = `${kind}_${name.replace(/[^A-Za-z0-9_]/g, (sign) => `_${sign.charCodeAt(0)}`)}`
  return {
    body: element(`bpmn:${tag}`, { id: undefined, [`${kind}Ref`]: id }),
    roots: [element(`bpmn:${kind}`, { id, ...values }, inner)],
    reference: id,
  }
}
export const onMessage = (name: string, key?: string): Definition =>
  named(
    'messageEventDefinition',
    'message',
    name,
    { name },
    key &&
      `<bpmn:extensionElements>${element('zeebe:subscription', { correlationKey: key })}</bpmn:extensionElements>`,
  )
export const onSignal = (name: string) => named('signalEventDefinition', 'signal', name, { name })
export const onError = (code?: string): Definition =>
  code === undefined
    ? { body: '<bpmn:errorEventDefinition/>', roots: [] }
    : named('errorEventDefinition', 'error', code, { errorCode: code })
export const onEscalation = (code?: string): Definition =>
  code === undefined
    ? { body: '<bpmn:escalationEventDefinition/>', roots: [] }
    : named('escalationEventDefinition', 'escalation', code, { escalationCode: code })
const timer = (tag: string, text: string): Definition => ({
  body: `<bpmn:timerEventDefinition>${expression(tag, text)}</bpmn:timerEventDefinition>`,
  roots: [],
})
export const at = (date: string) => timer('timeDate', date)
export const after = (duration: string) => timer('timeDuration', duration)
export const every = (cycle: string) => timer('timeCycle', cycle)
export const onTerminate: Definition = { body: '<bpmn:terminateEventDefinition/>', roots: [] }
export const compensate = (id: string, activityRef?: string): Definition => ({
  body: element('bpmn:compensateEventDefinition', { id: `compensate_${id}`, activityRef }),
  roots: [],
})
export const linkTo = (id: string, name: string): Definition => ({
  body: element('bpmn:linkEventDefinition', { id: `link_${id}`, name }),
  roots: [],
})
/** A thrown message is a job on the broker. */
export const sendsMessage = (type: string): Definition => ({
  ...onMessage('sent'),
  extensions: element('zeebe:taskDefinition', { type }),
})

const event = (
  tag: string,
  id: string,
  definition: Definition | undefined,
  attributes: Node['attributes'],
  work: Work = {},
): Node => ({
  id,
  tag,
  attributes: attributes ?? {},
  extensions: (definition?.extensions ?? '') + workOf(work),
  body: definition?.body ?? '',
  roots: definition?.roots ?? [],
})
export const start = (id = 's', definition?: Definition, work: Work & { interrupting?: boolean } = {}) =>
  event('startEvent', id, definition, { isInterrupting: work.interrupting }, work)
export const end = (id = 'e', definition?: Definition, work: Work = {}) =>
  event('endEvent', id, definition, {}, work)
export const catches = (id: string, definition: Definition, work: Work = {}) =>
  event('intermediateCatchEvent', id, definition, {}, work)
export const throws = (id: string, definition?: Definition, work: Work = {}) =>
  event('intermediateThrowEvent', id, definition, {}, work)
export const boundary = (
  id: string,
  on: string,
  definition: Definition,
  work: Work & { interrupting?: boolean } = {},
) =>
  event(
    'boundaryEvent',
    id,
    definition,
    { attachedToRef: on, cancelActivity: work.interrupting ?? true },
    work,
  )

export const exclusive = (id: string): Node => ({ id, tag: 'exclusiveGateway' })
export const inclusive = (id: string): Node => ({ id, tag: 'inclusiveGateway' })
export const parallel = (id: string): Node => ({ id, tag: 'parallelGateway' })
export const eventBased = (id: string): Node => ({ id, tag: 'eventBasedGateway' })

/** Ties a compensation boundary event to its handler. */
export const association = (from: string, to: string): Node => ({
  id: `${from}_to_${to}`,
  tag: 'association',
  attributes: { sourceRef: from, targetRef: to, associationDirection: 'One' },
})

export const sub = (
  id: string,
  nodes: Node[],
  flows: string[],
  work: Work & { event?: boolean } = {},
): Node =>
  activity(id, 'subProcess', '', work, {
    attributes: { triggeredByEvent: work.event },
    body: scope(id, nodes, flows),
    roots: nodes.flatMap((node) => node.roots ?? []),
  })
export const eventSub = (id: string, nodes: Node[], flows: string[]) => sub(id, nodes, flows, { event: true })

interface Flow {
  id: string
  from: string
  to: string
  condition?: string
  isDefault: boolean
}

function flowsOf(scopeId: string, texts: string[]): Flow[] {
  const flows: Flow[] = []
  for (const text of texts) {
    const [, path, condition] = /^([^[]*?)\s*(?:\[(.*)\])?$/s.exec(text)!
    const ids = path!.split('>').map((id) => id.trim())
    for (let index = 0; index + 1 < ids.length; index++) {
      const last = index + 2 === ids.length
      flows.push({
        id: `${scopeId}_f${flows.length + 1}`,
        from: ids[index]!,
        to: ids[index + 1]!,
        isDefault: last && condition === 'default',
        ...(last && condition && condition !== 'default' && { condition }),
      })
    }
  }
  return flows
}

function scope(scopeId: string, nodes: Node[], texts: string[]): string {
  const flows = flowsOf(scopeId, texts)
  const nodeXml = nodes.map(({ id, tag, attributes, extensions, body }) => {
    const defaultFlow = flows.find((flow) => flow.isDefault && flow.from === id)?.id
    const inner = [
      extensions ? `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>` : '',
      ...flows.filter((flow) => flow.to === id).map((flow) => `<bpmn:incoming>${flow.id}</bpmn:incoming>`),
      ...flows.filter((flow) => flow.from === id).map((flow) => `<bpmn:outgoing>${flow.id}</bpmn:outgoing>`),
      body ?? '',
    ]
    return `\n${element(`bpmn:${tag}`, { id, ...attributes, default: defaultFlow }, inner.join(''))}`
  })
  const flowXml = flows.map(
    ({ id, from, to, condition }) =>
      `\n${element('bpmn:sequenceFlow', { id, sourceRef: from, targetRef: to }, condition && expression('conditionExpression', condition))}`,
  )
  // Artifacts stand after the flow elements in the schema.
  const artifacts = nodeXml.filter((_, index) => nodes[index]!.tag === 'association')
  return (
    [...nodeXml.filter((_, index) => nodes[index]!.tag !== 'association'), ...flowXml, ...artifacts].join(
      '',
    ) + '\n'
  )
}

export interface ProcessText {
  id: string
  nodes: Node[]
  flows: string[]
}
export const process = (id: string, nodes: Node[], flows: string[]): ProcessText => ({ id, nodes, flows })

/** A BPMN file of one process or several. */
export function bpmn(...processes: ProcessText[]): string {
  const roots = [...new Set(processes.flatMap(({ nodes }) => nodes.flatMap((node) => node.roots ?? [])))]
  // One message may be named with and without its correlation key: the fuller one stands.
  const byId = new Map<string, string>()
  for (const root of roots) {
    const id = /id="([^"]*)"/.exec(root)![1]!
    if ((byId.get(id)?.length ?? 0) < root.length) byId.set(id, root)
  }
  const bodies = processes.map(
    ({ id, nodes, flows }) =>
      `<bpmn:process id="${id}" isExecutable="true">${scope(id, nodes, flows)}</bpmn:process>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="https://zhiheng.example/conformance">
${[...byId.values(), ...bodies].join('\n')}
</bpmn:definitions>
`
}
