/**
 * `mixed-load`: a bureau of 200 people at work over HTTP on MariaDB, for five minutes: officers take cases through the ordinary procedure with its documents, approvers
 * decide, all of them read. Each pauses three seconds on average between two acts.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApplication } from '../../src/application.ts'
import { makeBureau } from '../../src/cli/generate/make-bureau.ts'
import { readShape } from '../../src/cli/generate/shape.ts'
import { createDemoBureau, type DemoSignIn } from '../../src/officers/demo-bureau.ts'
import { legalDay, systemClock } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { mariadbDatabase } from '../../test/databases.ts'
import { startProduct } from '../product.ts'
import { type Bench, round, type Result } from '../result.ts'
import { approver, officer } from './people-at-work.ts'
import { type Request, type Session, signIn } from './session.ts'

const peopleAtWork = 200
/** Of each squad, instead of the demo's few. */
const officersOfSquad = 17
/** Mean pause between two acts of one person, ms. */
const pause = 3_000
const warmUp = 60_000
const goal = 300
const password = 'mixed-load-of-the-bench'

export const mixedLoad: Bench = {
  name: 'mixed-load',
  async run({ quick, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'zhiheng-load-'))
    const store = await mariadbDatabase()
    try {
      const signIns = await furnish(folder, store.url, quick ? 2_000 : 20_000)
      const server = await startProduct(folder, {
        ZHIHENG_DATABASE: store.url,
        ZHIHENG_CACHE_DIR: process.env.ZHIHENG_CACHE ?? join(tmpdir(), 'zhiheng-cache'),
      })
      try {
        return [await measure(server.address, signIns, quick ? 60_000 : 300_000, say)]
      } finally {
        await server.stop()
      }
    } finally {
      await store.drop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** A bureau with its people and the cases of some years. */
async function furnish(folder: string, database: string, cases: number): Promise<DemoSignIn[]> {
  const app = await createApplication(readConfig({}, { dataDir: folder, database, demo: true }), {
    clock: systemClock(),
    log: createLog('error'),
  })
  try {
    const data = join(projectRoot(), 'data')
    const seedFolder = join(folder, 'seed')
    await cp(data, seedFolder, { recursive: true })
    const people = await readFile(join(seedFolder, 'demo-bureau.yaml'), 'utf8')
    await writeFile(
      join(seedFolder, 'demo-bureau.yaml'),
      people.replace(/(post: 执法队员\s+count:) \d+/, `$1 ${officersOfSquad}`),
    )
    await app.seed()
    const signIns = await createDemoBureau({ ...app, seedFolder, password })
    await makeBureau(app, readShape(data), { cases, seed: 'mixed-load', until: legalDay(Date.now()) })
    return signIns
  } finally {
    await app.close()
  }
}

async function measure(
  address: string,
  signIns: DemoSignIn[],
  duration: number,
  say: (line: string) => void,
): Promise<Result> {
  const requests: Request[] = []
  const sessions: Session[] = []
  for (const { userName } of signIns.filter(works).slice(0, peopleAtWork))
    sessions.push(await signIn(address, userName, password, requests))
  say(`${sessions.length} people are at work`)
  const officers = sessions.filter(({ userName }) => isOfficer(userName))
  const acts = sessions.map((session) => {
    if (!isOfficer(session.userName)) return approver(session)
    const squad = officers.filter((one) => one !== session && squadOf(one) === squadOf(session))
    return officer(session, squad[0]!)
  })
  // In the first minute everybody opens a case at once, which no morning is like: it is not counted.
  setTimeout(() => requests.splice(0), warmUp)
  const until = performance.now() + warmUp + duration
  await Promise.all(
    acts.map(async (act) => {
      for (;;) {
        // Exponential, as independent people are; the first pause spreads their beginning.
        await new Promise((resolve) => setTimeout(resolve, -Math.log(1 - Math.random()) * pause))
        if (performance.now() >= until) return
        await act()
      }
    }),
  )
  return report(requests, duration, say)
}

/** Officers, and who has something to decide; not who only administers, and not whose certificate has run out for the demo. */
const works = ({ userName }: DemoSignIn) =>
  userName !== 'squad-10-officer-3' &&
  (userName.startsWith('squad-') || /legal-(head|reviewer)|deputy/.test(userName))
const isOfficer = (userName: string) => userName.includes('-officer-')
const squadOf = ({ userName }: Session) => userName.slice(0, 'squad-00'.length)

function report(requests: Request[], duration: number, say: (line: string) => void): Result {
  // 409: somebody else was faster, or the case had not come there yet; the person is told so.
  const errors = requests.filter(({ status }) => (status >= 400 && status !== 409) || status === 0)
  for (const [what, some] of grouped(requests, ({ what }) => what))
    say(`${what}: ${some.length}, p50 ${percentile(some, 0.5)} ms, p99 ${percentile(some, 0.99)} ms`)
  for (const [said, some] of grouped(errors, ({ what, status }) => `${what} ${status}`))
    say(`error ${said}: ${some.length} times`)
  const conflicts = requests.filter(({ status }) => status === 409).length
  say(`${requests.length} requests, ${round(requests.length / (duration / 1000))}/s, ${conflicts} conflicts`)
  const p99 = percentile(requests, 0.99)
  return {
    name: 'mixed-load/p99',
    value: p99,
    unit: 'ms',
    peer: '',
    peerValue: null,
    ratio: null,
    goal: `p99 ≤ ${goal} ms and no error; ${requests.length} requests, ${errors.length} errors`,
    met: p99 <= goal && errors.length === 0,
  }
}

/** The largest group first. */
function grouped(requests: Request[], by: (request: Request) => string): [string, Request[]][] {
  const groups = new Map<string, Request[]>()
  for (const request of requests) {
    const name = by(request)
    const group = groups.get(name)
    if (group) group.push(request)
    else groups.set(name, [request])
  }
  return [...groups].toSorted(([, a], [, b]) => b.length - a.length)
}

function percentile(requests: Request[], share: number): number {
  const times = requests.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  return round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0, 1)
}
