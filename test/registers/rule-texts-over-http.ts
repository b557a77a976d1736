/** Rules of data/ over HTTP: one rule owner proposes, another confirms, and a changed text is unconfirmed again, with the history of what went before. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { RuleTextView } from '../../src/laws/rule-texts.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createRegisters } from '../../src/registers.ts'
import { fieldCipher } from '../../src/identity/field-cipher.ts'
import type { RoutesDesk } from './routes-desk.ts'

export function ruleTextsOverHttp(desk: RoutesDesk): void {
  const { ask, signIn } = desk
  const open = async (token: string, query = 'open=true') =>
    (await ask('GET', `/rule-texts?${query}`, token)).body!.rules as RuleTextView[]

  it('lists limits and tiers with their words, none of them confirmed', async () => {
    const rules = await open(await signIn('squad-01-officer-1'))
    expect(rules.find(({ id }) => id === 'case-decision')).to.deep.include({
      kind: 'limit',
      state: 'unconfirmed',
      by: null,
    })
    expect(rules.find(({ id }) => id === 'case-decision')!.words)
      .to.contain('自批准立案起90日')
      .and.to.contain('第六十条')
    expect(rules.find(({ kind, id }) => kind === 'discretion' && id === 'SR-001')!.words).to.contain(
      '一般（ordinary）200元至500元',
    )
  })

  it('takes a proposal from one rule owner and the confirmation from another, many at once or none', async () => {
    const [officer, one, other] = await Promise.all(
      ['squad-01-officer-1', 'legal-rules-1', 'legal-rules-2'].map(signIn),
    )
    const all = (await open(one!)).map(({ kind, id, fingerprint }) => ({ kind, id, fingerprint }))
    expect((await ask('POST', '/rule-proposals', officer, { rules: all })).status).to.equal(403)
    const proposal = { rules: all, basis: '法制科核对' }
    const stale = { rules: [...all.slice(0, 3), { ...all[3]!, fingerprint: '0' }] }
    expect((await ask('POST', '/rule-proposals', one, stale)).status).to.equal(409)
    expect((await open(one!)).every(({ state }) => state === 'unconfirmed')).to.equal(true)
    expect((await ask('POST', '/rule-proposals', one, proposal)).status).to.equal(204)
    expect((await ask('POST', '/rule-confirmations', one, { rules: all })).status).to.equal(403)
    expect(
      (await ask('POST', '/rule-returns', other, { rules: [all[0]], reason: '依据有误' })).status,
    ).to.equal(204)
    expect((await ask('POST', '/rule-confirmations', other, { rules: all })).status).to.equal(409)
    const rest = { rules: all.slice(1) }
    expect((await ask('POST', '/rule-confirmations', other, rest)).status).to.equal(204)
    expect(await open(one!)).to.have.length(1)
    const { limits } = (await ask('GET', '/limits', officer)).body as {
      limits: { code: string; confirmed: object | null }[]
    }
    expect(limits.filter(({ confirmed }) => confirmed === null).map(({ code }) => code)).to.deep.equal([
      all[0]!.id,
    ])
    expect((await ask('POST', '/rule-proposals', other, { rules: [all[0]] })).status).to.equal(204)
    expect((await ask('POST', '/rule-confirmations', one, { rules: [all[0]] })).status).to.equal(204)
    expect(await open(one!)).to.deep.equal([])
  })

  it('knows a changed text for unconfirmed, leaves the confirmed one in force, and keeps the history', async () => {
    const { database, clock } = desk.bureau
    const folder = await mkdtemp(join(tmpdir(), 'zhiheng-rules-'))
    try {
      await cp(join(projectRoot(), 'data'), folder, { recursive: true })
      const file = join(folder, 'limits.csv')
      const text = await readFile(file, 'utf8')
      await writeFile(file, text.replace('批准立案,90,', '批准立案,60,'))
      const cipher = fieldCipher(Buffer.alloc(32, 7))
      const later = createRegisters({
        database,
        clock,
        cipher,
        seedFolder: folder,
        templatesFolder: join(projectRoot(), 'templates'),
        demo: false,
      })
      await later.seed()
      const waiting = await later.laws.ruleTexts.list({ open: true })
      expect(waiting.map(({ id, state }) => [id, state])).to.deep.equal([['case-decision', 'unconfirmed']])
      expect((await later.deadlines.limit('case-decision')).length).to.equal(90)
      const { confirmations } = await later.laws.ruleTexts.get('limit', 'case-decision')
      expect(confirmations.at(-1)).to.include({ step: 'confirmed' })
      expect(confirmations.some(({ note }) => note.includes('90日'))).to.equal(true)
      const [one, other] = await Promise.all(['legal-rules-1', 'legal-rules-2'].map(desk.bureau.actor))
      await database.write((tx) => later.laws.ruleTexts.propose(tx, one!, waiting, ''))
      await database.write((tx) => later.laws.ruleTexts.confirm(tx, other!, waiting))
      expect(await later.deadlines.limit('case-decision')).to.deep.include({ length: 60 })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
}
