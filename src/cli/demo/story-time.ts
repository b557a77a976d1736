/** The story's own time: moves in office hours only, on the facts' clock and, where the engine has one of its own, on the engine's too. */
import { type ControlledClock, legalDay, parseInstant } from '../../platform/clock.ts'

export interface StoryTime {
  now(): number
  /** Lets office hours pass; what would fall after closing time happens on the next working morning. */
  pass(hours: number): Promise<void>
}

const hour = 3_600_000
const opens = 9
const closes = 17.5

export function storyTime(
  clock: ControlledClock,
  calendar: { addWorkingDays(day: string, n: number): string },
  moveEngine: (instant: number) => Promise<void>,
): StoryTime {
  return {
    now: () => clock.now(),
    async pass(hours) {
      let next = clock.now() + hours * hour
      const day = legalDay(next)
      if ((next - parseInstant(`${day}T00:00:00+08:00`)) / hour > closes) {
        next = parseInstant(
          `${calendar.addWorkingDays(day, 1)}T${String(opens).padStart(2, '0')}:00:00+08:00`,
        )
      }
      // The engine first: a timer must not find the facts' clock behind.
      await moveEngine(next)
      clock.set(next)
    },
  }
}

/** `$now`, `$now-20m`, `$today`, `$seen` (when the story begins) in the facts of a story become its own time, Beijing time. */
export function fillTime<T>(value: T, now: number, seenAt = now): T {
  if (typeof value === 'string') return filled(value, now, seenAt) as T
  if (Array.isArray(value)) return value.map((item) => fillTime<unknown>(item, now, seenAt)) as T
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, fillTime<unknown>(item, now, seenAt)]),
    ) as T
  }
  return value
}

function filled(text: string, now: number, seenAt: number): string {
  if (text === '$today') return legalDay(now)
  const match = /^\$(?:seen|now(?:-(\d+)m)?)$/.exec(text)
  if (!match) return text
  const instant = text === '$seen' ? seenAt : now - Number(match[1] ?? 0) * 60_000
  const beijing = isoMinute(instant)
  return `${beijing}:00+08:00`
}

/** Beijing time to the minute, e.g. `2026-03-02T09:30`. */
export function isoMinute(instant: number): string {
  const day = legalDay(instant)
  const minutes = Math.floor((instant - parseInstant(`${day}T00:00:00+08:00`)) / 60_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
