/**
 * One clock for many stories. Each plays its steps of a day and says until when it waits; once all of them wait, the clock moves on to the first of those
 * instants. A few play at the same time, as people do.
 */
import { addDays } from '../../../src/platform/legal-day.ts'
import { legalDay, parseInstant } from '../../../src/platform/clock.ts'
import type { BureauOverHttp } from '../bureau-over-http.ts'

/** Half past nine of a day. */
export const morningOf = (day: string) => parseInstant(`${day}T09:30:00+08:00`)

export class Calendar {
  readonly #bureau: Pick<BureauOverHttp, 'now' | 'advance' | 'quiet'>
  readonly #atOnce: number
  #waiting: { at: number; wake: () => void }[] = []
  #acting = 0
  #moving = false

  constructor(bureau: Pick<BureauOverHttp, 'now' | 'advance' | 'quiet'>, atOnce: number) {
    this.#bureau = bureau
    this.#atOnce = atOnce
  }

  today(): string {
    return legalDay(this.#bureau.now())
  }

  /** To the morning of a day, or to an instant; at once where that has passed. */
  async until(when: string | number): Promise<void> {
    this.#acting--
    await this.#turn(typeof when === 'number' ? when : morningOf(when))
  }

  days(count: number): Promise<void> {
    return this.until(addDays(this.today(), count))
  }

  /** The morning after the last day of a limit. */
  after(dueOn: string): Promise<void> {
    return this.until(addDays(dueOn, 1))
  }

  /** Plays every story from its first day to its end. */
  async play(stories: readonly { begins: string; play: () => Promise<void> }[]): Promise<void> {
    await Promise.all(
      stories.map(async ({ begins, play }) => {
        await this.#turn(morningOf(begins))
        try {
          await play()
        } finally {
          this.#acting--
          void this.#next()
        }
      }),
    )
  }

  #turn(at: number): Promise<void> {
    if (!Number.isFinite(at)) throw new TypeError(`not an instant: ${at}`)
    return new Promise((wake) => {
      this.#waiting.push({ at, wake })
      // All stories that begin have to be in the list before the first is chosen.
      setImmediate(() => void this.#next())
    })
  }

  async #next(): Promise<void> {
    if (this.#moving) return
    this.#waiting.sort((a, b) => a.at - b.at)
    while (
      this.#acting < this.#atOnce &&
      this.#waiting.length > 0 &&
      this.#waiting[0]!.at <= this.#bureau.now()
    )
      this.#begin()
    const [first] = this.#waiting
    if (this.#acting > 0 || !first) return
    this.#moving = true
    await this.#bureau.quiet()
    await this.#bureau.advance(Math.max(0, first.at - this.#bureau.now()))
    await this.#bureau.quiet()
    this.#moving = false
    return this.#next()
  }

  #begin(): void {
    this.#acting++
    this.#waiting.shift()!.wake()
  }
}
