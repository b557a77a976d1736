/** Tasks, call activities, multi-instances and the extension elements that they must bear. */
import { attribute, extension, extensions, type ModelElement, reference } from '../bpmn-file.ts'
import type { Report, Rule } from './rule.ts'

const oneOf: { [type: string]: string[] } = {
  'bpmn:ServiceTask': ['zeebe:TaskDefinition'],
  'bpmn:SendTask': ['zeebe:TaskDefinition', 'zeebe:PublishMessage'],
  'bpmn:ScriptTask': ['zeebe:Script', 'zeebe:TaskDefinition'],
  'bpmn:BusinessRuleTask': ['zeebe:CalledDecision', 'zeebe:TaskDefinition'],
  'bpmn:CallActivity': ['zeebe:CalledElement'],
}
/** Attributes that must be there and not empty. */
const requiredAttributes: { [type: string]: string[] } = {
  'zeebe:TaskDefinition': ['type'],
  'zeebe:CalledElement': ['processId'],
  'zeebe:CalledDecision': ['decisionId', 'resultVariable'],
  'zeebe:Script': ['expression', 'resultVariable'],
  'zeebe:Subscription': ['correlationKey'],
}

export const tasksSayWhatTheyDo: Rule = ({ flowElements }, report) => {
  for (const task of flowElements) {
    const choices = oneOf[task.$type]
    if (choices) {
      const counts = choices.map((type) => extensions(task, type).length)
      if (counts.reduce((sum, count) => sum + count, 0) !== 1)
        report(
          task,
          `must have exactly one ${choices.join(' or ').replaceAll(/zeebe:(\w)/g, (_, c: string) => `zeebe:${c.toLowerCase()}`)}`,
        )
      if (task.$type === 'bpmn:SendTask' && (counts[1] ?? 0) > 0)
        report(task, 'publishing a message from a send task is not supported: use zeebe:taskDefinition')
    }
    if (task.$type === 'bpmn:ReceiveTask' && !reference(task, 'messageRef'))
      report(task, 'must refer to a message')
    checkForm(task, report)
    checkListeners(task, report)
  }
}

export const extensionsAreComplete: Rule = (model, report) => {
  for (const holder of [...model.flowElements, ...model.roots('bpmn:Message')]) {
    for (const [type, names] of Object.entries(requiredAttributes)) {
      for (const found of extensions(holder, type)) {
        for (const name of names)
          if (!attribute(found, name)) report(found, `attribute '${name}' must be present and not empty`)
        if (type === 'zeebe:TaskDefinition' && found.retries === '')
          report(found, "attribute 'retries' must not be empty")
      }
    }
  }
}

function checkForm(task: ModelElement, report: Report): void {
  const form = extension(task, 'zeebe:FormDefinition')
  if (!form) return
  const native = extension(task, 'zeebe:UserTask') !== undefined
  const blank = (name: string) => !attribute(form, name)?.trim()
  const other = native ? 'externalReference' : 'formKey'
  if (blank(other) === blank('formId'))
    report(form, `exactly one of formId and ${other} must be present and not blank`)
}

/** Execution listeners came to the modeler with 8.6: running a model without the ones it asks for would pass them over. */
function checkListeners(task: ModelElement, report: Report): void {
  for (const type of ['zeebe:ExecutionListeners', 'zeebe:TaskListeners']) {
    if (extension(task, type)) report(task, 'listeners are not supported')
  }
}

export const multiInstancesHaveCollections: Rule = ({ flowElements }, report) => {
  for (const activity of flowElements) {
    const loop = reference(activity, 'loopCharacteristics')
    if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') continue
    if (extensions(loop, 'zeebe:LoopCharacteristics').length !== 1)
      report(loop, 'must have exactly one zeebe:loopCharacteristics')
    for (const characteristics of extensions(loop, 'zeebe:LoopCharacteristics')) {
      if (!attribute(characteristics, 'inputCollection'))
        report(characteristics, "attribute 'inputCollection' must be present and not empty")
      if (!attribute(characteristics, 'outputCollection') !== !attribute(characteristics, 'outputElement')) {
        report(characteristics, 'outputCollection and outputElement must be given together')
      }
    }
  }
}
