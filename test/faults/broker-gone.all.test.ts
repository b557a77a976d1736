/** The broker goes away and comes back, and so does the Redis of its feed: each behind a line that is cut. What was done stays `submitted` meanwhile. */
import { setTimeout } from 'node:timers/promises'
import { expect } from 'chai'
import { startCase } from '../cases/officer-at-work.ts'
import { onZeebe } from '../engine-under-test.ts'
import { type BureauAtTheDoor, openBureauAtTheDoor, patrolClue } from './bureau-at-the-door.ts'
import { type SeverableLine, severableLine } from './severable-line.ts'

const officer = 'squad-01-officer-1'

describe('a broker that goes away', () => {
  const lines: { gateway?: SeverableLine; rest?: SeverableLine; redis?: SeverableLine } = {}
  let door: BureauAtTheDoor
  before(async function () {
    this.timeout(180_000)
    door = await openBureauAtTheDoor({
      async engine(startsAt) {
        const direct = await onZeebe(startsAt)
        const { zeebeGateway, zeebeRest, redisUrl } = direct.settings as Record<string, string>
        lines.gateway = await severableLine(zeebeGateway!)
        lines.rest = await severableLine(new URL(zeebeRest!).host)
        lines.redis = await severableLine(new URL(redisUrl!).host)
        return {
          ...direct,
          settings: {
            ...direct.settings,
            zeebeGateway: lines.gateway.address,
            zeebeRest: `http://${lines.rest.address}`,
            redisUrl: `redis://${lines.redis.address}`,
          },
        }
      },
    })
    await door.signIn(officer)
  })
  after(async () => {
    await door?.close()
    for (const line of Object.values(lines)) await line.close()
  })

  const incidents = () => door.bureau.database.sql.all("SELECT message FROM incidents WHERE state = 'open'")
  const jobsTwice = () =>
    door.bureau.database.sql.all(
      "SELECT case_id, kind FROM documents WHERE state = 'issued' GROUP BY case_id, kind, number HAVING COUNT(*) > 1",
    )

  it('leaves what was done submitted, and it takes effect when the broker is back', async function () {
    this.timeout(180_000)
    const { bureau } = door
    const lead = await bureau.actor(officer)
    const assisting = await bureau.actor('squad-01-officer-2')
    const { body: clue } = await door.ask(officer, 'POST', '/clues', patrolClue('开案时引擎断开'))
    await bureau.quiet()
    expect(await door.missing()).to.deep.equal([])
    await lines.gateway!.cut()
    await lines.rest!.cut()
    const opening = {
      clueId: clue.clueId,
      leadOfficerId: lead.officerId,
      assistingOfficerIds: [assisting.officerId],
    }
    const opened = await door.ask(officer, 'POST', '/cases', opening, 'broker-1')
    expect([opened.status, opened.body.state]).to.deep.equal([202, 'submitted'])
    expect(await door.missing()).to.deep.equal(['engine'])
    expect((await door.ask(officer, 'POST', '/cases', opening, 'broker-1')).body).to.deep.equal(opened.body)
    await lines.gateway!.restore()
    await lines.rest!.restore()
    await bureau.eventually('the act takes effect', async () => {
      const { body } = await door.ask(officer, 'GET', opened.body.status.replace('/api/v1', ''))
      return body.state === 'effective'
    })
    await bureau.task(lead, 'enter-case', opened.body.caseId)
    expect(await door.missing()).to.deep.equal([])
    const cases = await bureau.database.sql.all('SELECT 1 FROM cases WHERE clue_id = ?', [clue.clueId])
    expect(cases).to.have.length(1)
  })

  it('or the Redis of its feed, while a case is worked on: nothing is lost, nothing done twice', async function () {
    this.timeout(180_000)
    const { bureau } = door
    const { caseId, fill, approve } = await startCase(bureau)
    const away = async (line: SeverableLine, milliseconds: number) => {
      await line.cut()
      await setTimeout(milliseconds)
      await line.restore()
    }
    const redisAway = away(lines.redis!, 3_000)
    await setTimeout(200)
    expect(await door.missing()).to.deep.equal(['engine'])
    await fill('enter-case').catch((error: Error) => {
      // No task is seen while nothing is heard of the broker.
      if (!/has no task/.test(error.message)) throw error
    })
    await redisAway
    await approve()
    await bureau.task(await bureau.actor(officer), 'draft-filing', caseId)
    const brokerAway = Promise.all([away(lines.gateway!, 4_000), away(lines.rest!, 4_000)])
    await fill('draft-filing')
    await brokerAway
    await approve()
    await bureau.eventually(
      'the case is filed',
      async () => (await bureau.cases.page(await bureau.actor(officer), caseId)).case.number ?? undefined,
    )
    await bureau.eventually('nothing waits', async () => {
      await bureau.quiet()
      return (await bureau.outbox.waiting()).length === 0
    })
    expect(await incidents()).to.deep.equal([])
    expect(await jobsTwice()).to.deep.equal([])
    expect(await door.missing()).to.deep.equal([])
  })
})
