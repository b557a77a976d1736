/** Workers in the engine's own process: creators and one loop per job type, all through the port. */
import type { Engine } from '../../src/engine/port.ts'
import { types } from './three-tasks.ts'

const creators = 16
const batch = 32

/** @returns process instances per second, from the first creation to the last completion. */
export async function inProcessLoad(engine: Engine, instances: number): Promise<number> {
  let left = instances
  const began = performance.now()
  const creating = Array.from({ length: creators }, async () => {
    while (left-- > 0)
      await engine.execute({ verb: 'createInstance', processId: 'three-tasks', variables: { n: 1 } })
  })
  const working = types.map(async (type) => {
    let completed = 0
    while (completed < instances) {
      const jobs = await engine.activateJobs({
        type,
        worker: 'bench',
        timeout: 60_000,
        maxJobs: batch,
        requestTimeout: 1_000,
      })
      await Promise.all(
        jobs.map(({ key }) =>
          engine.execute({ verb: 'completeJob', jobKey: key, variables: { done: true } }),
        ),
      )
      completed += jobs.length
    }
  })
  await Promise.all([...creating, ...working])
  return instances / ((performance.now() - began) / 1000)
}
