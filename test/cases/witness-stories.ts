/** A notice to another person than the party (行政处罚法 第五十五条) is served on that person, over HTTP: not through the party's family, with a receipt of their own. */
import { expect } from 'chai'
import { caseRoutes } from '../../src/cases/routes.ts'
import type { RunningServer } from '../../src/http/server.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import { serveRoutes } from '../serve-routes.ts'
import { type Play, startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

interface Answer {
  documentId: string
  code: string
  detail: string
  fields: { path: string; message: string }[]
  documents: {
    id: string
    name: string
    addressee: string | null
    state: string
    attempts: { proofId: string }[]
  }[]
}

const day = 86_400_000

export function witnessStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let server: RunningServer
  let play: Play
  before(async function () {
    this.timeout(120_000)
    bureau = await open()
    play = await startCase(bureau)
    await play.file()
    server = await serveRoutes({
      routes: caseRoutes(bureau),
      authenticate: () => Promise.resolve(play.lead),
      clock: bureau.clock,
    })
  })
  after(async () => {
    await server?.close()
    await bureau?.close()
  })

  const at = (later = 0) => isoInstant(bureau.clock.now() + later)
  async function ask(method: string, path: string, body?: object) {
    const response = await fetch(`${server.address}/api/v1/cases/${play.caseId}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  const summon = async (person: string) =>
    (
      await ask('POST', '/papers/interview-notice', {
        person,
        at: at(day),
        place: '示例县综合行政执法局 203 室',
        about: '店外占道经营的情况',
      })
    ).body.documentId
  const serve = (documentIds: string[], more: object) =>
    ask('POST', '/service-attempts', {
      way: 'in-person',
      documentIds,
      outcome: 'served',
      at: at(),
      place: '示例县解放路 8 号',
      ...more,
    })
  const faultOf = async (attempt: ReturnType<typeof serve>) => {
    const { status, body } = await attempt
    return [status, body.fields[0]!.path, body.fields[0]!.message]
  }
  const page = async () => (await ask('GET', '/service')).body.documents
  const proofOf = async (documentId: string) => {
    const { attempts } = (await page()).find(({ id }) => id === documentId)!
    return (await bureau.documents.html(play.lead, attempts.at(-1)!.proofId)).toString()
  }

  it('is addressed to the witness, who takes it in, or somebody of theirs', async () => {
    const [party, witness] = [await summon('张三丰'), await summon('王五')]
    expect((await page()).map(({ id, addressee }) => [id, addressee])).to.deep.equal([
      [party, null],
      [witness, '王五'],
    ])
    // What the party agreed to, and who the party's people are, says nothing about the witness.
    expect(await faultOf(serve([witness], { recipient: '张三丰' }))).to.deep.equal([
      422,
      'recipient',
      '受送达人是王五；由他人代收的，写明与王五的关系',
    ])
    expect(
      (await faultOf(serve([witness], { recipient: '王小二', recipientRelation: '当事人的店员' })))[1],
    ).to.equal('recipientRelation')
    expect(
      await faultOf(serve([witness], { way: 'electronic', channel: '13800000000', recipient: '王五' })),
    ).to.deep.equal([422, 'channel', '送达地址确认书是当事人签的，不适用于王五'])
    expect(await faultOf(serve([party, witness], { recipient: '王五' }))).to.deep.equal([
      422,
      'documentIds.1',
      '受送达人不是同一人，应当分别送达、分别填写送达回证',
    ])
    expect((await serve([witness], { recipient: '王五' })).status).to.equal(201)
    expect((await serve([party], { recipient: '张三丰' })).status).to.equal(201)
    expect((await page()).map(({ state }) => state)).to.deep.equal(['served', 'served'])
    const [ofParty, ofWitness] = [await proofOf(party), await proofOf(witness)]
    expect(ofWitness).to.match(/受送达人<\/th><td[^>]*>王五</)
    expect(ofWitness).not.to.match(/受送达人<\/th><td[^>]*>张三丰/)
    expect(ofParty).to.match(/受送达人<\/th><td[^>]*>张三丰</)
  })

  it('may be taken in by the witness’s own family, and is not announced', async () => {
    const [one, two] = [await summon('赵六'), await summon('钱七')]
    expect((await serve([one], { recipient: '赵小六', recipientRelation: '同住成年家属' })).status).to.equal(
      201,
    )
    for (const way of ['in-person', 'mail'])
      expect(
        (
          await serve([two], {
            way,
            outcome: 'failed',
            reason: '无人',
            trackingNumber: '示例-1',
            sentOn: at().slice(0, 10),
          })
        ).status,
      ).to.equal(201)
    const announced = await ask('POST', '/announcements', {
      documentIds: [two],
      reason: '下落不明',
      content: '接受询问',
    })
    expect([announced.status, announced.body.detail]).to.deep.equal([
      409,
      '受送达人钱七不是当事人，不能公告送达；另行约定询问或者提供的时间',
    ])
  })
}
