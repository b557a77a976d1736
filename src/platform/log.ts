/** Structured logs (pino). Nothing personal is logged: ids and codes, never names, numbers or texts of a case. */
import { writeSync } from 'node:fs'
import { pino } from 'pino'

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export function createLog(level: LogLevel): Log {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, standardOutput)
}

/** A line that cannot be written, for want of room or of a reader, is lost and ends nothing. Pino's own destination waits for room, and lets nothing else go on meanwhile. */
const standardOutput = {
  write(line: string): void {
    try {
      writeSync(1, line)
    } catch (error) {
      // A pipe whose reader is slow: Node keeps the line until it is taken.
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') process.stdout.write(line)
    }
  },
}
