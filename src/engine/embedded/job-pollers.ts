/** Workers that wait for a job of a type. */
import type { Clock } from '../../platform/clock.ts'

export class JobPollers {
  readonly #clock: Clock
  #waiting = new Map<string, Set<() => void>>()
  #closed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @returns whether it is worth to look again: false when the time is up, the wait was aborted or the engine closes. */
  async wait(type: string, until: number, signal?: AbortSignal): Promise<boolean> {
    if (this.#closed || signal?.aborted || until <= this.#clock.now()) return false
    const waiting = this.#waiting.get(type) ?? new Set()
    this.#waiting.set(type, waiting)
    return new Promise((resolve) => {
      const end = () => {
        cancelTimer()
        signal?.removeEventListener('abort', end)
        waiting.delete(end)
        resolve(!this.#closed && !signal?.aborted && until > this.#clock.now())
      }
      const cancelTimer = this.#clock.wakeAt(until, end)
      signal?.addEventListener('abort', end)
      waiting.add(end)
    })
  }

  wake(types: Iterable<string>): void {
    for (const type of types) for (const end of [...(this.#waiting.get(type) ?? [])]) end()
  }

  close(): void {
    this.#closed = true
    this.wake([...this.#waiting.keys()])
  }
}
