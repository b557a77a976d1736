/** The database goes away in the middle and comes back: MariaDB behind a line that is cut, the embedded engine. */
import { setTimeout } from 'node:timers/promises'
import { expect } from 'chai'
import { onTheSpot } from '../cases/on-the-spot.ts'
import { officerAtWork } from '../cases/officer-at-work.ts'
import { citizen, ordinaryForms } from '../cases/ordinary-forms.ts'
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type BureauAtTheDoor, openBureauAtTheDoor, patrolClue } from './bureau-at-the-door.ts'
import { type SeverableLine, severableLine } from './severable-line.ts'

const officer = 'squad-01-officer-1'

describe('a database that goes away', () => {
  let line: SeverableLine
  let door: BureauAtTheDoor
  before(async function () {
    this.timeout(120_000)
    door = await openBureauAtTheDoor({
      engine: onEmbedded,
      async make() {
        const direct = await mariadbDatabase()
        const address = new URL(direct.url)
        line = await severableLine(`${address.hostname}:${address.port || 3306}`)
        address.host = line.address
        return { url: address.href, drop: direct.drop }
      },
    })
    await door.signIn(officer)
  })
  after(async () => {
    await door?.close()
    await line?.close()
  })
  afterEach(() => line.restore())

  it('is told with the time to come back, leaves nothing half-way, and is found again', async () => {
    const { bureau } = door
    const assisting = (await bureau.actor('squad-01-officer-2')).officerId!
    const decision = onTheSpot(bureau.clock.now(), assisting)
    await bureau.quiet()
    const before = await door.rows()
    expect(await door.missing()).to.deep.equal([])
    await line.cut()
    for (let asked = 0; asked < 20; asked++) {
      const refused = await door.ask(officer, 'POST', '/summary-cases', decision)
      expect([refused.status, refused.type, refused.retryAfter, refused.body.code]).to.deep.equal([
        503,
        'application/problem+json',
        '5',
        'database-unavailable',
      ])
    }
    const ready = await door.ready()
    expect([ready.status, ready.body.reasons[0].part]).to.deep.equal([503, 'database'])
    await line.restore()
    expect(await door.missing()).to.deep.equal([])
    expect(await door.rows()).to.deep.equal(before)
    const taken = await door.ask(officer, 'POST', '/summary-cases', decision)
    expect([taken.status, taken.body.number.slice(-7)]).to.deep.equal([201, '000001号'])
  })

  it('in the middle of a transaction takes it back, and the same Idempotency-Key is taken afterwards', async () => {
    const clue = patrolClue('登记到一半数据库断开')
    const register = () => door.ask(officer, 'POST', '/clues', clue, 'gone-1')
    const { database } = door.bureau
    const write = database.write
    let writes = 0
    // The key is taken; the clue's transaction is cut off before its commit.
    database.write = (work) =>
      write(async (tx) => {
        if (++writes === 2) tx.beforeCommit(() => line.cut())
        return work(tx)
      })
    const refused = await register()
    database.write = write
    expect([refused.status, refused.body.code]).to.deep.equal([503, 'database-unavailable'])
    expect((await register()).status).to.equal(503)
    await line.restore()
    // A commit whose answer was lost may stand: then nobody knows, and the person is told to look.
    const again = await register()
    const { body } = await door.ask(officer, 'GET', `/clues?text=${encodeURIComponent(clue.content)}`)
    if (again.status === 201) {
      expect(body.items).to.have.length(1)
      expect((await register()).body.clueId).to.equal(again.body.clueId)
    } else expect([again.status, again.body.code]).to.deep.equal([409, 'conflict'])
  })

  it('delays an act that is on record, whose job and next task follow by themselves', async function () {
    this.timeout(60_000)
    const { bureau } = door
    const lead = await bureau.actor(officer)
    const assisting = await bureau.actor('squad-01-officer-2')
    const { body: clue } = await door.ask(officer, 'POST', '/clues', patrolClue('开案时数据库断开'), 'gone-2')
    bureau.holdOutbox()
    const opened = door.ask(
      officer,
      'POST',
      '/cases',
      {
        clueId: clue.clueId,
        leadOfficerId: lead.officerId,
        assistingOfficerIds: [assisting.officerId],
      },
      'gone-3',
    )
    await bureau.eventually('the act is on record', async () => (await bureau.outbox.waiting()).length > 0)
    // And its commit has been answered.
    await setTimeout(200)
    await line.cut()
    bureau.releaseOutbox()
    await setTimeout(1_000)
    await line.restore()
    const { status, body } = await opened
    expect(status, JSON.stringify(body)).to.be.oneOf([201, 202])
    const { caseId } = body
    await bureau.task(lead, 'enter-case', caseId)
    expect(
      (await bureau.database.sql.all('SELECT 1 FROM cases WHERE clue_id = ?', [clue.clueId])).length,
    ).to.equal(1)

    // And in the middle of the work of its jobs.
    const { party } = await bureau.database.write((tx) =>
      bureau.parties.findOrCreate(tx, lead, citizen, caseId),
    )
    const forms = ordinaryForms({
      partyId: party.id,
      recorder: assisting.officerId!,
      now: bureau.clock.now(),
      person: citizen,
    })
    const { fill, approve } = officerAtWork(bureau, { caseId, lead, assisting, forms })
    await fill('enter-case')
    await line.cut()
    await setTimeout(500)
    await line.restore()
    await approve()
    await fill('draft-filing')
    await approve()
    await line.cut()
    await setTimeout(1_500)
    await line.restore()
    const number = await bureau.eventually('the case is filed', async () => {
      await bureau.advance(11_000)
      return (await bureau.cases.page(lead, caseId)).case.number ?? undefined
    })
    expect(number).to.match(/第000001号$/)
    expect(await bureau.database.sql.all("SELECT message FROM incidents WHERE state = 'open'")).to.deep.equal(
      [],
    )
    // Who asks for jobs rests a second after a fault: what is left comes by itself.
    await bureau.eventually('nothing waits', async () => {
      await bureau.quiet()
      return (await bureau.outbox.waiting()).length === 0
    })
  })
})
