import { signalNeeds } from '../flow/needs.ts'
import { broadcastSignal as broadcast } from '../flow/signals.ts'
import type { Handler } from './handler.ts'

export const broadcastSignal: Handler<'broadcastSignal'> = {
  needs: (state, { name }) => signalNeeds(state, name),
  run: (x, { name, variables = {} }) => ({ signalKey: broadcast(x, name, variables) }),
}
