/** What a command of the port is to the engine: what must be loaded, and what it does. A `Refusal` takes back all that it did. */
import type { Answer, Command, Verb } from '../../port.ts'
import type { Execution } from '../flow/execution.ts'
import type { Needs } from '../flow/needs.ts'
import type { State } from '../state/state.ts'

export type CommandOf<V extends Verb> = Extract<Command, { verb: V }>

export interface Handler<V extends Verb> {
  needs(state: State, command: CommandOf<V>): Needs
  run(x: Execution, command: CommandOf<V>): Answer<V>
}
