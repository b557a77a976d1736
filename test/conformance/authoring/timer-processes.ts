/** Processes that wait for a timer, and the instant at which the cases of timers begin. */
import { bpmn, catches, end, process, start } from './bpmn.ts'

export const waits = (definition: Parameters<typeof catches>[1]) =>
  bpmn(process('waits', [start(), catches('t', definition), end()], ['s > t > e']))
