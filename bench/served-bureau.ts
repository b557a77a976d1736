/** The demo bureau on a database of its own, behind HTTP in this process: what a request takes holds client and server. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Application, createApplication } from '../src/application.ts'
import { ControlledClock } from '../src/platform/clock.ts'
import { readConfig } from '../src/platform/config.ts'
import { createLog } from '../src/platform/log.ts'
import { askOverHttp } from '../test/api/ask-over-http.ts'
import type { ThrowAway } from '../test/databases.ts'
import { demoPassword, monday } from '../test/registers/bureau.ts'
import { percentileOf } from './registers/percentile.ts'
import { round } from './result.ts'

export interface ServedBureau {
  app: Application
  /** @returns the answer's body. @throws Error where it is none of 200. */
  get<Body>(userName: string, path: string): Promise<Body>
  /** Milliseconds within which that share of requests was answered, in the best of the rounds: what else the machine does in a second shows in the slowest ones. */
  percentile(share: number, userName: string, path: string): Promise<number>
  close(): Promise<void>
}

const rounds = 5
/** Requests of one round. */
const requests = 200

export async function servedBureau(
  { url, drop }: ThrowAway,
  say: (line: string) => void,
): Promise<ServedBureau> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-bench-'))
  const app = await createApplication(readConfig({}, { dataDir: folder, database: url, demo: true }), {
    clock: new ControlledClock(monday),
    log: createLog('silent'),
  })
  await app.seed()
  await app.makeDemoBureau(demoPassword)
  const { ask, signIn, close } = await askOverHttp({ ...app, password: demoPassword })
  const tokens = new Map<string, string>()

  async function get<Body>(userName: string, path: string): Promise<Body> {
    const token = tokens.get(userName) ?? (await signIn(userName))
    tokens.set(userName, token)
    const { status, text } = await ask('GET', path, { token })
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`)
    return JSON.parse(text) as Body
  }

  return {
    app,
    get,
    async percentile(share, userName, path) {
      for (let warm = 0; warm < 20; warm++) await get(userName, path)
      const cpu = process.cpuUsage()
      const found: number[] = []
      for (let at = 0; at < rounds; at++)
        found.push(await percentileOf(share, requests, () => get(userName, path)))
      const { user, system } = process.cpuUsage(cpu)
      const each = (user + system) / 1000 / rounds / requests
      const best = Math.min(...found)
      say(
        `${userName} ${path}: p${share * 100} ${found.map((one) => round(one, 1)).join(' ')} ms, processor of this process ${round(each)} ms each`,
      )
      return best
    },
    async close() {
      await close()
      await app.close()
      await drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
