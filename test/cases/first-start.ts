/** What the first start of a bureau leaves on SQLite, made once in a process and written out for each test: migrations, laws, people and models take longer than what most tests do with them. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { createApplication } from '../../src/application.ts'
import { ControlledClock } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { paperlessRenderer } from './paperless-renderer.ts'

export interface FirstStart {
  /** Of every person of the bureau. */
  password: string
  /** Makes a new bureau's data folder and database what they were after the first start. */
  writeTo(dataDir: string, database: string): Promise<void>
}

const made = new Map<string, Promise<FirstStart>>()

/** @param startsAt epoch ms; a bureau that starts at another instant, or without the demo's licence, is another one. */
export function firstStart(startsAt: number, demo: boolean): Promise<FirstStart> {
  const kind = `${startsAt} ${demo}`
  const found = made.get(kind) ?? makeOne(startsAt, demo)
  made.set(kind, found)
  return found
}

async function makeOne(startsAt: number, demo: boolean): Promise<FirstStart> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-first-start-'))
  const dataDir = join(folder, 'data')
  const file = join(folder, 'database', 'zhiheng.db')
  await mkdir(dataDir)
  await mkdir(dirname(file))
  const app = await createApplication(
    readConfig({}, { dataDir, database: `sqlite:${file}`, demo, workers: 'none', engine: 'embedded' }),
    { clock: new ControlledClock(startsAt), log: createLog('silent'), renderer: paperlessRenderer() },
  )
  const { password } = ((await app.start()) ?? (await app.makeDemoBureau()))!
  await app.quiet()
  await app.close()
  const data = await contents(dataDir)
  const database = await contents(dirname(file))
  await rm(folder, { recursive: true })
  return {
    password,
    async writeTo(target, databaseUrl) {
      for (const [name, content] of data) {
        await mkdir(dirname(join(target, name)), { recursive: true })
        await writeFile(join(target, name), content, { mode: 0o600 })
      }
      // Part of it may still be in its write-ahead log; the index of that is made anew.
      for (const ending of ['', '-wal']) {
        const content = database.get(`zhiheng.db${ending}`)
        if (content) await writeFile(`${databaseUrl.replace(/^sqlite:/, '')}${ending}`, content)
      }
    },
  }
}

async function contents(folder: string): Promise<Map<string, Buffer>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  )
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }): Promise<[string, Buffer]> => {
        const path = join(parentPath, name)
        return [relative(folder, path), await readFile(path)]
      }),
    ),
  )
}
