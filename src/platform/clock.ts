/**
 * The only source of time (lint forbids `Date.now()` and `new Date()` elsewhere). Instants are epoch milliseconds, UTC.
 */
export interface Clock {
  now(): number
  /** Calls `wake` once when the clock reaches `at`; the answer cancels it. A passed instant wakes as soon as possible. */
  wakeAt(at: number, wake: () => void): () => void
}

/** setTimeout holds 31 bits of milliseconds: longer waits are taken in stages. */
const longestWait = 2 ** 31 - 1

export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    wakeAt(at, wake) {
      let timer: NodeJS.Timeout
      const arm = () => {
        const left = at - Date.now()
        timer = left > longestWait ? setTimeout(arm, longestWait) : setTimeout(wake, Math.max(0, left))
        timer.unref()
      }
      arm()
      return () => clearTimeout(timer)
    },
  }
}

/** A clock that stands still until it is told to move: tests, the conformance runner, time travel in the demo. */
export class ControlledClock implements Clock {
  #now: number
  #waiting = new Set<{ at: number; wake: () => void }>()

  constructor(startsAt: number) {
    this.#now = startsAt
  }

  now(): number {
    return this.#now
  }

  wakeAt(at: number, wake: () => void): () => void {
    const entry = { at, wake }
    this.#waiting.add(entry)
    if (at <= this.#now) queueMicrotask(() => this.#wakeDue())
    return () => this.#waiting.delete(entry)
  }

  /** Moves forward by `milliseconds` and wakes what has become due, earliest first. */
  advance(milliseconds: number): void {
    this.#now += milliseconds
    this.#wakeDue()
  }

  set(instant: number): void {
    this.advance(instant - this.#now)
  }

  #wakeDue(): void {
    const due = [...this.#waiting].filter((entry) => entry.at <= this.#now).sort((a, b) => a.at - b.at)
    for (const entry of due) if (this.#waiting.delete(entry)) entry.wake()
  }
}

/** ISO 8601 in UTC, e.g. `2026-01-05T00:00:00.000Z`. */
export function isoInstant(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString()
}

/** @returns epoch milliseconds. @throws RangeError when the text is no ISO 8601 instant. */
export function parseInstant(text: string): number {
  const instant = Date.parse(text)
  if (Number.isNaN(instant)) throw new RangeError(`not an instant: ${text}`)
  return instant
}

/** The legal day (YYYY-MM-DD) of an instant: days of the law are days of Asia/Shanghai, which has had no summer time since 1991. */
export function legalDay(epochMilliseconds: number): string {
  return new Date(epochMilliseconds + 8 * 3600_000).toISOString().slice(0, 10)
}

/** `2026-11-23 09:30` on the clocks of Asia/Shanghai. */
export function legalMinute(epochMilliseconds: number): string {
  return new Date(epochMilliseconds + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ')
}
