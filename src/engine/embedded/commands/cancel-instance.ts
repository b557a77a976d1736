import { type Key, Refusal } from '../../port.ts'
import type { Execution } from '../flow/execution.ts'
import type { Handler } from './handler.ts'

/** Terminates a process instance with all that it called. A called instance is refused: its caller would wait for ever. */
export const cancelInstance: Handler<'cancelInstance'> = {
  needs: (_state, { processInstanceKey }) => ({ keys: [processInstanceKey] }),

  run(x, { processInstanceKey }) {
    const prefix = `Expected to cancel a process instance with key '${processInstanceKey}', but `
    const row = x.state.element(processInstanceKey)
    if (row?.value.bpmnElementType !== 'PROCESS')
      throw new Refusal('NOT_FOUND', `${prefix}no such process was found`)
    if (row.state === 'TERMINATING') throw new Refusal('NOT_FOUND', `${prefix}it is already terminating`)
    if (row.value.parentProcessInstanceKey !== '-1') {
      const root = rootOf(x, processInstanceKey)
      throw new Refusal(
        'INVALID_STATE',
        `${prefix}it is created by a parent process instance. Cancel the root process instance '${root}' instead.`,
      )
    }
    x.follow({ do: 'terminate', key: processInstanceKey })
  },
}

function rootOf(x: Execution, key: Key): Key {
  const parent = x.state.element(key)?.value.parentProcessInstanceKey
  return parent === undefined || parent === '-1' ? key : rootOf(x, parent)
}
