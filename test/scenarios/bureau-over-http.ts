/** The whole product on a database of its own, reached as its people reach it: over HTTP, each with a session of their own. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mariadbDatabase, sqliteFile } from '../databases.ts'
import { onEmbedded, onZeebe } from '../engine-under-test.ts'
import { createApplication } from '../../src/application.ts'
import { createServerApplication } from '../../src/http/application-server.ts'
import { listen } from '../../src/http/server.ts'
import { ControlledClock, parseInstant } from '../../src/platform/clock.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import type { Sql } from '../../src/platform/database/sql.ts'
import { createLog } from '../../src/platform/log.ts'
import { inEpoch } from '../instants.ts'

export interface Setting {
  engine: 'embedded' | 'zeebe'
  database: 'sqlite' | 'mariadb'
}

export interface Reply<Body> {
  status: number
  type: string
  body: Body
}

/** One person's session. */
export interface Person {
  userName: string
  get<Body>(path: string): Promise<Reply<Body>>
  post<Body>(path: string, body: unknown, headers?: { [name: string]: string }): Promise<Reply<Body>>
  patch<Body>(path: string, body: unknown, headers?: { [name: string]: string }): Promise<Reply<Body>>
  /** The body is a file. */
  upload<Body>(path: string, bytes: Buffer): Promise<Reply<Body>>
  /** The bytes behind an address. */
  bytes(path: string): Promise<Buffer>
}

export interface BureauOverHttp {
  now(): number
  /** Resolves when nothing is left to do without an input. */
  quiet(): Promise<void>
  /** The facts themselves, for what has no door. */
  sql: Sql
  /** Moves the clocks of the bureau and of the engine forward. */
  advance(milliseconds: number): Promise<void>
  /** Lets a fifth of a second pass on a broker's clock, which only tests move; the embedded engine needs no time. */
  moment(): Promise<void>
  /** Signs in, once. */
  as(userName: string): Promise<Person>
  /** Nobody: without a session. */
  stranger: Person
  /** The server is stopped and another begun on what the first left; people stay signed in. */
  restart(settings?: Partial<Config>): Promise<void>
  close(): Promise<void>
}

/** A Monday morning in a year whose holidays are known. */
const aMonday = parseInstant('2026-03-02T09:30:00+08:00')

export async function openBureauOverHttp(
  { engine, database }: Setting,
  startsAt = aMonday,
  settings: Partial<Config> = {},
): Promise<BureauOverHttp> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-scenario-'))
  const store = await (database === 'sqlite' ? sqliteFile() : mariadbDatabase())
  const underTest = await (engine === 'zeebe' ? onZeebe : onEmbedded)(startsAt)
  const config = readConfig(
    {},
    {
      dataDir: folder,
      // Unpacked fonts are worth keeping between runs.
      cacheDir: process.env.ZHIHENG_CACHE ?? join(tmpdir(), 'zhiheng-cache'),
      database: store.url,
      demo: true,
      ...underTest.settings,
      ...settings,
    },
  )
  const clock = new ControlledClock(startsAt)
  const boot = async (changed: Partial<Config> = {}) => {
    const app = await createApplication({ ...config, ...changed }, { clock, log: createLog('error') })
    const made = await app.start()
    return { app, made, server: await listen(createServerApplication(app, 'scenario'), '127.0.0.1', 0) }
  }
  let running = await boot()
  const { password } = running.made!
  const stop = async ({ server, app }: typeof running) => {
    await server.close()
    await app.close()
  }
  const people = new Map<string, Promise<Person>>()

  function person(userName: string, token?: string): Person {
    let session = token
    const send = (method: string, path: string, body?: unknown, headers: { [name: string]: string } = {}) =>
      fetch(`${running.server.address}/api/v1${path}`, {
        method,
        headers: {
          ...headers,
          ...(session !== undefined && { authorization: `Bearer ${session}` }),
          ...(body !== undefined && {
            'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json',
          }),
        },
        ...(body !== undefined && {
          body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
        }),
      })
    const call = async (...request: Parameters<typeof send>): Promise<Response> => {
      const response = await send(...request)
      if (response.status !== 401 || session === undefined) return response
      // The clock has moved beyond the session's end: the person signs in anew.
      session = await newSession(userName)
      return send(...request)
    }
    const reply = async <Body>(response: Response): Promise<Reply<Body>> => ({
      status: response.status,
      type: response.headers.get('content-type')?.split(';')[0] ?? '',
      body: (response.status === 204 ? undefined : inEpoch(await response.json())) as Body,
    })
    return {
      userName,
      get: async (path) => reply(await call('GET', path)),
      post: async (path, body, headers) => reply(await call('POST', path, body, headers)),
      patch: async (path, body, headers) => reply(await call('PATCH', path, body, headers)),
      upload: async (path, bytes) => reply(await call('POST', path, bytes)),
      bytes: async (path) => Buffer.from(await (await call('GET', path)).arrayBuffer()),
    }
  }

  async function newSession(userName: string): Promise<string> {
    const { status, body } = await person(userName).post<{ token: string }>('/session', {
      userName,
      password,
    })
    if (status !== 201) throw new Error(`${userName} cannot sign in: ${JSON.stringify(body)}`)
    return body.token
  }
  const signIn = async (userName: string) => person(userName, await newSession(userName))

  return {
    now: () => clock.now(),
    quiet: () => running.app.quiet(),
    get sql() {
      return running.app.database.sql
    },
    async advance(milliseconds) {
      clock.advance(milliseconds)
      await underTest.moveTo(clock.now())
    },
    async moment() {
      if (config.engine !== 'zeebe') return
      clock.advance(200)
      await underTest.moveTo(clock.now())
    },
    as(userName) {
      const known = people.get(userName) ?? signIn(userName)
      people.set(userName, known)
      return known
    },
    stranger: person('nobody'),
    async restart(changed) {
      await stop(running)
      running = await boot(changed)
    },
    async close() {
      await stop(running)
      await underTest.stop()
      await store.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
