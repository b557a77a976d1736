/** BPMN for tests of the engine: nodes as they stand in a file, joined by flows. */

export interface Node {
  id: string
  xml: string
}

const node = (tag: string, id: string, inside = '', attributes = ''): Node => ({
  id,
  xml: `<bpmn:${tag} id="${id}"${attributes}>${inside}</bpmn:${tag}>`,
})
const extension = (xml: string) => `<bpmn:extensionElements>${xml}</bpmn:extensionElements>`

export const start = (id = 'start', inside = '') => node('startEvent', id, inside)
export const end = (id = 'end', inside = '') => node('endEvent', id, inside)
export const serviceTask = (id: string, type = id, inside = '') =>
  node('serviceTask', id, extension(`<zeebe:taskDefinition type="${type}"/>${inside}`))
export const userTask = (id: string, inside = '') =>
  node('userTask', id, extension(`<zeebe:userTask/>${inside}`))
export const scriptTask = (id: string, expression: string, result: string) =>
  node('scriptTask', id, extension(`<zeebe:script expression="${expression}" resultVariable="${result}"/>`))
export const callActivity = (id: string, processId: string) =>
  node('callActivity', id, extension(`<zeebe:calledElement processId="${processId}"/>`))
export const parallelGateway = (id: string) => node('parallelGateway', id)
export const exclusiveGateway = (id: string, defaultFlow?: string) =>
  node('exclusiveGateway', id, '', defaultFlow ? ` default="${defaultFlow}"` : '')
export const subprocess = (id: string, inside: string, attributes = '') =>
  node('subProcess', id, inside, attributes)
export const timerCatch = (id: string, duration: string) =>
  node('intermediateCatchEvent', id, timer('timeDuration', duration))
export const messageCatch = (id: string, messageId: string) =>
  node('intermediateCatchEvent', id, message(messageId))
export const signalCatch = (id: string, signalId: string) =>
  node('intermediateCatchEvent', id, `<bpmn:signalEventDefinition signalRef="${signalId}"/>`)
export const boundary = (id: string, attachedTo: string, definition: string, interrupting = true) =>
  node('boundaryEvent', id, definition, ` attachedToRef="${attachedTo}" cancelActivity="${interrupting}"`)

export const timer = (kind: 'timeDuration' | 'timeCycle' | 'timeDate', text: string) =>
  `<bpmn:timerEventDefinition><bpmn:${kind}>${text}</bpmn:${kind}></bpmn:timerEventDefinition>`
export const message = (messageId: string) => `<bpmn:messageEventDefinition messageRef="${messageId}"/>`
export const error = (errorId: string) => `<bpmn:errorEventDefinition errorRef="${errorId}"/>`

export const messageRoot = (id: string, name: string, correlationKey?: string) =>
  `<bpmn:message id="${id}" name="${name}">${correlationKey ? extension(`<zeebe:subscription correlationKey="${correlationKey}"/>`) : ''}</bpmn:message>`
export const signalRoot = (id: string, name: string) => `<bpmn:signal id="${id}" name="${name}"/>`
export const errorRoot = (id: string, code: string) => `<bpmn:error id="${id}" errorCode="${code}"/>`

export const multiInstance = (task: Node, collection: string, element: string): Node => ({
  id: task.id,
  xml: task.xml.replace(
    /(<\/bpmn:\w+>)$/,
    `<bpmn:multiInstanceLoopCharacteristics>${extension(
      `<zeebe:loopCharacteristics inputCollection="=${collection}" inputElement="${element}"/>`,
    )}</bpmn:multiInstanceLoopCharacteristics>$1`,
  ),
})

export const flow = (from: string, to: string, condition?: string) =>
  `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${
    condition ? `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>` : ''
  }</bpmn:sequenceFlow>`

/** The nodes one after another. */
export const chain = (...nodes: Node[]) =>
  nodes.map(({ xml }) => xml).join('') +
  nodes
    .slice(1)
    .map(({ id }, index) => flow(nodes[index]?.id ?? '', id))
    .join('')

export const definitions = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="https://zhiheng.example/test">${content}</bpmn:definitions>`

/** A file with one process. `roots` are messages, signals and errors. */
export const model = (id: string, inside: string, roots = '') => ({
  name: `${id}.bpmn`,
  content: definitions(`${roots}<bpmn:process id="${id}" isExecutable="true">${inside}</bpmn:process>`),
})
