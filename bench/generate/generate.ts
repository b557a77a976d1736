/** `generate`: cases of an invented bureau, with all that belongs to them, per second. */
import { join } from 'node:path'
import { makeBureau } from '../../src/cli/generate/make-bureau.ts'
import { readShape } from '../../src/cli/generate/shape.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import type { ThrowAway } from '../../test/databases.ts'
import { onBothDatabases } from '../both-databases.ts'
import { servedBureau } from '../served-bureau.ts'
import { type Bench, type Result } from '../result.ts'

const goal = 5_000

export const generate: Bench = {
  name: 'generate',
  run: ({ quick, say }) =>
    onBothDatabases(say, async (name, store) => [await measure(name, store, quick ? 5_000 : 50_000, say)]),
}

async function measure(
  name: string,
  store: ThrowAway,
  cases: number,
  say: (line: string) => void,
): Promise<Result> {
  const bureau = await servedBureau(store, say)
  try {
    const shape = readShape(join(projectRoot(), 'data'))
    const began = performance.now()
    const cpu = process.cpuUsage()
    await makeBureau(bureau.app, shape, { cases, seed: 'bench', until: shape.until })
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(cpu)
    say(
      `${name}: ${cases} cases in ${seconds.toFixed(1)} s, processor of this process ${((user + system) / 1e6).toFixed(1)} s`,
    )
    const perSecond = Math.round(cases / seconds)
    return {
      name: `generate/${name}`,
      value: perSecond,
      unit: 'cases/s',
      peer: '',
      peerValue: null,
      ratio: null,
      goal: `≥ ${goal} cases/s`,
      met: perSecond >= goal,
    }
  } finally {
    await bureau.close()
  }
}
