/** An officer whose certificate 行政执法证 runs out in the middle of a case is named on no further document, until it is renewed or another takes the place. */
import { expect } from 'chai'
import { systemActor } from '../../src/identity/actor.ts'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import type { Problem } from '../../src/platform/problem.ts'
import { type Play, startCase } from './officer-at-work.ts'
import { onTheSpot } from './on-the-spot.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

export function certificateStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  before(async function () {
    this.timeout(120_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(90_000)
    await certify((await bureau.actor('squad-01-officer-2')).officerId!, 400)
    play = await startCase(bureau)
    await play.file()
  })

  const today = () => legalDay(bureau.clock.now())
  const refusal = (act: Promise<unknown>) =>
    act.then(
      () => undefined,
      (error: Problem) => ({ code: error.code, status: error.status, detail: error.message }),
    )
  /** The one certificate of the officer, good until so many days from now. */
  async function certify(officerId: string, days: number): Promise<void> {
    await bureau.database.write(async (tx) => {
      const held = await tx.sql.all<{ id: string }>(
        "SELECT id FROM officer_certificates WHERE officer_id = ? AND kind = 'enforcement' AND withdrawn_on IS NULL",
        [officerId],
      )
      for (const { id } of held)
        await bureau.officers.withdrawCertificate(tx, systemActor('test'), id, '换证')
      await bureau.officers.recordCertificate(tx, systemActor('test'), officerId, {
        kind: 'enforcement',
        issuer: '示例市人民政府',
        number: `示例-${officerId.slice(-8)}-${days}-${bureau.clock.now()}`,
        validFrom: addDays(today(), -30),
        validTo: addDays(today(), days),
      })
    })
  }
  const expire = () => certify(play.assisting.officerId!, -1)
  const tryFill = async (elementId: string, change = {}) => {
    const { userTaskKey } = await bureau.task(play.lead, elementId, play.caseId)
    return refusal(bureau.tasks.complete(play.lead, userTaskKey, { ...play.forms[elementId], ...change }))
  }

  it('is refused on the form whose document would name the officer: who, since when, what to do', async () => {
    await play.investigate()
    await play.fill('serve-correction-order')
    await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    await expire()
    const told = await tryFill('draft-investigation-report')
    expect(told).to.include({ code: 'certificate-expired', status: 409 })
    for (const word of [
      play.assisting.name,
      addDays(today(), -1),
      '换发的新证',
      '更换办案人员',
      '第四十二条',
    ])
      expect(told!.detail).to.include(word)
    // What was issued while it was good stands.
    const { documents } = await bureau.cases.page(play.lead, play.caseId)
    expect(documents.find(({ kind }) => kind === 'inspection-record')!.state).to.equal('issued')
    expect((await bureau.documents.html(play.lead, documents[0]!.id)).length).to.be.greaterThan(0)
    await certify(play.assisting.officerId!, 365)
    await play.fill('draft-investigation-report')
  }).timeout(90_000)

  it('asks of a record that it was good on the day of the record', async () => {
    const at = (later: number) => isoInstant(bureau.clock.now() + later)
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
    await bureau.advance(2 * day)
    // It ran out yesterday; the inspection was the day before.
    await expire()
    const of = (startedAt: string, endedAt: string) => ({ startedAt, endedAt })
    expect((await tryFill('inspect-scene', of(at(-1000), at(-1))))?.code).to.equal('certificate-expired')
    await play.fill('inspect-scene', of(at(-2 * day), at(-2 * day + 1)))
    await bureau.eventually('the record is issued', async () =>
      (await bureau.cases.page(play.lead, play.caseId)).documents.some(
        ({ kind, state }) => kind === 'inspection-record' && state === 'issued',
      ),
    )
  }).timeout(90_000)

  it('is refused on a paper and on a side flow, but the officer can be replaced', async () => {
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
    await expire()
    const paper = await refusal(
      bureau.cases.drawUpPaper(play.lead, play.caseId, 'evidence-provision-notice', {
        person: '张三丰',
        until: addDays(today(), 5),
        place: '示例县综合行政执法局 203 室',
        items: [{ name: '营业执照复印件' }],
      }),
    )
    expect(paper?.code, paper?.detail).to.equal('certificate-expired')
    const extension = { reason: '当事人外出，尚未取得陈述', days: 30 }
    const asked = await refusal(bureau.cases.requestSideFlow(play.lead, play.caseId, 'extension', extension))
    expect(asked?.code, asked?.detail).to.equal('certificate-expired')
    const successor = await bureau.actor('squad-01-officer-3')
    const { ticket } = await bureau.cases.requestSideFlow(play.lead, play.caseId, 'change-of-officers', {
      officerId: play.assisting.officerId!,
      successorId: successor.officerId!,
      reason: '执法证到期',
    })
    await bureau.settled({ ticket })
    await play.approve(['squad-01-head'])
    await bureau.eventually('another handles the case', async () =>
      (await bureau.cases.page(play.lead, play.caseId)).officers.some(
        ({ officerId }) => officerId === successor.officerId,
      ),
    )
    await play.fill('inspect-scene', { recorder: successor.officerId! })
  }).timeout(90_000)

  it('holds up a document that was approved before, and lets it go on by itself once it is renewed', async () => {
    await play.investigate()
    await play.fill('serve-correction-order')
    await play.fill('draft-investigation-report')
    await expire()
    await play.approve()
    const [incident] = await bureau.eventually('the report waits', async () => {
      const found = await bureau.database.sql.all<{ message: string }>(
        "SELECT * FROM incidents WHERE state = 'open'",
      )
      return found.length > 0 && found
    })
    expect(incident!.message).to.include(play.assisting.name)
    await bureau.cases.retryStopped()
    await certify(play.assisting.officerId!, 365)
    await bureau.cases.retryStopped()
    await bureau.task(await bureau.actor('legal-reviewer-2'), 'legal-review', play.caseId)
    expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
  }).timeout(90_000)

  it('is refused on the spot', async () => {
    await expire()
    const told = await refusal(
      bureau.cases.decideOnTheSpot(play.lead, onTheSpot(bureau.clock.now(), play.assisting.officerId!)),
    )
    expect(told).to.include({ code: 'certificate-expired', status: 409 })
    expect(told!.detail).to.include('更换')
  })
}
