/** Native user tasks: assignment, dates and form are evaluated when the task is made. */
import type { Element } from '../../model/element.ts'
import type { Key } from '../../port.ts'
import { noKey } from '../state/rows.ts'
import { evaluate, evaluateDate } from './evaluate.ts'
import type { Execution, Instance } from './execution.ts'
import { Failure } from './failure.ts'

export interface UserTaskProperties {
  assignee: string
  /** Left out when the model says nothing. */
  candidateGroups?: string[]
  candidateUsers?: string[]
  dueDate: string
  followUpDate: string
  /** '-1' for none. */
  formKey: Key
  externalFormReference: string
}

export function evaluateUserTask(x: Execution, element: Element, instance: Instance): UserTaskProperties {
  const { userTask } = element
  if (!userTask) throw new Error(`${element.id} is no user task`)
  const { assignee, candidateGroups, candidateUsers, dueDate, followUpDate, formId, externalFormReference } =
    userTask
  const scopeKey = instance.key
  return {
    assignee: assignee ? evaluate(x, assignee, 'string', scopeKey) : '',
    ...(candidateGroups && { candidateGroups: stringsOf(x, candidateGroups, scopeKey) }),
    ...(candidateUsers && { candidateUsers: stringsOf(x, candidateUsers, scopeKey) }),
    dueDate: dueDate ? evaluateDate(x, dueDate, scopeKey) : '',
    followUpDate: followUpDate ? evaluateDate(x, followUpDate, scopeKey) : '',
    formKey: formId ? latestForm(x, evaluate(x, formId, 'string', scopeKey), scopeKey) : noKey,
    externalFormReference: externalFormReference
      ? evaluate(x, externalFormReference, 'string', scopeKey)
      : '',
  }
}

/** Static text is a list separated by commas. */
function stringsOf(x: Execution, expression: Parameters<typeof evaluate>[1], scopeKey: Key): string[] {
  if (expression.isStatic) return expression.text.split(',').map((part) => part.trim())
  return evaluate(x, expression, 'array of strings', scopeKey)
}

function latestForm(x: Execution, formId: string, scopeKey: Key): Key {
  const form = x.state.definitions.latest('form', formId)
  if (form) return form.key
  const message = `Expected to find a form with id '${formId}', but no form with this id is deployed. Deploy one and resolve the incident.`
  throw new Failure('FORM_NOT_FOUND', message, scopeKey)
}

export function createUserTask(
  x: Execution,
  element: Element,
  instance: Instance,
  properties: UserTaskProperties,
): void {
  const userTaskKey = x.nextKey()
  const { processInstanceKey, processDefinitionKey, bpmnProcessId } = instance.value
  const { candidateGroups = [], candidateUsers = [], ...rest } = properties
  const value = {
    userTaskKey,
    ...rest,
    candidateGroupsList: candidateGroups,
    candidateUsersList: candidateUsers,
    elementId: element.id,
    elementInstanceKey: instance.key,
    customHeaders: element.userTask?.headers ?? {},
    variables: {},
    action: '',
    processInstanceKey,
    processDefinitionKey,
    bpmnProcessId,
  }
  x.emit('USER_TASK', 'CREATING', userTaskKey, value)
  x.emit('USER_TASK', 'CREATED', userTaskKey, value)
}

export function cancelUserTask(x: Execution, instanceKey: Key): void {
  const key = x.state.element(instanceKey)?.userTaskKey ?? noKey
  const task = x.state.get('userTask', key)
  if (!task || task.state === 'CANCELING') return
  x.emit('USER_TASK', 'CANCELING', key, task.value)
  x.emit('USER_TASK', 'CANCELED', key, task.value)
}
