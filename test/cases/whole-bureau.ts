/**
 * The whole product for a test that asks its services: the demo bureau, a clock that stands still, the real models on the engine under test. By default
 * documents are printed as empty pages.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApplication } from '../../src/application.ts'
import type { DocumentRenderer } from '../../src/documents/renderer.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { readModels } from '../../src/models.ts'
import { ControlledClock } from '../../src/platform/clock.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import type { FormData, TaskView } from '../../src/tasks/index.ts'
import { type MakeDatabase, sqliteFile } from '../databases.ts'
import type { StartEngine } from '../engine-under-test.ts'
import { demoActor, monday } from '../registers/bureau.ts'
import { firstStart } from './first-start.ts'
import { paperlessRenderer } from './paperless-renderer.ts'

export async function openWholeBureau({
  engine: startEngine,
  make = sqliteFile,
  workers = 'in-process',
  demo = true,
  startsAt = monday,
  prepare,
  adapt,
  renderer = paperlessRenderer(),
}: {
  engine: StartEngine
  make?: MakeDatabase
  workers?: Config['workers']
  /** Without it, the people are the demo bureau's all the same, but its licence to cite what nobody has confirmed is not there. */
  demo?: boolean
  startsAt?: number
  /** Before the product is built: what its database and folder hold already. */
  prepare?: (config: Config) => Promise<void>
  /** Changes a model; what it changed is deployed as a new version, as a process designer would. */
  adapt?: (name: string, content: string) => string
  renderer?: DocumentRenderer
}) {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-cases-'))
  const store = await make()
  const engine = await startEngine(startsAt)
  const clock = new ControlledClock(startsAt)
  const config = readConfig({}, { dataDir: folder, database: store.url, demo, workers, ...engine.settings })
  // Whoever prepares begins before the first start; the broker has to see it.
  const before =
    make === sqliteFile && config.engine === 'embedded' && !prepare
      ? await firstStart(startsAt, demo)
      : undefined
  await before?.writeTo(folder, store.url)
  await prepare?.(config)
  const app = await createApplication(config, {
    clock,
    log: createLog((process.env.ZHIHENG_TEST_LOG ?? 'silent') as Config['logLevel']),
    renderer,
  })
  // A test can hold back what is dispatched, so that something else comes first.
  let held: (() => void) | undefined
  const listen = app.outbox.onAdded.bind(app.outbox)
  app.outbox.onAdded = (listener) => listen(() => (held ? (held = listener) : listener()))
  const made = (await app.start()) ?? before ?? (await app.makeDemoBureau())
  if (adapt) {
    const changed = readModels(projectRoot())
      .map(({ name, content }) => ({ name, content: adapt(name, content), before: content }))
      .filter(({ content, before }) => content !== before)
    if (changed.length > 0)
      await app.link.engine.deploy(changed.map(({ name, content }) => ({ name, content })))
  }

  const move = async (milliseconds: number) => {
    clock.advance(milliseconds)
    await engine.moveTo(clock.now())
    movedAt = performance.now()
  }
  let movedAt = 0

  /**
   * Until nothing is left to do without an input. A broker shows what a jump of its clock has set off a little later; and what is on its way when the clock
   * jumps once more, a job to its worker above all, is lost until long after the test.
   */
  const quiet = async () => {
    const since = performance.now() - movedAt
    if (config.engine === 'zeebe' && since < 700)
      await new Promise((resolve) => setTimeout(resolve, 700 - since))
    await app.quiet()
  }

  /**
   * A broker whose clock stands still never looks again at a timer that was set for an instant already past: time passes a little while a test waits. A job
   * that was lost on its way to its worker comes again when its lock of a minute ends, which on such a clock would be never.
   */
  const passTime = async (waited: number) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (config.engine !== 'zeebe') return
    if (waited % 15_000 === 14_980) await move(61_000)
    else if (waited % 1_000 === 980) await move(200)
  }

  /** Milliseconds that a test waits for something to come about: a long poll that a clock's jump has cut off is made anew after half a minute. */
  const patience = config.engine === 'zeebe' ? 60_000 : 15_000

  const whole = {
    ...app,
    clock,
    /** Of every person of the bureau; not known of one that was there before. */
    password: made?.password ?? '',
    actor: (userName: string) => demoActor(app.identity, userName),

    quiet,
    /** Moves the clocks of the bureau and of the engine. */
    async advance(milliseconds: number): Promise<void> {
      if (config.engine === 'zeebe') await quiet()
      await move(milliseconds)
    },

    holdOutbox() {
      held = () => {}
    },
    releaseOutbox() {
      const listener = held
      held = undefined
      listener?.()
    },

    /** Until the verdict of the engine is there; @throws Error when it is void. */
    async settled({ ticket }: { ticket: string }): Promise<void> {
      const settlement = await app.outbox.settled(ticket, 10_000)
      if (settlement?.outcome !== 'effective') throw new Error(`not effective: ${JSON.stringify(settlement)}`)
    },

    /** The open task of an element that the person may do, as soon as it is there. */
    async task(actor: Actor, elementId: string, caseId: string): Promise<TaskView> {
      let seen: TaskView[] = []
      for (let waited = 0; waited < patience; waited += 20) {
        seen = (await app.tasks.mine(actor, { caseId })).items.filter(({ state }) => state === 'open')
        const found = seen.find((one) => one.elementId === elementId)
        if (found) return found
        await passTime(waited)
      }
      const all = await app.tasks.ofCase(caseId)
      const incidents = await app.database.sql.all<{ element_id: string; message: string }>(
        "SELECT element_id, message FROM incidents WHERE state = 'open'",
      )
      throw new Error(
        `${actor.name} has no task ${elementId}; theirs: ${seen.map((one) => one.elementId).join()}; open: ${all.map((one) => one.elementId).join()}; incidents: ${JSON.stringify(incidents)}`,
      )
    },

    async complete(actor: Actor, elementId: string, caseId: string, data: FormData): Promise<void> {
      const { userTaskKey } = await whole.task(actor, elementId, caseId)
      await whole.settled(
        await app.tasks.complete(actor, userTaskKey, data).catch((error: Error & { fields?: object[] }) => {
          throw Object.assign(error, {
            message: `${elementId}: ${error.message} ${JSON.stringify(error.fields ?? [])}`,
          })
        }),
      )
    },

    /** Until something holds. */
    async eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
      for (let waited = 0; waited < patience; waited += 20) {
        const found = await look()
        if (found !== undefined && found !== false) return found
        await passTime(waited)
      }
      const incidents = await app.database.sql.all(
        "SELECT element_id, message FROM incidents WHERE state = 'open'",
      )
      throw new Error(`never: ${what}; incidents: ${JSON.stringify(incidents)}`)
    },

    async close() {
      await app.close()
      await engine.stop()
      await store.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return whole
}

export type WholeBureau = Awaited<ReturnType<typeof openWholeBureau>>
