/** Where a token stands: the elements that are entered anew on the other side. What is inside them follows by itself, what is around them is made. */
import type { ElementRow } from '../embedded/state/rows.ts'
import type { State } from '../embedded/state/state.ts'
import type { BpmnElementType } from '../feed-record.ts'
import type { Element, SequenceFlow } from '../model/element.ts'

const scopes = new Set<BpmnElementType>(['PROCESS', 'SUB_PROCESS', 'EVENT_SUB_PROCESS'])

export const isScope = ({ value }: ElementRow): boolean => scopes.has(value.bpmnElementType)

/** Directly or further inside a process instance, outermost first. */
export function waitingIn(state: State, scope: ElementRow): ElementRow[] {
  return state.owned('element', scope.key).flatMap((row) => (isScope(row) ? waitingIn(state, row) : [row]))
}

/** Whether a token can stand there for as long as nobody acts. */
export function holdsToken(element: Element): boolean {
  switch (element.type) {
    case 'MULTI_INSTANCE_BODY':
      return (
        element.inner !== undefined && element.inner.type !== 'CALL_ACTIVITY' && holdsToken(element.inner)
      )
    case 'CALL_ACTIVITY':
    case 'RECEIVE_TASK':
    case 'EVENT_BASED_GATEWAY':
      return true
    case 'INTERMEDIATE_CATCH_EVENT':
      return !element.behindEventGateway && element.eventType !== 'LINK'
    default:
      return element.job !== undefined || element.userTask !== undefined
  }
}

/** A token that has reached a join and waits there for the others. */
export interface WaitingToken {
  /** The join. */
  gatewayId: string
  flow: SequenceFlow
}

export function tokensAtJoins(state: State, scope: ElementRow): WaitingToken[] {
  const { flows } = state.definitions.process(scope.value.processDefinitionKey)
  return Object.entries(scope.takenFlows).flatMap(([gatewayId, taken]) =>
    Object.entries(taken).flatMap(([flowId, count]) =>
      Array.from({ length: count }, () => ({ gatewayId, flow: flows.get(flowId)! })),
    ),
  )
}

/** What a token passes through without anybody's act, on one way only. */
const passed = new Set<BpmnElementType>(['EXCLUSIVE_GATEWAY', 'TASK', 'MANUAL_TASK'])

/** How a token can be brought to a join: by finishing the step before it once more, or by passing through it. */
export function bringsToken({ source }: SequenceFlow): 'job' | 'userTask' | 'passing' | undefined {
  if (source.outgoing.length !== 1 || source.type === 'MULTI_INSTANCE_BODY') return undefined
  if (source.userTask?.native) return 'userTask'
  if (source.job) return 'job'
  return passed.has(source.type) ? 'passing' : undefined
}
