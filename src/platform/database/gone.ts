/** MariaDB's ways of not being there, told from its refusals. */
import { ConnectionError } from 'sequelize'
import { causesOf, DatabaseGone, faultBelow } from '../faults.ts'

/** It shuts down, it has no connection left, it has cut this one. */
const numbersOfGone = new Set([1040, 1053, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1927])

function isGone(error: unknown): boolean {
  for (const one of causesOf(error)) {
    // What mysql2 calls fatal has ended the connection.
    if (one instanceof ConnectionError || one.fatal === true || numbersOfGone.has(one.errno ?? 0)) return true
  }
  return false
}

/** @param undone whether the work that failed has surely left nothing. @returns the error as it is where the fault is not the surroundings'. */
export function inOurWords(error: unknown, undone: boolean): unknown {
  const known = faultBelow(error)
  return known ?? (isGone(error) ? new DatabaseGone(undone, error) : error)
}
