/** The outcome of a case, in the keys of `expect`, whatever was asked. */
import type { Variables } from '../../src/engine/port.ts'
import { type CaseState, firstInstance, isFlowNode } from './state.ts'

export interface Outcome {
  state?: 'completed' | 'terminated' | 'active'
  completed?: string[]
  terminated?: string[]
  active?: string[]
  variables?: Variables
  jobs?: { [type: string]: number }
  userTasks?: {
    element: string
    assignee: string | null
    candidateGroups: string[]
    candidateUsers: string[]
    dueDate: string | null
    followUpDate: string | null
  }[]
  incidents?: { element: string; type: string }[]
  messages?: number
  refusedDeployment?: string[]
}

export function outcomeOf(state: CaseState, jobs: { [type: string]: number }): Outcome {
  const nodes = [...state.elements.values()].filter(isFlowNode)
  const inState = (wanted: string) =>
    nodes
      .filter((node) => node.state === wanted)
      .map((node) => node.value.elementId)
      .sort()
  const first = firstInstance(state)
  return {
    ...(first && { state: first.state }),
    completed: inState('completed'),
    terminated: inState('terminated'),
    active: inState('active'),
    variables: (first && state.variables.get(first.key)) ?? {},
    jobs,
    userTasks: [...state.userTasks.values()].map((task) => ({
      element: task.elementId,
      assignee: task.assignee || null,
      candidateGroups: task.candidateGroupsList ?? [],
      candidateUsers: task.candidateUsersList ?? [],
      dueDate: task.dueDate || null,
      followUpDate: task.followUpDate || null,
    })),
    incidents: [...state.incidents.values()].map(({ elementId, errorType }) => ({
      element: elementId,
      type: errorType,
    })),
    messages: state.messages.size,
  }
}
