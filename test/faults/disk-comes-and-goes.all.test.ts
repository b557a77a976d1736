/** A disk that is full again and again while a case is worked on, on SQLite and the embedded engine: mostly waiting. */
import { setTimeout } from 'node:timers/promises'
import { expect } from 'chai'
import { faultBelow, StorageFull } from '../../src/platform/faults.ts'
import { startCase } from '../cases/officer-at-work.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { openWholeBureau, type WholeBureau } from '../cases/whole-bureau.ts'
import { whileDiskIsFull } from './full-disk.ts'

const officer = 'squad-01-officer-1'

describe('a disk that is full again and again', () => {
  let bureau: WholeBureau
  before(async () => {
    bureau = await openWholeBureau({ engine: onEmbedded })
  })
  after(() => bureau?.close())

  it('lets each step of a case be done once', async function () {
    this.timeout(150_000)
    let over = false
    /** Milliseconds for which there is room: more on a slow machine, or no step would ever come to its end. */
    let room = 180
    const comesAndGoes = (async () => {
      while (!over) {
        await whileDiskIsFull(() => setTimeout(120))
        await setTimeout(room)
        // What failed waits a while by the engine's clock.
        await bureau.advance(11_000)
      }
    })()
    /** As a person does who is told that nothing was taken. */
    const persist = async <T>(step: () => Promise<T>): Promise<T> => {
      for (;;) {
        try {
          return await step()
        } catch (error) {
          if (!(faultBelow(error) instanceof StorageFull)) throw error
          room = Math.min(room * 1.1, 3_000)
          await setTimeout(50)
        }
      }
    }
    try {
      const { caseId, fill, decide } = await persist(() => startCase(bureau))
      for (const form of ['enter-case', 'draft-filing']) {
        await persist(() => fill(form))
        for (const tier of ['squad-01-legal', 'squad-01-head', 'legal-reviewer-1', 'general-deputy-a'])
          await persist(() => decide(tier, { decision: 'agree', opinion: '同意' }))
      }
      over = true
      await comesAndGoes
      await bureau.eventually('the case is filed', async () => {
        await bureau.advance(11_000)
        const { number } = (await bureau.cases.page(await bureau.actor(officer), caseId)).case
        return number !== null
      })
      await bureau.quiet()
      const issued = (await bureau.documents.ofCase(bureau.database.sql, caseId)).filter(
        ({ state }) => state === 'issued',
      )
      expect(new Set(issued.map(({ kind }) => kind)).size).to.equal(issued.length)
      expect(
        await bureau.database.sql.all("SELECT message FROM incidents WHERE state = 'open'"),
      ).to.deep.equal([])
      // Who asks for jobs rests a second after a fault: what is left comes by itself.
      await bureau.eventually('nothing waits', async () => {
        await bureau.quiet()
        return (await bureau.outbox.waiting()).length === 0
      })
    } finally {
      over = true
      await comesAndGoes
    }
  })
})
