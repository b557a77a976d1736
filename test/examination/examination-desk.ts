/** A case that is decided with all its tiers, another with goods in the store, and the auditor's page over HTTP. */
import { examinationRoutes } from '../../src/examination/routes.ts'
import type { BureauExamination, CaseExamination } from '../../src/examination/index.ts'
import type { RunningServer } from '../../src/http/server.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { legalDay } from '../../src/platform/clock.ts'
import type { Play } from '../cases/officer-at-work.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { fruit, openStore, returned, type Store } from '../property/store.ts'
import { decidedCase } from '../remedies/decided-case.ts'
import { serveRoutes } from '../serve-routes.ts'

export const auditor = 'supervision-supervisor-1'

export function examinationDesk(open: () => Promise<WholeBureau>) {
  let bureau: WholeBureau
  let server: RunningServer
  let play: Play
  let store: Store
  let itemId: string
  const people = new Map<string, Actor>()

  before(async function () {
    this.timeout(240_000)
    bureau = await open()
    const names = [
      auditor,
      'squad-01-officer-1',
      'general-director',
      'general-admin-1',
      'general-statistician',
    ]
    for (const name of names) people.set(name, await bureau.actor(name))
    server = await serveRoutes({
      routes: examinationRoutes(bureau),
      authenticate: (request) => Promise.resolve(people.get(request.get('x-person') ?? '')),
      clock: bureau.clock,
    })
    play = await decidedCase(bureau)
    await play.photograph()
    store = await openStore(bureau)
    const { measureId, itemIds } = await store.take([fruit])
    itemId = itemIds[0]!
    await store.store(itemId)
    const { requestId, releaseId } = await store.releaseOf(measureId, [{ itemId, quantity: '12.5' }])
    await store.close(requestId, 'agreed')
    const particulars = returned(bureau.clock.now())
    await bureau.property.giveOut(store.keeper, releaseId, { itemId, quantity: '12.5', particulars })
    await bureau.quiet()
  })
  after(async () => {
    await server?.close()
    await bureau?.close()
  })

  async function ask<Answer>(path: string, who = auditor): Promise<{ status: number; body: Answer }> {
    const response = await fetch(`${server.address}/api/v1/audit/${path}`, { headers: { 'x-person': who } })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  const ofCase = async (caseId = play.caseId) => (await ask<CaseExamination>(`cases/${caseId}`)).body
  const today = () => legalDay(bureau.clock.now())
  const ofBureau = async () =>
    (await ask<BureauExamination>(`bureau?from=${today().slice(0, 4)}-01-01&to=${today()}`)).body

  return {
    get bureau() {
      return bureau
    },
    get play() {
      return play
    },
    get store() {
      return store
    },
    get itemId() {
      return itemId
    },
    ask,
    ofCase,
    ofBureau,
    /** What both pages find while a row says something else; it is put back afterwards. */
    async whileTampered(
      table: string,
      key: { column: string; value: string },
      change: { [column: string]: string | number | null },
      look: () => Promise<void>,
    ): Promise<void> {
      const { sql } = bureau.database
      const [before] = await sql.all<{ [column: string]: string | number | null }>(
        `SELECT * FROM ${table} WHERE ${key.column} = ?`,
        [key.value],
      )
      const columns = Object.keys(change)
      const set = (row: { [column: string]: string | number | null }) =>
        bureau.database.write((tx) =>
          tx.sql.run(
            `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${key.column} = ?`,
            [...columns.map((column) => row[column]!), key.value],
          ),
        )
      await set(change)
      try {
        await look()
      } finally {
        await set(before!)
      }
    },
  }
}
