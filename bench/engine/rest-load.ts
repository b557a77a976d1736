/**
 * The same load on any `/engine-rest`: four starters, and one worker loop that fetches up to twenty external tasks and completes them. What the
 * peer is given, we are given.
 */
import { Agent, request } from 'node:http'
import { types } from './three-tasks.ts'

const starters = 4
const batch = 20

/** @returns process instances per second, from the first start to the last completion. */
export async function restLoad(rest: string, instances: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const post = (path: string, body: unknown) => postJson(agent, `${rest}${path}`, body)
  let left = instances
  const began = performance.now()
  const starting = Array.from({ length: starters }, async () => {
    while (left-- > 0)
      await post('/process-definition/key/three-tasks/start', {
        variables: { n: { value: 1, type: 'Integer' } },
      })
  })
  let completed = 0
  while (completed < instances * types.length) {
    const tasks = (await post('/external-task/fetchAndLock', {
      workerId: 'bench',
      maxTasks: batch,
      asyncResponseTimeout: 1_000,
      topics: types.map((topicName) => ({ topicName, lockDuration: 60_000 })),
    })) as { id: string }[]
    await Promise.all(
      tasks.map(({ id }) =>
        post(`/external-task/${id}/complete`, {
          workerId: 'bench',
          variables: { done: { value: true, type: 'Boolean' } },
        }),
      ),
    )
    completed += tasks.length
  }
  await Promise.all(starting)
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  return instances / seconds
}

function postJson(agent: Agent, url: string, body: unknown): Promise<unknown> {
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('end', () => {
          const answer = Buffer.concat(chunks).toString()
          if ((incoming.statusCode ?? 500) >= 300)
            reject(new Error(`${url}: ${incoming.statusCode} ${answer}`))
          else resolve(answer ? JSON.parse(answer) : undefined)
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(text)
  })
}

export async function deployToOperaton(rest: string, model: string): Promise<void> {
  const form = new FormData()
  form.append('deployment-name', 'bench')
  form.append('three-tasks.bpmn', new Blob([model]), 'three-tasks.bpmn')
  const answer = await fetch(`${rest}/deployment/create`, { method: 'POST', body: form })
  if (!answer.ok) throw new Error(`the peer refused the model: ${await answer.text()}`)
}
