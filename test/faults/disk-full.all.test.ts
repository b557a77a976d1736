/** The disk is full: who asks is told so and loses nothing, and with room again everything goes on by itself. On SQLite and the embedded engine. */
import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'chai'
import { onTheSpot } from '../cases/on-the-spot.ts'
import { sqliteFile } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { caseA, type EvidenceDesk, openEvidenceDesk } from '../evidence/evidence-desk.ts'
import { refusalOf, send } from '../evidence/upload.ts'
import { type BureauAtTheDoor, openBureauAtTheDoor, patrolClue } from './bureau-at-the-door.ts'
import { whileDiskIsFull } from './full-disk.ts'

const officer = 'squad-01-officer-1'

describe('a full disk', () => {
  let door: BureauAtTheDoor
  before(async () => {
    door = await openBureauAtTheDoor({ engine: onEmbedded })
    await door.signIn(officer)
  })
  after(() => door?.close())

  it('refuses what must be written, says what to do, and changes nothing; reading goes on', async () => {
    const { bureau } = door
    const assisting = (await bureau.actor('squad-01-officer-2')).officerId!
    const decision = onTheSpot(bureau.clock.now(), assisting)
    await bureau.quiet()
    const before = await door.rows()
    expect(await door.missing()).to.deep.equal([])
    await whileDiskIsFull(async () => {
      const refused = await door.ask(officer, 'POST', '/summary-cases', decision)
      expect([refused.status, refused.type, refused.retryAfter]).to.deep.equal([
        507,
        'application/problem+json',
        '30',
      ])
      expect(refused.body).to.include({ code: 'storage-full', title: '存储空间已满' })
      expect(refused.body.detail).to.include('没有登记任何内容').and.include('腾出磁盘空间')
      expect(await door.missing()).to.deep.equal(['storage'])
      expect((await door.ready()).status).to.equal(503)
      expect((await door.ask(officer, 'GET', '/cases')).status).to.equal(200)
      expect((await door.ask(officer, 'GET', '/tasks')).status).to.equal(200)
    })
    expect(await door.rows()).to.deep.equal(before)
    const taken = await door.ask(officer, 'POST', '/summary-cases', decision)
    expect(taken.status).to.equal(201)
    expect(taken.body.number, 'no number is skipped').to.match(/第000001号$/)
    await bureau.eventually('people are sent here again', async () => (await door.missing()).length === 0)
  })

  it('gives an Idempotency-Key back, so that the same request is taken once there is room', async () => {
    const clue = patrolClue('满盘时登记的线索')
    const register = () => door.ask(officer, 'POST', '/clues', clue, 'full-1')
    await whileDiskIsFull(async () => {
      expect((await register()).status).to.equal(507)
      expect((await register()).status).to.equal(507)
    })
    const [taken, beside] = await Promise.all([register(), register()])
    // Of two at once, one is told that the other is being worked on, or hears its answer.
    expect([taken.status, beside.status].filter((status) => status !== 201)).to.deep.equal(
      [taken.status, beside.status].includes(409) ? [409] : [],
    )
    expect((await register()).body.clueId).to.equal((taken.status === 201 ? taken : beside).body.clueId)
    const found = await door.ask(officer, 'GET', `/clues?text=${encodeURIComponent(clue.content)}`)
    expect(found.body.items).to.have.length(1)
  })

  it('keeps what was done when only its answer could not be written, and answers it again', async () => {
    const clue = patrolClue('答复没有写下的线索')
    const { database } = door.bureau
    const write = database.write
    let writes = 0
    // The disk fills between the clue and the answer: taking the key and the clue are written, the answer is not.
    database.write = (work) => (++writes === 3 ? whileDiskIsFull(() => write(work)) : write(work))
    const first = await door.ask(officer, 'POST', '/clues', clue, 'full-2')
    database.write = write
    expect(first.status).to.equal(201)
    const again = await door.ask(officer, 'POST', '/clues', clue, 'full-2')
    expect([again.status, again.body.clueId]).to.deep.equal([201, first.body.clueId])
  })

  it('delays what was taken before it was full, and loses none of it', async () => {
    const { bureau } = door
    const lead = await bureau.actor(officer)
    const assisting = await bureau.actor('squad-01-officer-2')
    const { body: clue } = await door.ask(officer, 'POST', '/clues', patrolClue('开案时磁盘满'))
    const opening = {
      clueId: clue.clueId,
      leadOfficerId: lead.officerId,
      assistingOfficerIds: [assisting.officerId],
    }
    bureau.holdOutbox()
    const opened = door.ask(officer, 'POST', '/cases', opening)
    await bureau.eventually('the act is on record', async () => (await bureau.outbox.waiting()).length > 0)
    await whileDiskIsFull(async () => {
      bureau.releaseOutbox()
      await setTimeout(500)
      expect(await bureau.outbox.waiting()).to.have.length(1)
    })
    const { status, body } = await opened
    expect([status, body.state]).to.deep.equal([201, 'effective'])
    expect(await bureau.task(lead, 'enter-case', body.caseId)).to.include({ state: 'open' })
  })
})

