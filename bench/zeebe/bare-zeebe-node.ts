/** The peer of `zeebe-adapter`: zeebe-node with nothing of ours around it, 32 creations in flight, one worker per job type. */
import { ZBClient } from 'zeebe-node'
import { types } from '../engine/three-tasks.ts'

const inFlight = 32

export interface BareLoad {
  /** @returns process instances per second, from the first creation to the last completion. */
  run(instances: number): Promise<number>
  close(): Promise<void>
}

export async function bareZeebeNode(gatewayAddress: string, model: string): Promise<BareLoad> {
  const client = new ZBClient(gatewayAddress, { loglevel: 'NONE', retry: true })
  await client.deployResource({ process: Buffer.from(model), name: 'three-tasks.bpmn' })
  let completed = 0
  let reached = () => {}
  let goal = 0
  for (const taskType of types) {
    client.createWorker({
      taskType,
      maxJobsToActivate: 32,
      timeout: 60_000,
      longPoll: 10_000,
      taskHandler: async (job) => {
        const answer = await job.complete({ done: true })
        if (taskType === types.at(-1) && ++completed >= goal) reached()
        return answer
      },
    })
  }
  return {
    async run(instances) {
      completed = 0
      goal = instances
      const allDone = new Promise<void>((resolve) => (reached = resolve))
      let left = instances
      const began = performance.now()
      await Promise.all(
        Array.from({ length: inFlight }, async () => {
          while (left-- > 0)
            await client.createProcessInstance({ bpmnProcessId: 'three-tasks', variables: { n: 1 } })
        }),
      )
      await allDone
      return instances / ((performance.now() - began) / 1000)
    },
    async close() {
      await client.close()
    },
  }
}
