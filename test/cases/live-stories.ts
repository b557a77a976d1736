/** Who looks at a list over HTTP is told when it has changed, and nobody else is. */
import { Readable } from 'node:stream'
import { expect } from 'chai'
import { createServerApplication } from '../../src/http/application-server.ts'
import { listen, type RunningServer } from '../../src/http/server.ts'
import { startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

interface Heard {
  id: number
  event: string
  subject: string
  state: string
}

export function liveStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let server: RunningServer
  const ends: (() => void)[] = []
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    server = await listen(createServerApplication(bureau, 'test'), '127.0.0.1', 0)
  })
  after(async () => {
    for (const end of ends) end()
    await server?.close()
    await bureau?.close()
  })

  async function listenAs(userName: string, after?: number): Promise<Heard[]> {
    const api = `${server.address}/api/v1`
    const session = await fetch(`${api}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName, password: bureau.password }),
    })
    const { token } = (await session.json()) as { token: string }
    const gone = new AbortController()
    ends.push(() => gone.abort())
    const stream = await fetch(`${api}/live${after === undefined ? '' : `?after=${after}`}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: gone.signal,
    })
    expect(stream.status).to.equal(200)
    expect(stream.headers.get('content-type')).to.match(/^text\/event-stream/)
    const heard: Heard[] = []
    let begun = () => {}
    const beat = new Promise<void>((resolve) => (begun = resolve))
    void (async () => {
      let text = ''
      for await (const piece of Readable.fromWeb(stream.body! as never).setEncoding(
        'utf8',
      ) as AsyncIterable<string>) {
        text += piece
        begun()
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const fields = new Map(
            text
              .slice(0, end)
              .split('\n')
              .map((line) => line.split(/: (.*)/, 2) as [string, string]),
          )
          text = text.slice(end + 2)
          if (!fields.has('event')) continue
          const data = JSON.parse(fields.get('data')!) as Pick<Heard, 'subject' | 'state'>
          heard.push({ id: Number(fields.get('id')), event: fields.get('event')!, ...data })
        }
      }
    })().catch(() => {})
    await beat
    return heard
  }

  it('tells the officers of a case of its tasks, their reviewer of theirs, and a stranger of nothing', async () => {
    const [officer, colleague, reviewer, stranger] = await Promise.all(
      ['squad-01-officer-1', 'squad-01-officer-2', 'squad-01-legal', 'squad-02-officer-1'].map((userName) =>
        listenAs(userName),
      ),
    )
    const play = await startCase(bureau)
    const { userTaskKey } = await bureau.task(play.lead, 'enter-case', play.caseId)
    await bureau.eventually('the officer hears of the open task', async () =>
      officer!.some(({ subject, state }) => subject === userTaskKey && state === 'open'),
    )
    await bureau.settled(await bureau.tasks.claim(play.lead, userTaskKey))
    await bureau.eventually('the colleague hears that it changed', async () => {
      const of = colleague!.filter(({ subject }) => subject === userTaskKey)
      return of.length >= 2
    })
    await play.fill('enter-case')
    await bureau.eventually('the colleague hears that it is done', async () =>
      colleague!.some(({ subject, state }) => subject === userTaskKey && state === 'completed'),
    )
    const review = await bureau.task(await bureau.actor('squad-01-legal'), 'review', play.caseId)
    await bureau.eventually('the reviewer hears of the review', async () =>
      reviewer!.some(({ event, subject }) => event === 'task' && subject === review.userTaskKey),
    )
    expect(officer!.map(({ subject }) => subject)).not.to.include(review.userTaskKey)
    expect(reviewer!.map(({ subject }) => subject)).not.to.include(userTaskKey)
    expect(stranger).to.deep.equal([])
  })

  it('goes on after the last event that was heard, each change once, and says when some were missed', async () => {
    const first = await listenAs('squad-01-legal', 0)
    await bureau.eventually('what was there is told', async () => first.length > 0)
    const again = await listenAs('squad-01-legal', first.at(-1)!.id)
    const { officerId } = await bureau.actor('squad-01-legal')
    await bureau.database.write((tx) =>
      bureau.tasks.notifications.send(tx, { officerIds: [officerId!], kind: 'notice', text: '请查看' }),
    )
    await bureau.eventually('the notification is heard', async () =>
      again.some(({ event, state }) => event === 'notification' && state === 'unread'),
    )
    await bureau.eventually('by the first as well', async () =>
      first.some(({ event }) => event === 'notification'),
    )
    for (const heard of [first, again]) {
      const ids = heard.map(({ id }) => id)
      expect(new Set(ids).size).to.equal(ids.length)
    }
    expect(again.map(({ subject }) => subject)).to.have.length(1)
    await bureau.database.write(({ sql }) =>
      sql.run('DELETE FROM live_changes WHERE seq <= ?', [first[0]!.id]),
    )
    const late = await listenAs('squad-01-legal', first[0]!.id)
    await bureau.eventually('what was missed is said', async () => late[0]?.event === 'reset')
  })
}