describe('a disk that fills while evidence is uploaded', () => {
  let desk: EvidenceDesk
  before(async () => {
    desk = await openEvidenceDesk(sqliteFile)
  })
  after(() => desk?.close())

  it('breaks the upload off, which then goes on from there', async function () {
    this.timeout(60_000)
    const film = Buffer.concat([
      Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
      Buffer.alloc(12_000_000, 7),
    ])
    const about = { caseId: caseA, name: '执法记录.mp4', type: 'video/mp4' }
    const begun = await send(desk, film, { ...about, chunk: 4_000_000, until: 4_000_000 })
    const room = 9_000_000
    const refused = await whileDiskIsFull(
      () => send(desk, film, { ...about, url: begun.url }).then(() => undefined, refusalOf),
      room,
    )
    expect(refused).to.include({ status: 507 })
    expect(refused!.body).to.include({ code: 'storage-full' })
    const [file] = (await desk.filesIn('uploads')).filter((path) => path.endsWith(begun.id))
    expect(file, 'what has come is kept').to.be.a('string')
    const rest = await send(desk, film, { ...about, url: begun.url })
    expect(rest.complete).to.equal(true)
    const { body } = await desk.ask('GET', `/uploads/${begun.id}`)
    expect(body).to.include({
      state: 'arrived',
      sha256: createHash('sha256').update(film).digest('hex'),
    })
  })

  it('leaves nothing of an upload whose first request finds no room', async () => {
    const film = Buffer.concat([
      Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
      Buffer.alloc(12_000_000, 7),
    ])
    const encoded = (text: string) => Buffer.from(text).toString('base64')
    const headers = {
      authorization: officer,
      'tus-resumable': '1.0.0',
      'upload-length': String(film.byteLength),
      'upload-metadata': `caseId ${encoded(caseA)},filename ${encoded('短片.mp4')},filetype ${encoded('video/mp4')}`,
      'content-type': 'application/offset+octet-stream',
    }
    const begin = () => fetch(`${desk.address}/api/v1/uploads`, { method: 'POST', headers, body: film })
    const left = async () => [
      await desk.database.sql.all("SELECT id FROM evidence_uploads WHERE state = 'receiving'"),
      await desk.filesIn('uploads'),
    ]
    const before = await left()
    const refused = await whileDiskIsFull(begin, 9_000_000)
    expect([refused.status, ((await refused.json()) as { code: string }).code]).to.deep.equal([
      507,
      'storage-full',
    ])
    expect(await left()).to.deep.equal(before)
    expect((await begin()).status).to.equal(201)
  })

  it('takes in nothing half-way when there is no room for a file', async () => {
    const film = Buffer.from(`\0\0\0\x18ftypmp42\0\0\0\0mp42isom${'x'.repeat(5_000)}`, 'latin1')
    const about = { caseId: caseA, name: '短片.mp4', type: 'video/mp4' }
    const blobs = await desk.filesIn('blobs')
    const refused = await whileDiskIsFull(() => send(desk, film, about).then(() => undefined, refusalOf))
    expect(refused).to.include({ status: 507 })
    expect(await desk.filesIn('blobs')).to.deep.equal(blobs)
    expect((await send(desk, film, about)).complete).to.equal(true)
  })
})
