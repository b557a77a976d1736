/** Laws and violations over HTTP: found, and changed by one rule owner only with the confirmation of another. */
import { expect } from 'chai'
import type { RoutesDesk } from './routes-desk.ts'

export function rulesOverHttp(desk: RoutesDesk): void {
  const { ask, signIn } = desk

  it('drills down to a violation with its laws and tiers', async () => {
    const token = await signIn('squad-01-officer-1')
    const { categories } = (await ask('GET', '/violation-categories', token)).body as unknown as {
      categories: { category: string }[]
    }
    const category = encodeURIComponent(categories[0]!.category)
    const { powerItems } = (await ask('GET', `/violation-categories/${category}/power-items`, token))
      .body as unknown as {
      powerItems: { powerItem: string }[]
    }
    const powerItem = encodeURIComponent(powerItems[0]!.powerItem)
    const { violations } = (
      await ask('GET', `/violations?category=${category}&powerItem=${powerItem}`, token)
    ).body as unknown as {
      violations: { code: string }[]
    }
    expect(violations.map(({ code }) => code)).to.deep.equal(['SR-001'])
    const detail = (await ask('GET', '/violations/SR-001', token)).body!
    expect(detail.lawRefs).to.deep.equal(['浙江省城市市容和环境卫生管理条例#18'])
    expect(detail.tiers).to.have.length(4)
    expect((await ask('GET', '/violations/XX-999', token)).status).to.equal(404)
  })

  it('takes the text of a law from one rule owner and its confirmation from another', async () => {
    const [owner, other] = [await signIn('legal-rules-1'), await signIn('legal-rules-2')]
    const law = { name: '纸灯条例', title: '海州市纸灯管理条例', level: 'local-regulation' }
    expect((await ask('POST', '/laws', owner, law)).status).to.equal(201)
    expect((await ask('POST', '/laws', owner, law)).status).to.equal(409)
    const versions = '/laws/纸灯条例/versions'
    const body = { format: 'html', text: '<p>第一条　纸灯应当点亮。</p>', effectiveFrom: '2026-01-01' }
    const tried = await ask('POST', `${versions}?dryRun=true`, owner, body)
    expect([tried.status, (tried.body!.text as { articles: object[] }).articles.length]).to.deep.equal([
      200, 1,
    ])
    const broken = await ask('POST', versions, owner, { ...body, text: '<p>没有条文。</p>' })
    expect([broken.status, (broken.body!.fields as { path: string }[])[0]!.path]).to.deep.equal([
      422,
      'source.1',
    ])
    expect((await ask('POST', versions, owner, { ...body, effectiveFrom: '2026-02-30' })).status).to.equal(
      422,
    )
    const officer = await signIn('squad-01-officer-2')
    expect((await ask('POST', versions, officer, body)).status).to.equal(403)
    const { status, body: version } = await ask('POST', versions, owner, body)
    expect(status).to.equal(201)
    const confirmation = `/law-versions/${version!.id as string}/confirmation`
    expect((await ask('POST', confirmation, owner)).status).to.equal(403)
    expect((await ask('POST', confirmation, other)).status).to.equal(200)
    const { articles } = (await ask('GET', '/articles?text=纸灯', officer)).body as unknown as {
      articles: { key: string; marks: object[] }[]
    }
    expect(articles[0]).to.deep.include({ key: '1', marks: [{ from: 0, to: 2 }] })
    expect((await ask('GET', '/laws/纸灯条例/articles/2', officer)).status).to.equal(404)
  })

  it('lets a draft of a violation be changed and confirmed only as it was seen', async () => {
    const [owner, other] = [await signIn('legal-rules-1'), await signIn('legal-rules-2')]
    const { violation } = (await ask('GET', '/violations/HB-002', owner)).body as {
      violation: { [name: string]: unknown }
    }
    const content = {
      ...Object.fromEntries(
        [
          'category',
          'powerItem',
          'name',
          'measureFirst',
          'fineMinFen',
          'appliesTo',
          'otherPenalties',
          'hearingLikely',
        ].map((name) => [name, violation[name]]),
      ),
      duty: '大气污染防治法#81',
      penalty: '大气污染防治法#118',
      fineMaxFen: 1_000_000,
      tiers: null,
      documents: null,
      evidence: null,
      effectiveFrom: '2026-05-01',
    }
    const made = await ask('POST', '/violations/HB-002/drafts', owner, content)
    expect([made.status, made.etag]).to.deep.equal([201, '"1"'])
    const path = `/violation-drafts/${made.body!.id as string}`
    const later = { ...content, effectiveFrom: '2026-06-01' }
    expect((await ask('PUT', path, owner, later)).status).to.equal(422)
    expect((await ask('PUT', path, owner, later, { 'if-match': '"1"' })).etag).to.equal('"2"')
    expect((await ask('PUT', path, owner, content, { 'if-match': '"1"' })).status).to.equal(409)
    expect(
      (await ask('POST', `${path}/confirmation`, other, undefined, { 'if-match': '"1"' })).status,
    ).to.equal(409)
    const confirmed = await ask('POST', `${path}/confirmation`, other, undefined, { 'if-match': '"2"' })
    expect([confirmed.status, confirmed.body]).to.deep.equal([200, { version: 2 }])
    const { later: changes } = (await ask('GET', '/violations/HB-002/comparison?actedOn=2026-05-31', owner))
      .body as { later: unknown[] }
    expect(changes).to.have.length(1)
  })
}
