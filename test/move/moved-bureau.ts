/** No test of its own: a bureau on the embedded engine that stops, and the same bureau opened again where it was moved to. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { moveBureau } from '../../src/cli/move/move-bureau.ts'
import { openSides, type Sides } from '../../src/cli/move/sides.ts'
import type { Config } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { openWholeBureau, type WholeBureau } from '../cases/whole-bureau.ts'
import { type MakeDatabase, sqliteFile, type ThrowAway } from '../databases.ts'
import { onEmbedded, type StartEngine } from '../engine-under-test.ts'

export interface Leaving {
  bureau: WholeBureau
  store: ThrowAway
  /** Once every background job is done: what is open then waits for a person, a message or an instant. */
  rest(): Promise<void>
  /** Stops the server; its database, files and keys stay. */
  stop(): Promise<void>
  /** @returns the two sides as `zhiheng move` would open them. */
  sidesTo(config: Config): Promise<Sides>
  drop(): Promise<void>
}

/** The bureau's database outlives the bureau: `drop` removes it. */
const lasting = (store: ThrowAway) => async () => ({ url: store.url, drop: async () => {} })

export async function openBureauThatLeaves({
  workers = 'in-process',
}: { workers?: Config['workers'] } = {}): Promise<Leaving> {
  const store = await sqliteFile()
  return leaving(await openWholeBureau({ engine: onEmbedded, make: lasting(store), workers }), store)
}

async function leaving(bureau: WholeBureau, store: ThrowAway): Promise<Leaving> {
  const work = await mkdtemp(join(tmpdir(), 'zhiheng-move-'))
  const files = join(work, 'data')
  const { config, clock } = bureau
  let running = true
  const rest = async () => {
    await bureau.eventually('no job is left', async () => {
      await bureau.quiet()
      const jobs = await bureau.database.sql.all("SELECT 1 FROM engine_row WHERE kind = 'job'")
      return jobs.length === 0
    })
  }
  const stop = async () => {
    if (!running) return
    running = false
    await bureau.quiet()
    await cp(config.dataDir, files, { recursive: true })
    await bureau.close()
  }
  return {
    bureau,
    store,
    rest,
    stop,
    async sidesTo(to) {
      if (!running) await cp(files, to.dataDir, { recursive: true })
      return openSides({ ...config, dataDir: to.dataDir }, to, { clock, log: createLog('silent') })
    },
    async drop() {
      await stop()
      await store.drop()
      await rm(work, { recursive: true, force: true })
    },
  }
}

/** Moves a stopped bureau and opens it there; it may leave again. */
export async function openMoved(
  old: Leaving,
  {
    engine,
    make,
    before,
  }: { engine: StartEngine; make: MakeDatabase; before?: (sides: Sides, config: Config) => Promise<void> },
): Promise<Leaving> {
  const store = await make()
  const bureau = await openWholeBureau({
    engine,
    make: lasting(store),
    startsAt: old.bureau.clock.now(),
    async prepare(config) {
      const sides = await old.sidesTo(config)
      try {
        await before?.(sides, config)
        await moveBureau(sides)
      } finally {
        await sides.close()
      }
    },
  })
  return leaving(bureau, store)
}
