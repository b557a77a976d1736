/** What could not be done is tried again by itself, after a pause that grows: by the machine's clock, since it waits for a disk or a database and for no date. */
const first = 200
const longest = 5_000

export interface Pause {
  /** Calls `again` once when the pause is over; asked for while one runs, nothing is added. */
  begin(again: () => void): void
  /** It worked: the next pause is short again. */
  reset(): void
  stop(): void
}

export function growingPause(): Pause {
  let timer: NodeJS.Timeout | undefined
  let length = first
  return {
    begin(again) {
      if (timer !== undefined) return
      timer = setTimeout(() => {
        timer = undefined
        again()
      }, length)
      timer.unref()
      length = Math.min(longest, length * 2)
    },
    reset() {
      length = first
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
