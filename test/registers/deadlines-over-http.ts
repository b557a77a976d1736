/** The deadlines of a case over HTTP, and the log of what was done, which is verified. */
import { expect } from 'chai'
import { systemActor } from '../../src/identity/actor.ts'
import type { RoutesDesk } from './routes-desk.ts'

export function deadlinesOverHttp(desk: RoutesDesk): void {
  const { ask, signIn } = desk

  it('keeps the deadlines of another squad’s case from an officer', async () => {
    const token = await signIn('squad-02-officer-1')
    expect((await ask('GET', '/cases/CASE-1/deadlines', token)).status).to.equal(403)
  })

  it('shows the deadlines of a case and verifies the log', async () => {
    const { bureau } = desk
    await bureau.database.write((tx) =>
      bureau.deadlines.start(tx, systemActor('test'), { caseId: 'CASE-1', limit: 'case-decision' }),
    )
    const officer = await signIn('squad-01-officer-2')
    const { deadlines } = (await ask('GET', '/cases/CASE-1/deadlines', officer)).body as unknown as {
      deadlines: object[]
    }
    expect(deadlines[0]).to.include({
      limit: 'case-decision',
      // Sixty days, as two people have confirmed before (rule-texts-over-http.ts).
      left: '还剩 65 天',
      colourWord: '绿',
      basis: '行政处罚法 第六十条',
    })
    const supervisor = await signIn('supervision-supervisor-1')
    const verified = (await ask('GET', '/audit/verification', supervisor)).body!
    expect(verified).to.include({ ok: true })
    await bureau.database.write((tx) => tx.sql.run("UPDATE audit_lines SET action = 'x' WHERE seq = 3"))
    expect((await ask('GET', '/audit/verification', supervisor)).body).to.include({
      ok: false,
      seq: 3,
      fault: 'changed',
    })
  })
}
