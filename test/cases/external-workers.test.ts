/** The same worker files behind the external-task door, fed by the protocol's own client: an approval runs with no worker in the engine's process. */
import { expect } from 'chai'
import express from 'express'
import { externalTaskRouter } from '../../src/engine/external-task/index.ts'
import { listen } from '../../src/http/server.ts'
import { startExternalWorkers } from '../../src/jobs/external-task.ts'
import { ownAnswers } from '../../src/jobs/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { workers } from '../../workers/index.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { startCase, tiers } from './officer-at-work.ts'
import { openWholeBureau } from './whole-bureau.ts'

describe('workers on another machine', () => {
  it('play an entry and its approval through the external-task door, where nobody else answers for them', async function () {
    this.timeout(120_000)
    const bureau = await openWholeBureau({ engine: onEmbedded, workers: 'none' })
    const app = express()
    const authenticate = async (request: express.Request) =>
      request.get('authorization') === 'Bearer worker-token'
    app.use(
      '/engine-rest',
      externalTaskRouter({
        engine: bureau.link.engine,
        authenticate,
        judge: ownAnswers(bureau.database.sql, workers),
        clock: systemClock(),
        log: bureau.log,
      }),
    )
    const server = await listen(app, '127.0.0.1', 0)
    const start = (types: string[]) =>
      startExternalWorkers(bureau.jobRoom, workers, {
        baseUrl: `${server.address}/engine-rest`,
        workerId: 'elsewhere',
        token: 'worker-token',
        types,
        asyncResponseTimeout: 1_000,
      })
    const forge = (path: string, body: object) =>
      fetch(`${server.address}/engine-rest/external-task/${path}`, {
        method: 'POST',
        headers: { authorization: 'Bearer worker-token', 'content-type': 'application/json' },
        body: JSON.stringify({ workerId: 'forger', ...body }),
      })
    const ending = 'approval.record'
    const working = [start([...workers.keys()].filter((type) => type !== ending))]
    try {
      const play = await startCase(bureau)
      await play.fill('enter-case')
      await play.decide(tiers[0], { decision: 'agree', opinion: '同意' })
      const { id } = await bureau.eventually('the record of the tier', async () => {
        const fetched = await forge('fetchAndLock', {
          maxTasks: 1,
          topics: [{ topicName: ending, lockDuration: 60_000 }],
        })
        return ((await fetched.json()) as { id: string }[])[0]
      })
      const agreed = {
        tierOutcome: { value: 'agreed', type: 'String' },
        nextTier: { value: 4, type: 'Integer' },
      }
      for (const [answer, body] of [
        ['complete', { variables: agreed }],
        ['bpmnError', { errorCode: 'approval-skipped', variables: agreed }],
      ] as const)
        expect((await forge(`${id}/${answer}`, body)).status, answer).to.equal(400)
      expect((await forge(`${id}/unlock`, {})).status).to.equal(204)
      await bureau.advance(1_000)
      working.push(start([ending]))
      await play.approve(tiers.slice(1))
      const { title } = await bureau.task(play.lead, 'draft-filing', play.caseId)
      expect(title).to.contain('立案')
      const answers = await bureau.database.sql.all<{ ticket: string | null }>(
        'SELECT ticket FROM job_answers',
      )
      expect(answers.length).to.be.greaterThan(10)
      expect(answers.every(({ ticket }) => ticket === null)).to.equal(true)
    } finally {
      await Promise.all(working.map((one) => one.stop()))
      await bureau.close()
      await server.close()
    }
  })
})
