/** What must be loaded before a command can be carried out: the core itself never waits. */
import type { Key } from '../../port.ts'
import { noRoot } from '../state/rows.ts'
import type { State } from '../state/state.ts'
import type { FollowUp } from './execution.ts'
import { messageLookup, signalLookup } from './lookup.ts'
import { startsOf } from './message-start.ts'

export interface Needs {
  /** Rows whose whole call tree is needed. */
  keys?: Key[]
  /** Root process instances. */
  roots?: Key[]
  lookups?: string[]
  /** Look-ups that matter only while messages are buffered. */
  buffered?: string[]
  /** Definitions to be parsed. */
  definitions?: Key[]
}

export function needsOf(state: State, command: FollowUp): Needs {
  switch (command.do) {
    case 'activate': {
      const { bpmnElementType, processDefinitionKey } = command.instance.value
      if (bpmnElementType === 'PROCESS') return { definitions: [processDefinitionKey] }
      if (bpmnElementType === 'CALL_ACTIVITY' || bpmnElementType === 'BUSINESS_RULE_TASK')
        return { definitions: state.definitions.unparsedLatest() }
      return {}
    }
    case 'openSubscription':
    case 'confirmCorrelated':
      return { buffered: [command.lookup] }
    case 'rejectCorrelation':
      return { lookups: [command.lookup] }
    case 'correlate':
      return { roots: [command.root] }
    case 'broadcastSignal':
      return signalNeeds(state, command.signalName)
    case 'startNext':
      return {
        buffered: startsOf({ state }, command.bpmnProcessId).map((start) =>
          messageLookup(start.messageName, command.correlationKey),
        ),
      }
    default:
      return {}
  }
}

/** Everyone who waits for it, and then their trees. */
export function signalNeeds(state: State, signalName: string): Needs {
  const lookup = signalLookup(signalName)
  const roots = state.found('signalSubscription', lookup).map((row) => row.root)
  return { lookups: [lookup], roots: roots.filter((root) => root !== noRoot) }
}
