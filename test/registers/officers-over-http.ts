/** Officers over HTTP: what is shown of a colleague, delegations and absences. */
import { expect } from 'chai'
import type { RoutesDesk } from './routes-desk.ts'

export function officersOverHttp(desk: RoutesDesk): void {
  const { ask, signIn } = desk

  it('shows of a colleague name, post and certificate only, and the file to whom it is open', async () => {
    const { bureau } = desk
    const officer = await signIn('squad-01-officer-1')
    const { officers } = (await ask('GET', '/officers', officer)).body as { officers: { id: string }[] }
    expect(Object.keys(officers[0]!)).to.have.members([
      'id',
      'name',
      'departmentId',
      'squad',
      'post',
      'certificateNumber',
    ])
    const colleague = await bureau.officerId('squad-01-officer-2')
    const asked = async (userName: string, path: string) =>
      (await ask('GET', `/officers/${colleague}${path}`, await signIn(userName))).status
    for (const path of ['', '/file'])
      expect(
        [await asked('squad-01-officer-1', path), await asked('squad-01-officer-2', path)],
        path,
      ).to.deep.equal([403, 200])
    expect(await asked('general-admin-1', '/file')).to.equal(200)
  })

  it('takes a delegation and an absence, and ends them', async () => {
    const { bureau } = desk
    const head = await bureau.actor('squad-03-head')
    const token = await signIn('squad-03-head')
    const span = { fromAt: bureau.clock.now(), toAt: bureau.clock.now() + 86_400_000, reason: '会议' }
    const to = await bureau.officerId('squad-03-legal')
    const given = await ask('POST', `/officers/${head.officerId}/delegations`, token, {
      toOfficerId: to,
      role: 'department-head',
      ...span,
    })
    expect(given.status).to.equal(201)
    const leave = await ask('POST', `/officers/${head.officerId}/absences`, token, span)
    expect(leave.status).to.equal(201)
    const file = (await ask('GET', `/officers/${head.officerId}`, token)).body!
    expect([file.delegationsGiven, file.absences].map((list) => (list as unknown[]).length)).to.deep.equal([
      1, 1,
    ])
    expect((await ask('DELETE', `/delegations/${given.body!.id as string}`, token)).status).to.equal(204)
    expect((await ask('DELETE', `/absences/${leave.body!.id as string}`, token)).status).to.equal(204)
    expect((await ask('DELETE', `/absences/${leave.body!.id as string}`, token)).status).to.equal(409)
  })
}
