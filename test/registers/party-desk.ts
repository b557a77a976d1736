/** A bureau with the register of parties, an officer who enters them and a head who approves. */
import { type Actor, systemActor } from '../../src/identity/actor.ts'
import type { NewParty } from '../../src/parties/service.ts'
import { Problem } from '../../src/platform/problem.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'

/** A number of an invented person with the right check character. */
export function citizenNumber(serial: number): string {
  const body = `33038119800101${String(serial).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return body + '10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(body[at]), 0) % 11]
}
export function partyDesk(make: MakeDatabase) {
  let bureau: Bureau
  let officer: Actor
  let head: Actor
  before(async () => {
    bureau = await openBureau(make)
    officer = await bureau.actor('squad-01-officer-1')
    head = await bureau.actor('squad-01-head')
  })
  after(() => bureau.close())

  const write = <T>(work: Parameters<typeof bureau.database.write<T>>[0]) => bureau.database.write(work)
  const add = async (party: NewParty) =>
    (await write((tx) => bureau.parties.findOrCreate(tx, officer, party))).party
  const messagesOf = async (promise: Promise<unknown>) => {
    try {
      await promise
    } catch (error) {
      if (error instanceof Problem) return error.fields.map(({ path, message }) => `${path}：${message}`)
      throw error
    }
    return []
  }
  const record = (partyId: string, caseId: string, decidedOn = '2026-01-05') =>
    write((tx) =>
      bureau.parties.addRecord(tx, systemActor('test'), {
        partyId,
        violationCode: 'SR-001',
        decidedOn,
        fineFen: 10_000,
        caseId,
      }),
    )
  return {
    get bureau() {
      return bureau
    },
    get officer() {
      return officer
    },
    get head() {
      return head
    },
    write,
    add,
    messagesOf,
    record,
  }
}
