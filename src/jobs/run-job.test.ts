import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { pino } from 'pino'
import { z } from 'zod'
import { createOutbox } from '../engine/outbox/index.ts'
import type { ActivatedJob, Command } from '../engine/port.ts'
import { outbox as outboxTables } from '../migrations/0010-outbox.ts'
import { jobs as jobTables } from '../migrations/0230-jobs.ts'
import { ControlledClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/database/database.ts'
import { migrate } from '../platform/database/migrate.ts'
import { problem } from '../platform/problem.ts'
import { type JobRoom, runJob } from './run-job.ts'
import { BusinessRefusal, type HandleCall, TryLater, type WorkerModule } from './worker.ts'

const input = z.object({ caseId: z.string(), amount: z.object({ fen: z.number() }) })

describe('one job', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiheng-jobs-'))
  const database = openDatabase(`sqlite:${join(folder, 'jobs.db')}`)
  const clock = new ControlledClock(0)
  let room: JobRoom
  let key = 0
  let handled = 0
  let fails: (() => Error) | undefined
  const signal = new AbortController().signal

  const worker = {
    type: 'test.pay',
    input,
    output: z.object({ paid: z.number() }),
    async handle({ tx, input: { amount } }: HandleCall<typeof input>) {
      handled++
      await tx.sql.run('INSERT INTO facts (fen) VALUES (?)', [amount.fen])
      if (fails) throw fails()
      return { paid: amount.fen }
    },
  } as unknown as WorkerModule
  const job = (
    variables: ActivatedJob['variables'] = { caseId: 'c1', amount: { fen: 5 } },
    retries = 3,
  ): ActivatedJob => ({
    key: String(++key),
    type: 'test.pay',
    processInstanceKey: '9',
    processId: 'p',
    processDefinitionKey: '8',
    processDefinitionVersion: 1,
    elementId: 'pay',
    elementInstanceKey: '7',
    customHeaders: {},
    worker: 'w',
    retries,
    deadline: 0,
    variables,
  })
  const commands = async () =>
    (await database.sql.all<{ command: string }>('SELECT command FROM engine_outbox ORDER BY id')).map(
      ({ command }) => JSON.parse(command) as Command,
    )
  const facts = async () => (await database.sql.all('SELECT * FROM facts')).length

  before(async () => {
    await migrate(database, [outboxTables, jobTables])
    await database.write(({ sql }) => sql.run('CREATE TABLE facts (fen INTEGER)'))
    room = {
      database,
      clock,
      log: pino({ level: 'silent' }),
      outbox: createOutbox(database, clock),
      services: {} as JobRoom['services'],
    }
  })
  beforeEach(async () => {
    handled = 0
    fails = undefined
    await database.write(async ({ sql }) => {
      await sql.run('DELETE FROM engine_outbox')
      await sql.run('DELETE FROM facts')
    })
  })
  after(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  it('writes facts, answer and command together', async () => {
    const one = job()
    expect(await runJob(room, worker, one, signal)).to.deep.equal({
      kind: 'complete',
      variables: { paid: 5 },
    })
    expect(await commands()).to.deep.equal([{ verb: 'completeJob', jobKey: one.key, variables: { paid: 5 } }])
    expect(await facts()).to.equal(1)
  })

  it('gives the recorded answer when it is delivered again, and does nothing twice', async () => {
    const one = job()
    await runJob(room, worker, one, signal)
    await Promise.all([runJob(room, worker, one, signal), runJob(room, worker, one, signal)])
    expect(handled).to.equal(1)
    expect(await facts()).to.equal(1)
    expect(await commands()).to.have.length(1)
  })

  it('is done once when two deliveries meet', async () => {
    const one = job()
    const answers = await Promise.all([runJob(room, worker, one, signal), runJob(room, worker, one, signal)])
    expect(answers).to.deep.equal([answers[0], answers[0]])
    expect(await facts()).to.equal(1)
    expect(await commands()).to.have.length(1)
  })

  it('names the path of a bad field and is not tried again', async () => {
    const one = job({ caseId: 'c1', amount: { fen: 'five' } })
    await runJob(room, worker, one, signal)
    const [command] = await commands()
    expect(command).to.include({ verb: 'failJob', retries: 0 })
    expect((command as { message: string }).message).to.match(/^amount\.fen: /)
  })

  it('refuses by a BPMN error, and takes its facts back', async () => {
    fails = () => new BusinessRefusal('NOT_PAYABLE', '已缴清')
    const one = job()
    await runJob(room, worker, one, signal)
    await runJob(room, worker, one, signal)
    expect(await commands()).to.deep.equal([
      { verb: 'throwError', jobKey: one.key, code: 'NOT_PAYABLE', message: '已缴清' },
    ])
    expect(await facts()).to.equal(0)
  })

  it('waits and tries again what may work later, but not what the facts forbid', async () => {
    fails = () => new TryLater('browser hangs', 7_000)
    await runJob(room, worker, job(), signal)
    fails = () => problem('conflict', '审批尚未同意')
    await runJob(room, worker, job(), signal)
    expect((await commands()).map((command) => ({ ...command, jobKey: '' }))).to.deep.equal([
      { verb: 'failJob', jobKey: '', retries: 2, backOff: 7_000, message: 'browser hangs' },
      { verb: 'failJob', jobKey: '', retries: 0, backOff: 0, message: '审批尚未同意' },
    ])
    expect(await facts()).to.equal(0)
  })

  it('prepares anew at once when what was prepared is no longer true', async () => {
    let prepared = 0
    const again = { ...worker, prepare: async () => ++prepared } as WorkerModule
    fails = () =>
      prepared < 3 ? Object.assign(new Error('taken'), { prepareAgain: true }) : (undefined as never)
    const original = again.handle.bind(again)
    const once = {
      ...again,
      handle: (call: HandleCall<z.ZodType, unknown>) => (
        prepared >= 3 && (fails = undefined),
        original(call)
      ),
    } as WorkerModule
    expect(await runJob(room, once, job(), signal)).to.include({ kind: 'complete' })
    expect(prepared).to.equal(3)
    expect(await facts()).to.equal(1)
  })

  it('gives the answer to the caller where it does not go through the outbox', async () => {
    const one = job()
    expect(await runJob(room, worker, one, signal, false)).to.deep.equal({
      kind: 'complete',
      variables: { paid: 5 },
    })
    expect(await runJob(room, worker, one, signal, false)).to.deep.equal({
      kind: 'complete',
      variables: { paid: 5 },
    })
    expect(await commands()).to.deep.equal([])
    expect(handled).to.equal(1)
  })
})
