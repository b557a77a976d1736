/** `import`: rows of a CSV of tickets that become clues, checked and written, per second. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openClueDesk } from '../../test/clues/clue-desk.ts'
import { writeManyTickets } from '../../test/clues/clue-files.ts'
import type { ThrowAway } from '../../test/databases.ts'
import { onBothDatabases } from '../both-databases.ts'
import { type Bench, type Result } from '../result.ts'

const goal = 5_000

export const clueImport: Bench = {
  name: 'import',
  run: ({ quick, say }) =>
    onBothDatabases(say, async (name, store) => [await measure(name, store, quick ? 20_000 : 100_000, say)]),
}

async function measure(
  name: string,
  store: ThrowAway,
  rows: number,
  say: (line: string) => void,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-import-'))
  const desk = await openClueDesk({ make: async () => store })
  try {
    const file = join(folder, 'many.csv')
    await writeManyTickets(file, rows)
    const head = await desk.actor('command-head')
    const began = performance.now()
    const cpu = process.cpuUsage()
    const { accepted } = await desk.clues.import(head, { file, name: 'many.csv', dryRun: false })
    if (accepted !== rows) throw new Error(`${accepted} of ${rows} rows were accepted`)
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(cpu)
    const perSecond = Math.round(rows / seconds)
    say(
      `${name}: ${rows} rows in ${seconds.toFixed(1)} s, processor of this process ${((user + system) / 1e6).toFixed(1)} s`,
    )
    return {
      name: `import/${name}`,
      value: perSecond,
      unit: 'rows/s',
      peer: '',
      peerValue: null,
      ratio: null,
      goal: `≥ ${goal} rows/s of ${rows}`,
      met: perSecond >= goal,
    }
  } finally {
    await desk.close()
    await rm(folder, { recursive: true, force: true })
  }
}
