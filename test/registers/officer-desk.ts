/** A bureau whose officers' files are kept: a fresh one for each test, since days pass in it. */
import { type Actor } from '../../src/identity/actor.ts'
import type { HandledCase } from '../../src/officers/service.ts'
import { legalDay, parseInstant } from '../../src/platform/clock.ts'
import type { WriteTransaction } from '../../src/platform/database/sql.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'

export function officerDesk(make: MakeDatabase) {
  let bureau: Bureau
  let affairs: Actor
  const handled = new Map<string, HandledCase[]>()
  beforeEach(async () => {
    bureau = await openBureau(make)
    affairs = await bureau.actor('general-admin-1')
    handled.clear()
    bureau.officers.useCases({
      handledBy: async (_sql, officerId) => handled.get(officerId) ?? [],
      tellOfLeaving: async () => {},
    })
  })
  afterEach(() => bureau.close())

  const write = <T>(work: (tx: WriteTransaction) => Promise<T>) => bureau.database.write(work)
  const today = () => legalDay(bureau.clock.now())
  const departmentId = async (code: string) =>
    (await bureau.officers.departments()).find((one) => one.code === code)!.id
  /** A day begins. */
  const moveTo = async (day: string, sent: string[][] = []) => {
    bureau.clock.set(parseInstant(`${day}T00:00:00+08:00`))
    await write(async (tx) => {
      await bureau.officers.bringUpToDate(tx)
      await bureau.officers.warnOfExpiry(tx, {
        send: async (_tx, { officerIds, text }) => void sent.push([officerIds.join(), text]),
      })
    })
    return sent
  }
  return {
    get bureau() {
      return bureau
    },
    /** General affairs, who keep the files. */
    get affairs() {
      return affairs
    },
    handled,
    write,
    today,
    departmentId,
    moveTo,
  }
}
