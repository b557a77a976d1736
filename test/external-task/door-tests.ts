/** What the door promises, driven by the protocol's own JavaScript client; the same for every engine. */
import { expect } from 'chai'
import express from 'express'
import { BasicAuthInterceptor, Client, type HandlerArgs, Variables } from 'camunda-external-task-client-js'
import { externalTaskRouter } from '../../src/engine/external-task/index.ts'
import type { Engine } from '../../src/engine/port.ts'
import { listen, type RunningServer } from '../../src/http/server.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { createLog } from '../../src/platform/log.ts'

const model = (id: string, topic: string) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="test">
<bpmn:error id="refused" errorCode="REFUSED"/>
<bpmn:process id="${id}" isExecutable="true">
  <bpmn:startEvent id="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>
  <bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="${topic}" retries="2"/></bpmn:extensionElements><bpmn:incoming>f0</bpmn:incoming><bpmn:outgoing>f1</bpmn:outgoing></bpmn:serviceTask>
  <bpmn:boundaryEvent id="caught" attachedToRef="work"><bpmn:outgoing>f2</bpmn:outgoing><bpmn:errorEventDefinition errorRef="refused"/></bpmn:boundaryEvent>
  <bpmn:serviceTask id="after"><bpmn:extensionElements><zeebe:taskDefinition type="${topic}-after"/></bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:serviceTask>
  <bpmn:serviceTask id="refusal"><bpmn:extensionElements><zeebe:taskDefinition type="${topic}-refused"/></bpmn:extensionElements><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing></bpmn:serviceTask>
  <bpmn:endEvent id="end"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  <bpmn:endEvent id="end2"><bpmn:incoming>f4</bpmn:incoming></bpmn:endEvent>
  <bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="work"/>
  <bpmn:sequenceFlow id="f1" sourceRef="work" targetRef="after"/>
  <bpmn:sequenceFlow id="f2" sourceRef="caught" targetRef="refusal"/>
  <bpmn:sequenceFlow id="f3" sourceRef="after" targetRef="end"/>
  <bpmn:sequenceFlow id="f4" sourceRef="refusal" targetRef="end2"/>
