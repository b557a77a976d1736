import { expect } from 'chai'
import fc from 'fast-check'
import * as bpmn from '../../../test/engine/models.ts'
import { openEngine, type TestEngine } from '../../../test/engine/open-engine.ts'
import { replay, storedRows, wholeLog } from '../../../test/engine/replay.ts'
import { Refusal, type Command } from '../port.ts'

const models = [
  bpmn.model(
    'branches',
    bpmn.chain(
      bpmn.start(),
      bpmn.parallelGateway('fork'),
      bpmn.serviceTask('work'),
      bpmn.parallelGateway('join'),
      bpmn.end(),
    ) +
      bpmn.userTask('approve').xml +
      bpmn.flow('fork', 'approve') +
      bpmn.flow('approve', 'join') +
      bpmn.boundary('late', 'approve', bpmn.timer('timeDuration', 'P1D')).xml +
      bpmn.boundary('reminded', 'approve', bpmn.timer('timeCycle', 'R/PT1H'), false).xml +
      bpmn.end('lapsed').xml +
      bpmn.end('seen').xml +
      bpmn.flow('late', 'lapsed') +
      bpmn.flow('reminded', 'seen'),
  ),
  bpmn.model(
    'waits',
    bpmn.chain(
      bpmn.start(),
      bpmn.scriptTask('script', '=n + 1', 'n'),
      bpmn.messageCatch('paid', 'message'),
      bpmn.multiInstance(bpmn.serviceTask('each', 'work'), '[1, 2]', 'item'),
      bpmn.callActivity('call', 'branches'),
      bpmn.end(),
    ),
    bpmn.messageRoot('message', 'paid', '=id'),
  ),
  bpmn.model(
    'begun',
    bpmn.chain(bpmn.start('by-message', bpmn.message('message')), bpmn.userTask('approve'), bpmn.end()),
    bpmn.messageRoot('message', 'begin'),
  ),
]

/** What may happen to the engine, in any order; refusals are part of life. */
const acts = fc.oneof(
  fc.record({
    act: fc.constant('create' as const),
    process: fc.constantFrom('branches', 'waits'),
    id: fc.constantFrom('k1', 'k2'),
  }),
  fc.record({
    act: fc.constant('work' as const),
    end: fc.constantFrom('complete', 'fail', 'give-up', 'error', 'leave'),
  }),
  fc.record({ act: fc.constant('approve' as const), nth: fc.nat(3) }),
  fc.record({
    act: fc.constant('publish' as const),
    name: fc.constantFrom('paid', 'begin'),
    key: fc.constantFrom('k1', 'k2'),
    ttl: fc.constantFrom(0, 60_000),
  }),
  fc.record({ act: fc.constant('pass' as const), minutes: fc.constantFrom(1, 59, 61, 1440) }),
  fc.record({ act: fc.constant('resolve' as const) }),
  fc.record({ act: fc.constant('cancel' as const), nth: fc.nat(3) }),
  fc.record({ act: fc.constant('reopen' as const) }),
)
type Act = typeof acts extends fc.Arbitrary<infer A> ? A : never

async function rowsOf(test: TestEngine, kind: string): Promise<string[]> {
  const rows = await test.database.sql.all<{ row_key: number }>(
    'SELECT row_key FROM engine_row WHERE kind = ? ORDER BY row_key',
    [kind],
  )
  return rows.map((row) => String(row.row_key))
}

async function perform(test: TestEngine, act: Act): Promise<void> {
  const execute = (command: Command) =>
    test.engine.execute(command).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
    })
  switch (act.act) {
    case 'create':
      await execute({ verb: 'createInstance', processId: act.process, variables: { id: act.id, n: 1 } })
      return
    case 'work': {
      const [job] = await test.engine.activateJobs({
        type: 'work',
        worker: 'test',
        timeout: 60_000,
        maxJobs: 1,
      })
      if (!job || act.end === 'leave') return
      if (act.end === 'complete')
        await execute({ verb: 'completeJob', jobKey: job.key, variables: { done: true } })
      else if (act.end === 'error') await execute({ verb: 'throwError', jobKey: job.key, code: 'NOBODY' })
      else
        await execute({
          verb: 'failJob',
          jobKey: job.key,
          retries: act.end === 'fail' ? 2 : 0,
          backOff: 30_000,
        })
      return
    }
    case 'approve': {
      const tasks = await rowsOf(test, 'userTask')
      const task = tasks[act.nth % Math.max(1, tasks.length)]
      if (task) await execute({ verb: 'completeUserTask', userTaskKey: task, variables: { agreed: true } })
      return
    }
    case 'publish':
      await execute({
        verb: 'publishMessage',
        name: act.name,
        correlationKey: act.key,
        timeToLive: act.ttl,
        variables: { from: act.key },
      })
      return
    case 'pass':
      test.clock.advance(act.minutes * 60_000)
      await test.engine.idle()
      return
    case 'resolve': {
      const [incident] = await rowsOf(test, 'incident')
      if (incident) await execute({ verb: 'resolveIncident', incidentKey: incident })
      return
    }
    case 'cancel': {
      const roots = await test.database.sql.all<{ row_key: number }>(
        "SELECT row_key FROM engine_row WHERE kind = 'element' AND row_key = root_key",
      )
      const root = roots[act.nth % Math.max(1, roots.length)]
      if (root) await execute({ verb: 'cancelInstance', processInstanceKey: String(root.row_key) })
      return
    }
    case 'reopen':
      await test.reopen()
  }
}

describe('the event log', () => {
  it('applied to an empty state gives the rows of the tables, whatever happened', async function () {
    this.timeout(60_000)
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 5, maxLength: 30 }), async (happened) => {
        const test = await openEngine()
        try {
          await test.engine.deploy(models)
          for (const act of happened) await perform(test, act)
          await test.engine.idle()
          expect(await replay(await wholeLog(test.database))).to.deep.equal(await storedRows(test.database))
        } finally {
          await test.close()
        }
      }),
      { numRuns: 25 },
    )
  })
})
