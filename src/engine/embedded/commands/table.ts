/** The commands of the port and where each is carried out. */
import type { Command, Verb } from '../../port.ts'
import type { Execution } from '../flow/execution.ts'
import type { Needs } from '../flow/needs.ts'
import type { State } from '../state/state.ts'
import { broadcastSignal } from './broadcast-signal.ts'
import { cancelInstance } from './cancel-instance.ts'
import { createInstance } from './create-instance.ts'
import type { Handler } from './handler.ts'
import { completeJob, extendJob, failJob, throwError, updateJobRetries } from './jobs.ts'
import { migrateInstance } from './migrate-instance.ts'
import { modifyInstance } from './modify-instance.ts'
import { publishMessage } from './publish-message.ts'
import { resolveIncident } from './resolve-incident.ts'
import { setVariables } from './set-variables.ts'
import { assignUserTask, completeUserTask, updateUserTask } from './user-tasks.ts'

const handlers: { [V in Verb]: Handler<V> } = {
  createInstance,
  cancelInstance,
  publishMessage,
  broadcastSignal,
  completeJob,
  failJob,
  throwError,
  extendJob,
  updateJobRetries,
  completeUserTask,
  assignUserTask,
  updateUserTask,
  setVariables,
  resolveIncident,
  modifyInstance,
  migrateInstance,
}

interface AnyHandler {
  needs(state: State, command: Command): Needs
  run(x: Execution, command: Command): unknown
}

/** The handler of a command's own verb takes that command. */
export function handlerOf(command: Command): AnyHandler {
  return handlers[command.verb] as unknown as AnyHandler
}