</bpmn:process></bpmn:definitions>`

export function doorTests(name: string, open: () => Promise<Engine>): void {
  describe(`external-task door on ${name}`, () => {
    let engine: Engine
    let server: RunningServer
    let rest: string
    const clients: Client[] = []
    before(async () => {
      engine = await open()
      const app = express()
      const authenticate = async (request: express.Request) =>
        request.get('authorization') === `Basic ${btoa('worker:secret')}`
      app.use(
        '/engine-rest',
        externalTaskRouter({ engine, authenticate, clock: systemClock(), log: createLog('silent') }),
      )
      server = await listen(app, '127.0.0.1', 0)
      rest = `${server.address}/engine-rest`
    })
    after(async () => {
      for (const client of clients) client.stop()
      await server.close()
      await engine.close()
    })

    const start = async (id: string, variables = {}) => {
      await engine.deploy([{ name: `${id}.bpmn`, content: model(id, id) }])
      return engine.execute({ verb: 'createInstance', processId: id, variables })
    }
    const client = () => {
      const made = new Client({
        baseUrl: rest,
        workerId: `worker-${clients.length}`,
        asyncResponseTimeout: 2_000,
        lockDuration: 10_000,
        interval: 10,
        interceptors: new BasicAuthInterceptor({ username: 'worker', password: 'secret' }),
      })
      clients.push(made)
      return made
    }
    /** Resolves with what the handler was given, the first time that it is called. */
    const handled = (topic: string, handle: (args: HandlerArgs) => Promise<unknown>) =>
      new Promise<HandlerArgs>((resolve) => {
        client().subscribe(topic, async (args) => {
          await handle(args)
          resolve(args)
        })
      })
    const post = (path: string, body: unknown, signal?: AbortSignal) =>
      fetch(`${rest}${path}`, {
        method: 'POST',
        ...(signal && { signal }),
        headers: { authorization: `Basic ${btoa('worker:secret')}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const lock = async (topicName: string, workerId: string, wait = 0) => {
      const answer = await post('/external-task/fetchAndLock', {
        workerId,
        maxTasks: 1,
        asyncResponseTimeout: wait,
        topics: [{ topicName, lockDuration: 10_000 }],
      })
      return (await answer.json()) as {
        id: string
        retries: number
        variables: { [name: string]: { value: unknown; type: string } }
      }[]
    }

    it('hands out tasks with typed variables and takes their answer', async () => {
      const first = handled('typed', async ({ task, taskService }) => {
        const answer = new Variables().set('answer', { sum: task.variables.get('n') + 1 }).set('flag', true)
        await taskService.complete(task, answer)
      })
      await start('typed', { n: 41, text: '越门占道', list: [1, 2], none: null, half: 0.5 })
      const { task } = await first
      expect(task.variables.getAll()).to.deep.equal({
        n: 41,
        text: '越门占道',
        list: [1, 2],
        none: null,
        half: 0.5,
      })
      const [after] = await lock('typed-after', 'other', 3_000)
      expect(after!.variables.answer).to.include({ type: 'Json', value: '{"sum":42}' })
      expect(after!.variables.flag).to.include({ type: 'Boolean', value: true })
    })

    it('counts a failure’s retries and hands the task out again', async () => {
      await start('failing')
      const [task] = await lock('failing', 'w', 3_000)
      expect(
        (
          await post(`/external-task/${task!.id}/failure`, {
            workerId: 'w',
            errorMessage: 'busy',
            retries: 1,
            retryTimeout: 0,
          })
        ).status,
      ).to.equal(204)
      const [again] = await lock('failing', 'w', 3_000)
      expect(again).to.include({ id: task!.id, retries: 1 })
    })

    it('lets nobody answer a task that was given back, until it is fetched again', async () => {
      await start('returned')
      const [task] = await lock('returned', 'a', 3_000)
      expect((await post(`/external-task/${task!.id}/unlock`, {})).status).to.equal(204)
      expect((await post(`/external-task/${task!.id}/complete`, { workerId: 'a' })).status).to.equal(400)
      const [again] = await lock('returned', 'b', 8_000)
      expect(again!.id).to.equal(task!.id)
      expect(
        (await post(`/external-task/${task!.id}/lock`, { workerId: 'a', lockDuration: 1_000 })).status,
      ).to.equal(400)
      expect(
        (await post(`/external-task/${task!.id}/lock`, { workerId: 'b', lockDuration: 20_000 })).status,
      ).to.equal(204)
      expect((await post(`/external-task/${task!.id}/complete`, { workerId: 'b' })).status).to.equal(204)
    })

    it('gives tasks back that were locked for a worker that hung up', async () => {
      const hungUp = new AbortController()
      const polled = post(
        '/external-task/fetchAndLock',
        {
          workerId: 'gone',
          maxTasks: 1,
          asyncResponseTimeout: 10_000,
          topics: [{ topicName: 'hung-up', lockDuration: 600_000 }],
        },
        hungUp.signal,
      ).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 100))
      hungUp.abort()
      await polled
      // The server hears of it at its next look at the network.
      await new Promise((resolve) => setTimeout(resolve, 100))
      await start('hung-up')
      expect(await lock('hung-up', 'w', 8_000)).to.have.length(1)
    })

    it('throws a BPMN error to the boundary event', async () => {
      const thrown = handled('throwing', ({ task, taskService }) =>
        taskService.handleBpmnError(task, 'REFUSED', 'no'),
      )
      await start('throwing')
      await thrown
      expect(await lock('throwing-refused', 'w', 3_000)).to.have.length(1)
    })

    it('lets only the worker that holds the lock answer', async () => {
      await start('held')
      const [task] = await lock('held', 'a', 3_000)
      const foreign = await post(`/external-task/${task!.id}/complete`, { workerId: 'b' })
      expect(foreign.status).to.equal(400)
      expect(((await foreign.json()) as { message: string }).message).to.contain("locked by worker 'a'")
      expect((await post(`/external-task/${task!.id}/complete`, { workerId: 'a' })).status).to.equal(204)
      expect((await post(`/external-task/${task!.id}/complete`, { workerId: 'a' })).status).to.equal(404)
    })

    it('extends a lock', async () => {
      const held = handled('extended', ({ task, taskService }) => taskService.extendLock(task, 60_000))
      await start('extended')
      const { task } = await held
      expect(await lock('extended', 'other')).to.deep.equal([])
      expect((await post(`/external-task/${task.id}/complete`, { workerId: task.workerId })).status).to.equal(
        204,
      )
    })

    it('waits for a task as long as it was asked to, on several topics at once', async () => {
      const polled = post('/external-task/fetchAndLock', {
        workerId: 'w',
        maxTasks: 5,
        asyncResponseTimeout: 5_000,
        topics: ['late', 'late-after'].map((topicName) => ({ topicName, lockDuration: 10_000 })),
      })
      await new Promise((resolve) => setTimeout(resolve, 150))
      await start('late')
      expect((await (await polled).json()) as object[]).to.have.length(1)
    })

    it('refuses who may not work, and what it cannot keep', async () => {
      expect((await fetch(`${rest}/external-task/fetchAndLock`, { method: 'POST' })).status).to.equal(401)
      const body = {
        workerId: 'w',
        maxTasks: 1,
        topics: [{ topicName: 'x', lockDuration: 1, businessKey: 'k' }],
      }
      const refused = await post('/external-task/fetchAndLock', body)
      expect([refused.status, ((await refused.json()) as { message: string }).message]).to.deep.equal([
        400,
        'topics: x: filtering by businessKey is not supported',
      ])
      expect((await post('/external-task/nonsense/complete', { workerId: 'w' })).status).to.equal(400)
      await start('files')
      const [task] = await lock('files', 'w', 3_000)
      const file = await post(`/external-task/${task!.id}/complete`, {
        workerId: 'w',
        variables: { f: { type: 'File', value: '' } },
      })
      expect(file.status).to.equal(400)
      const mistyped = await post(`/external-task/${task!.id}/complete`, {
        workerId: 'w',
        variables: { n: { type: 'Integer', value: 'many' } },
      })
      expect(((await mistyped.json()) as { message: string }).message).to.equal(
        'variable n: its value is no Integer',
      )
      const local = await post(`/external-task/${task!.id}/complete`, {
        workerId: 'w',
        localVariables: { n: { type: 'Integer', value: 1 } },
      })
      expect(local.status).to.equal(400)
    })
  })
}
