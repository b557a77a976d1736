/** `startup`: the built product from a cold start to its first answer, with the demo bureau, and its resident memory when idle. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProduct } from '../product.ts'
import { type Bench, round } from '../result.ts'

export const startup: Bench = {
  name: 'startup',
  async run({ quick, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'zhiheng-startup-'))
    const starts: number[] = []
    let memory = 0
    try {
      // The first start makes the demo bureau; the later ones find it there.
      for (let i = 0; i < (quick ? 3 : 6); i++) {
        const { seconds, residentMegabytes } = await startOnce(folder, i > 0)
        say(`start ${i + 1}: ${round(seconds)} s, ${round(residentMegabytes, 0)} MB`)
        if (i > 0) starts.push(seconds)
        memory = Math.max(memory, residentMegabytes)
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    const seconds = starts.toSorted((a, b) => a - b)[Math.floor(starts.length / 2)]!
    return [
      {
        name: 'startup/first-answer',
        value: round(seconds),
        unit: 's',
        peer: '',
        peerValue: null,
        ratio: null,
        goal: '≤ 3 s',
        met: seconds <= 3,
      },
      {
        name: 'startup/idle-memory',
        value: round(memory, 0),
        unit: 'MB',
        peer: '',
        peerValue: null,
        ratio: null,
        goal: '≤ 300 MB',
        met: memory <= 300,
      },
    ]
  },
}

async function startOnce(
  folder: string,
  settle: boolean,
): Promise<{ seconds: number; residentMegabytes: number }> {
  const product = await startProduct(folder)
  try {
    if (settle) await new Promise((resolve) => setTimeout(resolve, 5_000))
    const status = await readFile(`/proc/${product.pid}/status`, 'utf8')
    return {
      seconds: product.seconds,
      residentMegabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
    }
  } finally {
    await product.stop()
  }
}
