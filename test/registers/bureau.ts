/** A demo bureau of its own for a test: a fresh database, a clock that stands still, the register slices built as the application builds them. */
import { join } from 'node:path'
import type { Actor } from '../../src/identity/actor.ts'
import { type FieldCipher, fieldCipher } from '../../src/identity/field-cipher.ts'
import type { OidcSettings } from '../../src/identity/oidc.ts'
import type { Identity } from '../../src/identity/service.ts'
import { migrations } from '../../src/migrations/index.ts'
import { ControlledClock, parseInstant } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createRegisters } from '../../src/registers.ts'
import { type MakeDatabase, sqliteFile } from '../databases.ts'

export const demoPassword = 'a-password-of-the-tests'
export const monday = parseInstant('2026-03-02T09:00:00+08:00')

/** The actor of a demo account, as a session would give it. */
export async function demoActor(identity: Identity, userName: string): Promise<Actor> {
  const account = (await identity.accounts()).find((one) => one.userName === userName)
  if (!account) throw new Error(`no demo account ${userName}`)
  const { id: accountId, officerId, name, roles } = account
  return { accountId, officerId, name, roles, from: 'test' }
}

export async function openBureau(
  make: MakeDatabase = sqliteFile,
  {
    startsAt = monday,
    demo = true,
    oidc,
    cipher = fieldCipher(Buffer.alloc(32, 7)),
    seedFolder = join(projectRoot(), 'data'),
  }: {
    startsAt?: number
    demo?: boolean
    oidc?: OidcSettings
    cipher?: FieldCipher
    /** Another `data/`. */
    seedFolder?: string
  } = {},
) {
  const { url, drop } = await make()
  const database = openDatabase(url)
  await migrate(database, migrations)
  const clock = new ControlledClock(startsAt)
  const registers = createRegisters({
    database,
    clock,
    cipher,
    seedFolder,
    templatesFolder: join(seedFolder, '..', 'templates'),
    demo,
    oidc,
  })
  await registers.seed()
  const { signIns } = (await registers.makeDemoBureau(demoPassword))!

  const actor = (userName: string) => demoActor(registers.identity, userName)

  return {
    database,
    clock,
    ...registers,
    signIns,
    actor,
    officerId: async (userName: string) => (await actor(userName)).officerId!,
    async close() {
      await database.close()
      await drop()
    },
  }
}

export type Bureau = Awaited<ReturnType<typeof openBureau>>
