/** The external-task door as the product opens it, and a worker from outside who answers there what people have to do. */
import { expect } from 'chai'
import express from 'express'
import { externalTaskRouter } from '../../../src/engine/external-task/index.ts'
import { listen } from '../../../src/http/server.ts'
import { ownAnswers } from '../../../src/jobs/index.ts'
import { workers } from '../../../workers/index.ts'
import type { WholeBureau } from '../whole-bureau.ts'

export async function openOutsideDoor(bureau: WholeBureau) {
  const app = express()
  const door = externalTaskRouter({
    engine: bureau.link.engine,
    // Even one whose account may work there.
    authenticate: () => Promise.resolve(true),
    judge: ownAnswers(bureau.database.sql, workers),
    clock: bureau.clock,
    log: bureau.log,
  })
  app.use('/engine-rest', door)
  const server = await listen(app, '127.0.0.1', 0)
  const answers = ['lock', 'complete', 'bpmnError', 'failure']

  return {
    /** Each of these tasks is answered in every way, and stays. @returns how many answers were refused. */
    async answer(keys: string[]): Promise<number> {
      for (const key of keys)
        for (const answer of answers) {
          const { status } = await fetch(`${server.address}/engine-rest/external-task/${key}/${answer}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              workerId: 'outside',
              lockDuration: 60_000,
              errorCode: 'approval-skipped',
              variables: { outcome: { value: 'agreed', type: 'String' } },
            }),
          })
          expect(status, `${answer} of ${key} at the external-task door`).to.be.within(400, 499)
        }
      return keys.length * answers.length
    },
    close: () => server.close(),
  }
}
