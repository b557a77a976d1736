/** A demo bureau of its own for a test: a fresh database, a clock that stands still, the register slices built as the application builds them. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { createAudit } from '../../src/audit/service.ts'
import { createDeadlines } from '../../src/deadlines/slice.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { fieldCipher } from '../../src/identity/field-cipher.ts'
import { createIdentity } from '../../src/identity/slice.ts'
import { createLaws } from '../../src/laws/slice.ts'
import { migrations } from '../../src/migrations/index.ts'
import { createDemoBureau } from '../../src/officers/demo-bureau.ts'
import { createOfficers } from '../../src/officers/slice.ts'
import { createParties } from '../../src/parties/slice.ts'
import { ControlledClock, parseInstant } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createViolations } from '../../src/violations/slice.ts'

export interface TestDatabase {
  url: string
  remove(): Promise<void>
}

export type MakeDatabase = () => Promise<TestDatabase>

export async function sqliteFile(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'zhiheng-test-'))
  return {
    url: `sqlite:${join(folder, 'test.db')}`,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A database of its own on the server of `ZHIHENG_TEST_MARIADB`. */
export async function mariadbDatabase(): Promise<TestDatabase> {
  const server = process.env.ZHIHENG_TEST_MARIADB ?? 'mysql://root@127.0.0.1:3306'
  const name = `zh_registers_${randomBytes(4).toString('hex')}`
  const run = async (statement: string) => {
    const connection = await createConnection(server)
    await connection.query(statement)
    await connection.end()
  }
  await run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  return {
    url: `${server.replace('mysql:', 'mariadb:')}/${name}`,
    remove: () => run(`DROP DATABASE ${name}`),
  }
}

export const demoPassword = 'a-password-of-the-tests'
export const monday = parseInstant('2026-03-02T09:00:00+08:00')
export const seedFolder = join(projectRoot(), 'data')

export async function openBureau(make: MakeDatabase = sqliteFile, { startsAt = monday, demo = true } = {}) {
  const { url, remove } = await make()
  const database = openDatabase(url)
  await migrate(database, migrations)
  const clock = new ControlledClock(startsAt)
  const audit = createAudit({ database, clock })
  const identity = createIdentity({ database, clock, audit, seedFolder })
  const officers = createOfficers({ database, clock, audit, identity })
  const cipher = fieldCipher(Buffer.alloc(32, 7))
  const parties = createParties({ database, clock, audit, policy: identity, cipher })
  const laws = createLaws({ database, seedFolder })
  const violations = createViolations({ database, clock, audit, policy: identity, laws, seedFolder, demo })
  const deadlines = createDeadlines({ database, clock, audit, seedFolder })
  await database.write(async (tx) => {
    await laws.seed(tx)
    await violations.seed(tx)
    await deadlines.seed(tx)
  })
  const signIns = await createDemoBureau({
    database,
    clock,
    identity,
    officers,
    seedFolder,
    password: demoPassword,
  })

  /** The actor of a demo account, as a session would give it. */
  async function actor(userName: string): Promise<Actor> {
    const account = (await identity.accounts()).find((one) => one.userName === userName)
    if (!account) throw new Error(`no demo account ${userName}`)
    return {
      accountId: account.id,
      officerId: account.officerId,
      name: account.name,
      roles: account.roles,
      from: 'test',
    }
  }

  return {
    database,
    clock,
    audit,
    identity,
    officers,
    parties,
    laws,
    violations,
    deadlines,
    signIns,
    actor,
    officerId: async (userName: string) => (await actor(userName)).officerId!,
    async close() {
      await database.close()
      await remove()
    },
  }
}

export type Bureau = Awaited<ReturnType<typeof openBureau>>
