/** Parties over HTTP: registered once, masked, revealed on record, saved only over what was read. */
import { expect } from 'chai'
import type { RoutesDesk } from './routes-desk.ts'

export function partiesOverHttp(desk: RoutesDesk): void {
  const { ask, signIn } = desk

  it('registers a party, finds it by its number, masks it, and reveals it on record', async () => {
    const token = await signIn('squad-01-officer-1')
    const party = {
      kind: 'citizen',
      name: '测试·买买提',
      idNumber: '440524188001010014',
      phone: '13900005678',
    }
    const added = await ask('POST', '/parties', token, party)
    expect([added.status, (await ask('POST', '/parties', token, party)).status]).to.deep.equal([201, 200])
    const { id } = added.body!.party as { id: string }
    const found = (await ask('POST', '/parties/search', token, { idNumber: '440524188001010014' })).body!
    expect((found.parties as object[])[0])
      .to.deep.include({ id, idNumber: '440524********0014', phone: '139****5678' })
      .and.not.to.have.property('birthDay')
    expect((await ask('POST', `/parties/${id}/reveal`, token, {})).status).to.equal(422)
    const revealed = await ask('POST', `/parties/${id}/reveal`, token, { purpose: '填写立案审批表' })
    expect(revealed.body).to.include({ idNumber: '440524188001010014', birthDay: '1880-01-01' })
    const supervisor = await signIn('supervision-supervisor-1')
    const { lines } = (await ask('GET', `/audit/lines?objectType=party&objectId=${id}`, supervisor))
      .body as unknown as {
      lines: { action: string; authority: string }[]
    }
    expect(lines.at(-1)).to.include({ action: 'party.unmasked', authority: '填写立案审批表' })
    const bad = await ask('POST', '/parties', token, { ...party, idNumber: '440524188001010015' })
    expect([bad.status, (bad.body!.fields as { path: string }[])[0]?.path]).to.deep.equal([422, 'idNumber'])
  })

  it('saves a party only over what was read, pages through a search, and keeps the history', async () => {
    const token = await signIn('squad-01-officer-1')
    for (const name of ['分页甲', '分页乙'])
      expect((await ask('POST', '/parties', token, { kind: 'citizen', name })).status).to.equal(201)
    const first = (await ask('GET', `/parties?name=${encodeURIComponent('分页')}&limit=1`, token)).body!
    expect(first.next).to.be.a('string')
    const query = `name=${encodeURIComponent('分页')}&limit=1&after=${first.next as string}`
    const second = (await ask('GET', `/parties?${query}`, token)).body!
    expect(second.next).to.equal(null)
    const { id } = (second.parties as { id: string }[])[0]!
    const { etag } = await ask('GET', `/parties/${id}`, token)
    const save = (phone: string, ifMatch?: string) =>
      ask('PATCH', `/parties/${id}`, token, { phone }, ifMatch === undefined ? {} : { 'if-match': ifMatch })
    expect((await save('13800000001')).status).to.equal(422)
    const saved = await save('13800000001', etag)
    expect([saved.status, saved.body!.phone]).to.deep.equal([200, '138****0001'])
    const late = await save('13800000002', etag)
    expect([late.status, late.body!.code]).to.deep.equal([412, 'changed-meanwhile'])
    expect((await save('13800000002', saved.etag)).status).to.equal(200)
    const { changes } = (await ask('GET', `/parties/${id}/history`, token)).body!
    expect(changes).to.have.length(3)
  })
}
