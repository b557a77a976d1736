/** The process of the throughput benches: three service tasks in a row, once for Zeebe and the embedded engine, once for Operaton. */
export const types = ['first', 'second', 'third']

/** The elements in their order; `task` draws one service task around its incoming and outgoing flows. */
function body(task: (type: string, flows: string) => string): string {
  const steps = ['start', ...types, 'end']
  const tasks = types.map((type, i) =>
    task(type, `<bpmn:incoming>f${i}</bpmn:incoming><bpmn:outgoing>f${i + 1}</bpmn:outgoing>`),
  )
  const flows = steps
    .slice(1)
    .map((to, i) => `<bpmn:sequenceFlow id="f${i}" sourceRef="${steps[i]}" targetRef="${to}"/>`)
  return `
  <bpmn:startEvent id="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>
  ${[...tasks, ...flows].join('\n  ')}
  <bpmn:endEvent id="end"><bpmn:incoming>f${types.length}</bpmn:incoming></bpmn:endEvent>`
}

const document = (
  namespaces: string,
  processAttributes: string,
  content: string,
) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" ${namespaces} id="d" targetNamespace="bench">
<bpmn:process id="three-tasks" isExecutable="true" ${processAttributes}>${content}
</bpmn:process></bpmn:definitions>`

export const zeebeModel = document(
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  '',
  body(
    (type, flows) =>
      `<bpmn:serviceTask id="${type}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}"/></bpmn:extensionElements>${flows}</bpmn:serviceTask>`,
  ),
)

export const operatonModel = document(
  'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
  'camunda:historyTimeToLive="1"',
  body(
    (type, flows) =>
      `<bpmn:serviceTask id="${type}" camunda:type="external" camunda:topic="${type}">${flows}</bpmn:serviceTask>`,
  ),
)
