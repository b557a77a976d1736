/** The door that the pages knock on: the same through HTTP, with what it refuses. */
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { type BureauOverHttp, openBureauOverHttp, type Person } from '../scenarios/bureau-over-http.ts'

interface Refusal {
  code: string
  fields: { path: string; message: string }[]
}

export function propertyOverHttp(database: 'sqlite' | 'mariadb'): void {
  let bureau: BureauOverHttp
  let lead: Person
  let keeper: Person
  let caseId: string
  let officerIds: string[]

  before(async function () {
    this.timeout(180_000)
    bureau = await openBureauOverHttp({ engine: 'embedded', database })
    lead = await bureau.as('squad-01-officer-1')
    keeper = await bureau.as('property-keeper-1')
    const me = async (person: Person) => (await person.get<{ officerId: string }>('/me')).body.officerId
    officerIds = [await me(lead), await me(await bureau.as('squad-01-officer-2'))]
    const { clueId } = (
      await lead.post<{ clueId: string }>('/clues', {
        source: 'patrol',
        place: '示例县人民路 12 号',
        content: '店外占道经营',
      })
    ).body
    const opened = await lead.post<{ caseId: string }>('/cases', {
      clueId,
      leadOfficerId: officerIds[0],
      assistingOfficerIds: officerIds.slice(1),
    })
    caseId = opened.body.caseId
  })
  after(() => bureau?.close())

  const measure = {
    kind: 'seizure',
    reason: '物品可能灭失',
    basis: '行政强制法 第二十二条',
    place: '示例县人民路 12 号',
  }
  const site = (quantity = '2.5') => ({
    at: bureau.now(),
    place: '示例县人民路 12 号',
    officerIds,
    partyPresent: true,
    statement: '',
    course: '出示证件，当场清点',
    items: [{ name: '苹果', kind: '食品', specification: '', quantity, unit: '公斤', photoIds: [] }],
  })

  it('seizes on the spot, takes in, shows, and says what is due', async () => {
    const taken = await lead.post<{ measureId: string; itemIds: string[] }>(
      `/cases/${caseId}/measures/on-the-spot`,
      {
        ...measure,
        execution: site(),
      },
    )
    expect(taken.status).to.equal(201)
    const {
      measureId,
      itemIds: [itemId],
    } = taken.body
    const entry = { warehouse: 'w2', shelf: 'C-01', quantity: '2.5' }
    expect((await lead.post(`/property-items/${itemId}/entry`, entry)).status).to.equal(403)
    expect((await keeper.post(`/property-items/${itemId}/entry`, entry)).status).to.equal(204)
    expect((await keeper.post(`/property-items/${itemId}/entry`, entry)).status).to.equal(409)
    const list = await keeper.get<{ items: object[] }>(
      '/property-items?warehouse=w2&state=stored&overdue=false',
    )
    expect(list.body.items).to.have.length(1)
    expect(list.body.items[0]).to.include({
      number: '涉物〔2026〕第000001号',
      quantity: '2.5',
      onShelf: '2.5',
      unit: '公斤',
      ownerName: null,
      warehouseName: '第二暂扣仓库（危险、易腐物品）',
      shelf: 'C-01',
      measureId,
    })
    const page = await keeper.get<{ ledger: { kind: string }[]; measure: { requests: object[] } }>(
      `/property-items/${itemId}`,
    )
    expect(page.body.ledger.map(({ kind }) => kind)).to.deep.equal(['entry'])
    const due = await lead.get<{ items: { what: string; left: string }[] }>('/property/due')
    expect(due.body.items.map(({ what }) => what)).to.deep.equal(['report', 'disposal'])
    const reported = await lead.post<{ state: string; requestId: string }>(
      `/measures/${measureId}/applications`,
      {
        reason: '情况紧急，当场扣押',
      },
    )
    expect([reported.status, reported.body.state]).to.deep.equal([201, 'effective'])
    const shown = await lead.get<{ requests: { state: string }[] }>(`/measures/${measureId}`)
    expect(shown.body.requests.map(({ state }) => state)).to.deep.equal(['pending'])
    const labels = await keeper.bytes(`/property-labels?items=${itemId}&form=single`)
    const label = (await PDFDocument.load(labels)).getPage(0).getSize()
    expect([Math.round(label.width), Math.round(label.height)]).to.deep.equal([198, 105])
    // On the roll of a portable printer: as wide as its head, cut at the end (GS V).
    const strips = await keeper.bytes(`/property-labels?items=${itemId}&form=roll&width=58&as=escpos`)
    expect(strips.readUInt16LE(6), 'bytes of a row').to.equal(384 / 8)
    expect(strips.subarray(-4).toString('latin1')).to.equal('\x1dVB\0')
    const wide = await keeper.bytes(`/property-labels?items=${itemId}&form=roll&width=80&as=png`)
    expect(wide.readUInt32BE(16), 'pixels across').to.equal(576)
    expect((await keeper.get<{ units: object }>('/warehouses')).body.units).to.include({ 公斤: 3 })
  }).timeout(60_000)

  it('says what is wrong, in the field where it is wrong', async () => {
    const wrong = await lead.post<Refusal>(`/cases/${caseId}/measures/on-the-spot`, {
      ...measure,
      execution: site('二斤'),
    })
    expect([wrong.status, wrong.body.fields]).to.deep.equal([
      422,
      [{ path: 'items.0.quantity', message: '数量应当是数字，如 12 或 0.5' }],
    ])
    const alone = await lead.post<Refusal>(`/cases/${caseId}/measures/on-the-spot`, {
      ...measure,
      execution: { ...site(), officerIds: officerIds.slice(1) },
    })
    expect(alone.body.fields[0]!.message).to.equal('须有两名以上执法人员（行政强制法 第十八条）')
    expect((await bureau.stranger.get('/property-items')).status).to.equal(401)
    expect((await (await bureau.as('general-admin-1')).get('/property-items')).status).to.equal(403)
    expect((await keeper.get<Refusal>('/property-items/none')).body.code).to.equal('not-found')
  })
}
