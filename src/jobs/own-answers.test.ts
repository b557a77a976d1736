import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { jobs as jobTables } from '../migrations/0230-jobs.ts'
import { openDatabase } from '../platform/database/database.ts'
import { migrate } from '../platform/database/migrate.ts'
import type { Judge } from '../engine/external-task/index.ts'
import { ownAnswers } from './own-answers.ts'
import type { WorkerModule } from './worker.ts'

describe('answers through the external-task door', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiheng-answers-'))
  const database = openDatabase(`sqlite:${join(folder, 'answers.db')}`)
  const judge: Judge = ownAnswers(database.sql, new Map([['approval.record', {} as WorkerModule]]))
  const forged = { tierOutcome: 'agreed' }
  const refusal = (topic: string, jobKey: string) =>
    judge(topic, { verb: 'completeJob', jobKey, variables: forged }).then(
      () => '',
      (error: Error) => error.message,
    )

  before(async () => {
    await migrate(database, [jobTables])
    const recorded = {
      1: { kind: 'complete', variables: { tierOutcome: 'continue' } },
      2: { kind: 'error', code: 'refused', message: 'no' },
    }
    await database.write(async ({ sql }) => {
      for (const [key, answer] of Object.entries(recorded))
        await sql.run(
          'INSERT INTO job_answers (job_key, type, case_id, answer, ticket, at) VALUES (?, ?, NULL, ?, NULL, 0)',
          [key, 'approval.record', JSON.stringify(answer)],
        )
    })
  })
  after(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  it('to a job type of ours are what our worker has recorded, whatever was sent', async () => {
    expect(
      await judge('approval.record', { verb: 'completeJob', jobKey: '1', variables: forged }),
    ).to.deep.equal({ verb: 'completeJob', jobKey: '1', variables: { tierOutcome: 'continue' } })
    expect(
      await judge('approval.record', { verb: 'completeJob', jobKey: '2', variables: forged }),
    ).to.deep.equal({ verb: 'throwError', jobKey: '2', code: 'refused', message: 'no' })
    expect(await refusal('approval.record', '3')).to.contain('by the workers of Zhiheng alone')
  })

  it('bring nothing into the case with a failure', async () => {
    const failure = { verb: 'failJob', jobKey: '3', retries: 2, backOff: 0, message: 'down' } as const
    expect(await judge('approval.record', { ...failure, variables: forged })).to.deep.equal(failure)
  })

  it('to anybody else’s job types are theirs', async () => {
    expect(await refusal('weather.look-up', '4')).to.equal('')
  })
})
