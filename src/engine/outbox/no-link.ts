/** The link of a process that only reads: no engine of its own, no lease, so it runs beside the server. */
import { type Engine, Unavailable } from '../port.ts'
import type { EngineLink } from './link.ts'

const refuse = (): Promise<never> =>
  Promise.reject(new Unavailable('this process only reads: it has no engine'))

export function connectNone(): EngineLink {
  const engine: Engine = {
    deploy: refuse,
    execute: refuse,
    activateJobs: refuse,
    evaluateDecision: refuse,
    feed() {
      throw new Unavailable('this process only reads: it has no engine')
    },
    health: () => Promise.resolve({ status: 'down', detail: 'none: this process only reads' }),
    topology: refuse,
    close: () => Promise.resolve(),
  }
  return { engine, start: refuse, quiet: () => Promise.resolve(), close: () => Promise.resolve() }
}
