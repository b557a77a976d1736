/** What goes to the broker is bounded, and sent again after a pause where that cannot do the same thing twice. */
import { Semaphore } from 'async-mutex'

/** More than this in flight ends in storms of RESOURCE_EXHAUSTED. */
const limit = 32
const attempts = 8
const longestPause = 2_000

export interface InFlight {
  /** Calls `attempt` when there is a place; again, with growing pauses, while its failure `mayRepeat`. */
  run<Answer>(attempt: () => Promise<Answer>, mayRepeat: (failure: unknown) => boolean): Promise<Answer>
}

export function boundInFlight(): InFlight {
  const places = new Semaphore(limit)
  return {
    run: (attempt, mayRepeat) =>
      places.runExclusive(async () => {
        for (let n = 1; ; n++) {
          try {
            return await attempt()
          } catch (failure) {
            if (n >= attempts || !mayRepeat(failure)) throw failure
            await new Promise((resolve) => setTimeout(resolve, Math.min(50 * 2 ** n, longestPause)))
          }
        }
      }),
  }
}
