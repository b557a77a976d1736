/**
 * The external-task door and our own job types: what a worker of ours answers stands in the database, beside the facts that it wrote, before the engine hears
 * of it. So the door carries out what stands there, and an answer to such a task that no worker of ours has given is none: nobody skips a tier of an approval
 * by speaking for `approval.record`.
 */
import { BadRequest, type Judge } from '../engine/external-task/index.ts'
import type { Sql } from '../platform/database/sql.ts'
import { recordedAnswer } from './job-answers.ts'
import type { WorkerRegistry } from './registry.ts'
import { commandOf } from './run-job.ts'

export function ownAnswers(sql: Sql, registry: WorkerRegistry): Judge {
  return async (topic, command) => {
    if (!registry.has(topic)) return command
    if (command.verb === 'failJob') {
      // That it failed says nothing about the case; what comes with it would.
      const { variables: _unheard, ...failure } = command
      return failure
    }
    const jobKey = (command as { jobKey: string }).jobKey
    const recorded = await recordedAnswer(sql, jobKey)
    if (!recorded)
      throw new BadRequest(
        `External Task ${jobKey}: the topic ${topic} is answered by the workers of Zhiheng alone`,
      )
    return commandOf(jobKey, recorded.answer)
  }
}
