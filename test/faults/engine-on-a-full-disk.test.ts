/**
 * The embedded engine whose batch finds no room, in the middle of its statements (the database may grow no more) or at its commit (the disk takes no more):
 * what it has answered stands, what it has not has left nothing, in its memory neither.
 */
import { setTimeout } from 'node:timers/promises'
import { expect } from 'chai'
import { Unavailable } from '../../src/engine/port.ts'
import { faultBelow, StorageFull } from '../../src/platform/faults.ts'
import * as bpmn from '../engine/models.ts'
import { openEngine, type TestEngine } from '../engine/open-engine.ts'
import { replay, storedRows, wholeLog } from '../engine/replay.ts'
import { whileDiskIsFull } from './full-disk.ts'

const one = bpmn.model('one', bpmn.chain(bpmn.start(), bpmn.serviceTask('work'), bpmn.end()))

/** SQLite's own way of being full: no page more than there are. */
async function whileDatabaseMayNotGrow<T>({ database }: TestEngine, work: () => Promise<T>): Promise<T> {
  // The limit is the connection's: the only one that writes here.
  const most = (pages: number) =>
    database.write(async ({ sql }) => void (await sql.all(`PRAGMA max_page_count = ${pages}`)))
  await most(1)
  try {
    return await work()
  } finally {
    await most(4_294_967_294)
  }
}

const kinds: [string, (test: TestEngine, work: () => Promise<void>) => Promise<void>][] = [
  ['a database that may grow no more', whileDatabaseMayNotGrow],
  ['a disk that takes no more', (_test, work) => whileDiskIsFull(work)],
]

describe('the embedded engine', () => {
  for (const [name, whileFull] of kinds)
    it(`on ${name} keeps what it answered and nothing else, and goes on with room again`, async () => {
      const test = await openEngine()
      const payload = 'x'.repeat(20_000)
      const answered: string[] = []
      const refused: unknown[] = []
      const begin = (id: string) =>
        test.engine.execute({ verb: 'createInstance', processId: 'one', variables: { id, payload } }).then(
          ({ processInstanceKey }) => void answered.push(processInstanceKey),
          (error: unknown) => void refused.push(error),
        )
      try {
        await test.engine.deploy([one])
        for (let round = 0; round < 3; round++) {
          await Promise.all(['a', 'b', 'c'].map((letter) => begin(`${letter}${round}`)))
          await whileFull(test, async () => {
            for (let n = 0; n < 3; n++) {
              await Promise.all([begin(`full-${round}-${n}`), begin(`beside-${round}-${n}`)])
              await setTimeout(10)
            }
          })
        }
        expect(refused, 'it was full indeed').to.not.be.empty
        for (const error of refused) {
          expect(error).to.be.instanceOf(Unavailable)
          expect(faultBelow(error)).to.be.instanceOf(StorageFull)
        }
        await test.engine.idle()
        expect(new Set(answered).size).to.equal(answered.length)
        expect((await test.engine.counts()).instances).to.equal(answered.length)
        const jobs = await test.engine.activateJobs({
          type: 'work',
          worker: 'test',
          timeout: 60_000,
          maxJobs: 100,
        })
        expect(jobs.map(({ processInstanceKey }) => processInstanceKey).sort()).to.deep.equal(answered.sort())
        for (const { key } of jobs) await test.engine.execute({ verb: 'completeJob', jobKey: key })
        expect((await test.engine.counts()).instances).to.equal(0)
        expect(await replay(await wholeLog(test.database))).to.deep.equal(await storedRows(test.database))
      } finally {
        await test.close()
      }
    })
})
