/** The S3-compatible store of files goes away: who asks for what needs a file is told so, nothing is half done, and with the store back everything goes on by itself. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { onTheSpot } from '../cases/on-the-spot.ts'
import { startCase } from '../cases/officer-at-work.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { objectServerKey, type ObjectServer, startObjectServer } from '../evidence/object-server.ts'
import { type BureauAtTheDoor, openBureauAtTheDoor } from './bureau-at-the-door.ts'
import { type SeverableLine, severableLine } from './severable-line.ts'

const officer = 'squad-01-officer-1'

describe('a store of files that is gone', () => {
  let folder: string
  let store: ObjectServer
  let line: SeverableLine
  let door: BureauAtTheDoor
  let onTheSpotCase: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhiheng-store-gone-'))
    const secret = join(folder, 'secret')
    await writeFile(secret, objectServerKey.secretAccessKey)
    store = await startObjectServer()
    line = await severableLine(new URL(store.endpoint).host)
    const engine: typeof onEmbedded = async (startsAt) => {
      const embedded = await onEmbedded(startsAt)
      return {
        ...embedded,
        settings: {
          ...embedded.settings,
          storage: 's3',
          s3Endpoint: `http://${line.address}`,
          s3Bucket: 'evidence',
          s3AccessKeyId: objectServerKey.accessKeyId,
          s3SecretKeyFile: secret,
        },
      }
    }
    door = await openBureauAtTheDoor({ engine })
    await door.signIn(officer)
  })
  after(async () => {
    await door?.close()
    await line?.close()
    await store?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('refuses a decision on the spot, whose paper could not be kept; once it is back, the number is the first', async () => {
    const assisting = (await door.bureau.actor('squad-01-officer-2')).officerId!
    const decision = onTheSpot(door.bureau.clock.now(), assisting)
    const decide = () => door.ask(officer, 'POST', '/summary-cases', decision, 'spot-1')
    const before = await door.rows()
    expect([(await door.ready()).status, await door.missing()]).to.deep.equal([200, []])
    await line.cut()
    const unready = await door.ready()
    expect([unready.status, unready.body.reasons]).to.deep.equal([
      503,
      [{ part: 'file-store', detail: unready.body.reasons[0].detail }],
    ])
    expect(unready.body.reasons[0].detail).to.include('文件存储没有答复')
    const refused = await decide()
    expect([refused.status, refused.type, refused.retryAfter]).to.deep.equal([
      503,
      'application/problem+json',
      '5',
    ])
    expect(refused.body).to.include({ code: 'file-store-unavailable', title: '文件存储暂时不可用' })
    expect(refused.body.detail).to.include('没有登记任何内容')
    expect(await door.rows()).to.deep.equal(before)
    expect((await door.ask(officer, 'GET', '/tasks')).status, 'what needs no file goes on').to.equal(200)
    await line.restore()
    expect(await door.missing()).to.deep.equal([])
    const taken = await decide()
    expect([taken.status, taken.body.number.slice(-7)]).to.deep.equal([201, '000001号'])
    onTheSpotCase = taken.body.caseId
  })

  it('delays a document that a case issues by itself, and tells who wants to read one', async () => {
    const { bureau } = door
    const { caseId, fill, approve } = await startCase(bureau)
    await fill('enter-case')
    await approve()
    await fill('draft-filing')
    await bureau.quiet()
    await line.cut()
    await approve()
    const [issued] = (await bureau.documents.ofCase(bureau.database.sql, onTheSpotCase)).filter(
      ({ state }) => state === 'issued',
    )
    const read = () => door.ask(officer, 'GET', `/documents/${issued!.id}/pdf`)
    const unread = await read()
    expect([unread.status, unread.body.code]).to.deep.equal([503, 'file-store-unavailable'])
    expect((await bureau.cases.page(await bureau.actor(officer), caseId)).case.number).to.equal(null)
    await line.restore()
    expect((await read()).status).to.equal(200)
    await bureau.eventually('the approval is filed under its number', async () => {
      await bureau.advance(11_000)
      return (await bureau.cases.page(await bureau.actor(officer), caseId)).case.number !== null
    })
    await bureau.quiet()
    expect(await bureau.database.sql.all("SELECT message FROM incidents WHERE state = 'open'")).to.deep.equal(
      [],
    )
  })
})
