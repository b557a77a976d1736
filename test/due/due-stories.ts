/** What is due, as those see it who have to act: whose, in which colour, told to whom. */
import { expect } from 'chai'
import { parseInstant } from '../../src/platform/clock.ts'
import { type BureauOverHttp, openBureauOverHttp, type Person } from '../scenarios/bureau-over-http.ts'

interface Page {
  items: {
    id: string
    name: string
    colour: string
    left: string
    basis: string
    dueAt: number
    object: { kind: string; id: string; number: string; officers: { name: string }[] } | null
  }[]
  next: string | null
  counts: { green: number; blue: number; red: number }
}

export function dueStories(database: 'sqlite' | 'mariadb'): void {
  let bureau: BureauOverHttp
  let officer: Person
  before(async function () {
    this.timeout(120_000)
    bureau = await openBureauOverHttp({ engine: 'embedded', database })
    officer = await bureau.as('squad-01-officer-1')
    for (const [userName, many] of [
      ['squad-01-officer-1', 2],
      ['squad-01-officer-2', 3],
      ['squad-02-officer-1', 4],
    ] as const)
      for (let n = 0; n < many; n++) {
        const clue = { source: 'patrol', place: `示例县人民路 ${n} 号`, content: '店外占道经营' }
        const { status } = await (await bureau.as(userName)).post('/clues', clue)
        expect(status).to.equal(201)
      }
  })
  after(() => bureau?.close())

  const due = async (person: Person, query = '') => {
    const { status, body } = await person.get<Page>(`/due?${query}`)
    expect(status, JSON.stringify(body)).to.equal(200)
    return body
  }
  const to = (instant: string) => bureau.advance(parseInstant(`${instant}+08:00`) - bureau.now())
  const told = async (userName: string, kind: string) => {
    const { body } = await (
      await bureau.as(userName)
    ).get<{ items: { kind: string; text: string }[] }>('/notifications?limit=200')
    return body.items.filter((one) => one.kind === kind)
  }
  const eventually = async (look: () => Promise<number>, many: number) => {
    for (let waited = 0; waited < 5_000 && (await look()) < many; waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await look()).to.equal(many)
  }

  it('is mine, my squad’s or the bureau’s, as far as my rights reach', async () => {
    expect((await due(officer)).counts).to.deep.equal({ green: 2, blue: 0, red: 0 })
    expect((await due(officer, 'whose=squad')).counts).to.deep.equal({ green: 5, blue: 0, red: 0 })
    const { status, body } = await officer.get<{ code: string; detail: string }>('/due?whose=bureau')
    expect([status, body.code]).to.deep.equal([403, 'forbidden'])
    const legal = await bureau.as('legal-head')
    const all = await due(legal, 'whose=bureau')
    expect(all.counts).to.deep.equal({ green: 9, blue: 0, red: 0 })
    const { body: departments } = await legal.get<{ departments: { id: string; code: string }[] }>(
      '/departments',
    )
    const second = departments.departments.find(({ code }) => code === 'squad-02')!.id
    expect((await due(legal, `whose=bureau&departmentId=${second}`)).counts.green).to.equal(4)
    expect((await officer.get(`/due?whose=squad&departmentId=${second}`)).status).to.equal(403)
    expect((await (await bureau.as('general-admin-1')).get('/due')).status).to.equal(403)
    expect((await bureau.stranger.get('/due')).status).to.equal(401)
  })

  it('says what, by which law, of which clue, and who is responsible', async () => {
    const [first] = (await due(officer)).items
    expect(first).to.include({
      name: '线索核查',
      basis: '本机关规定',
      colour: 'green',
      left: '还剩 15 个工作日',
    })
    expect(first!.object!.kind).to.equal('clue')
    expect(first!.object!.number).to.match(/^示综执案源字〔2026〕第\d{6}号$/)
    expect(first!.object!.officers).to.have.length(1)
  })

  it('leads through all of it page by page, each once, soonest first', async () => {
    const legal = await bureau.as('legal-head')
    const seen: Page['items'] = []
    for (let cursor = ''; ;) {
      const page = await due(legal, `whose=bureau&limit=2${cursor}`)
      expect(page.counts.green).to.equal(9)
      seen.push(...page.items)
      if (page.next === null) break
      cursor = `&cursor=${page.next}`
    }
    expect(new Set(seen.map(({ id }) => id)).size).to.equal(9)
    expect(seen.map(({ dueAt }) => dueAt)).to.deep.equal(seen.map(({ dueAt }) => dueAt).sort())
    const { status, body } = await legal.get<{ fields: { path: string }[] }>('/due?whose=bureau&cursor=%21')
    expect([status, body.fields[0]!.path]).to.deep.equal([422, 'cursor'])
  })

  it('turns blue: who handles it is told, once, and in office hours', async () => {
    await to('2026-03-16T07:30:00')
    expect((await due(officer)).counts).to.deep.equal({ green: 0, blue: 2, red: 0 })
    expect(await told('squad-01-officer-1', 'deadline-near')).to.deep.equal([])
    await to('2026-03-16T08:10:00')
    await eventually(async () => (await told('squad-01-officer-1', 'deadline-near')).length, 2)
    await to('2026-03-17T15:10:00')
    await to('2026-03-18T15:10:00')
    expect(await told('squad-01-officer-1', 'deadline-near')).to.have.length(2)
    expect(await told('squad-01-head', 'deadline-near')).to.deep.equal([])
    const [notice] = await told('squad-01-officer-1', 'deadline-near')
    expect(notice!.text).to.match(
      /^线索示综执案源字〔2026〕第\d{6}号的“线索核查”还剩 5 个工作日，2026-03-23 届满（本机关规定）/,
    )
  })

  it('turns red and is over: the head of the department is told too, of their own department', async () => {
    await to('2026-03-20T10:10:00')
    await eventually(async () => (await told('squad-01-head', 'deadline-near')).length, 5)
    expect((await due(officer, 'colour=red')).items).to.have.length(2)
    expect((await due(officer, 'colour=blue')).items).to.deep.equal([])
    await to('2026-03-24T10:10:00')
    await eventually(async () => (await told('squad-01-officer-1', 'deadline-over')).length, 2)
    await eventually(async () => (await told('squad-02-head', 'deadline-over')).length, 4)
    expect((await due(officer)).items[0]!.left).to.equal('已超期 1 个工作日')
  })

  it('is no longer due once it is done', async () => {
    const [first] = (await due(officer)).items
    const { status } = await officer.post(`/clues/${first!.object!.id}/education`, {
      reason: '当场改正，批评教育',
    })
    expect(status).to.be.oneOf([200, 201, 204])
    expect((await due(officer)).counts).to.deep.equal({ green: 0, blue: 0, red: 1 })
  })
}
