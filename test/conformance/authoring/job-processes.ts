/** A process of one job, as the cases of jobs and mappings use it. */
import { bpmn, end, process, service, start } from './bpmn.ts'

export const one = (work: Parameters<typeof service>[2] = {}) =>
  bpmn(process('one', [start(), service('a', 'one-a', work), end()], ['s > a > e']))
