/**
 * When timer events fall due. The calendar is UTC's: the broker computes in its system zone, which we run in UTC.
 */
import { addInterval, type Interval, parseRepeatingInterval } from '../feel/index.ts'
import { parseCron } from './cron.ts'

export interface Timer {
  /** How often it still fires: -1 without end. */
  repetitions: number
  /** When it falls due, seen from an instant. */
  due(from: number): number
  /** What follows a firing that was due then; left out for timers that fire once. */
  next?(lastDue: number, repetitions: number): Timer
}

export class TimerSyntaxError extends Error {}

export function durationTimer(interval: Interval): Timer {
  return { repetitions: 1, due: (from) => addInterval(from, interval) }
}

export function dateTimer(epochMilliseconds: number): Timer {
  return { repetitions: 1, due: () => epochMilliseconds }
}

/** `R3/PT1H`, `R/P1D`, `R/2026-01-05T08:00:00Z/P1D`, or a cron expression of six fields. @throws TimerSyntaxError */
export function cycleTimer(text: string): Timer {
  if (!text.startsWith('R')) return cronTimer(text)
  const parsed = parseRepeatingInterval(text)
  if (!parsed) throw new TimerSyntaxError(`Text '${text}' could not be parsed to a repeating interval`)
  return repeating(parsed.repetitions, parsed.interval, parsed.start)
}

function repeating(repetitions: number, interval: Interval, start?: number): Timer {
  return {
    repetitions,
    due: (from) => (start !== undefined && start > from ? start : addInterval(from, interval)),
    // Counted from when it was due, not from when it fired: late firings do not shift the rest.
    next: (lastDue, left) => repeating(left === -1 ? -1 : left - 1, interval, addInterval(lastDue, interval)),
  }
}

function cronTimer(text: string): Timer {
  const cron = parseCron(text)
  if (!cron) throw new TimerSyntaxError(`Text '${text}' could not be parsed to a cron expression`)
  const timer: Timer = { repetitions: -1, due: (from) => cron(from) ?? from, next: () => timer }
  return timer
}
