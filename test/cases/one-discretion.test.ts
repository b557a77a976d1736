/** A tier 裁量阶次 is changed in one place, by two rule owners, and proposal, check of the fine, paper and the view beside it all follow. */
import { expect } from 'chai'
import { caseRoutes } from '../../src/cases/routes.ts'
import type { RunningServer } from '../../src/http/server.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { violationRoutes } from '../../src/violations/routes.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { serveRoutes } from '../serve-routes.ts'
import { type Play, startCase } from './officer-at-work.ts'
import { refusedWith } from './refused-with.ts'
import { openWholeBureau, type WholeBureau } from './whole-bureau.ts'

interface Tier {
  code: string
  name: string
  minFen: number
  maxFen: number
  conditions: string[]
}

describe('a tier of discretion', () => {
  let bureau: WholeBureau
  let server: RunningServer
  const people = new Map<string, Actor>()
  before(async function () {
    this.timeout(120_000)
    bureau = await openWholeBureau({ engine: onEmbedded })
    for (const name of ['legal-rules-1', 'legal-rules-2', 'squad-01-officer-1'])
      people.set(name, await bureau.actor(name))
    const { database, clock, violations, policy } = { ...bureau, policy: bureau.identity }
    server = await serveRoutes({
      routes: [...violationRoutes({ violations, policy, database, clock }), ...caseRoutes(bureau)],
      authenticate: (request) => Promise.resolve(people.get(request.get('x-person') ?? '')),
      clock,
    })
  })
  after(async () => {
    await server?.close()
    await bureau?.close()
  })

  async function ask<T>(who: string, method: string, path: string, body?: object, etag?: string) {
    const response = await fetch(`${server.address}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-person': who, ...(etag && { 'if-match': etag }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const given = (await response.json()) as T
    expect(response.status, `${path} ${JSON.stringify(given)}`).to.be.lessThan(300)
    return { etag: response.headers.get('etag') ?? '', body: given }
  }
  const tiersNow = async () =>
    (await ask<{ tiers: Tier[] }>('squad-01-officer-1', 'GET', '/violations/SR-001')).body.tiers

  /** From the day's version to one with these tiers, drafted by one and confirmed by the other. */
  async function adopt(tiers: Tier[]): Promise<void> {
    const found = await bureau.violations.get('SR-001', '2026-03-02')
    const { category, powerItem, name, measureFirst, fineMinFen, fineMaxFen, appliesTo } = found
    const [duty, penalty] = found.provisions.map(({ reference }) => reference)
    const content = {
      ...{ category, powerItem, name, duty, penalty, measureFirst, fineMinFen, fineMaxFen, appliesTo },
      otherPenalties: found.otherPenalties,
      hearingLikely: found.hearingLikely,
      tiers,
      documents: null,
      evidence: null,
      effectiveFrom: '2026-03-02',
    }
    const draft = await ask<{ id: string }>('legal-rules-1', 'POST', '/violations/SR-001/drafts', content)
    const confirmation = `/violation-drafts/${draft.body.id}/confirmation`
    await ask('legal-rules-2', 'POST', confirmation, undefined, draft.etag)
  }

  async function comeToReport(): Promise<Play> {
    const play = await startCase(bureau)
    await play.file()
    await play.investigate()
    await play.fill('serve-correction-order')
    await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    return play
  }
  const view = async ({ caseId }: Play) =>
    (
      await ask<{ tiers: (Tier & { range: string })[]; suggestedTier: string; proposedTier: string }>(
        'squad-01-officer-1',
        'GET',
        `/cases/${caseId}/similar-decisions`,
      )
    ).body
  /** What the worker discretion.propose answered. */
  const proposed = async ({ caseId }: Play) => {
    const [row] = await bureau.database.sql.all<{ answer: string }>(
      "SELECT answer FROM job_answers WHERE type = 'discretion.propose' AND case_id = ?",
      [caseId],
    )
    return (JSON.parse(row!.answer) as { variables: object }).variables
  }

  it('is changed once, and all that says or checks it has changed', async () => {
    const before = await comeToReport()
    expect(await proposed(before)).to.deep.equal({ fineFen: 15_000 })
    const shown = await view(before)
    expect(shown.suggestedTier).to.equal('slight')
    expect(shown.tiers.map(({ range }) => range)).to.deep.equal([
      '罚款100元以上200元以下',
      '罚款200元以上500元以下',
      '罚款500元以上800元以下',
      '罚款800元以上1000元以下',
      '不予罚款',
      '不予罚款',
    ])

    const [slight, ordinary, grave, severe] = (await tiersNow()) as [Tier, Tier, Tier, Tier]
    await adopt([
      { ...slight, maxFen: 30_000 },
      { ...ordinary, name: '一般（新基准）', minFen: 30_000, maxFen: 40_000 },
      { ...grave, minFen: 40_000 },
      severe,
    ])

    // The case that is under way follows too: the rules of the day of the act are what they are now.
    const after = await comeToReport()
    expect(await proposed(after)).to.deep.equal({ fineFen: 20_000 })
    for (const play of [before, after]) {
      const { tiers } = await view(play)
      expect(tiers.slice(0, 4).map(({ range }) => range)).to.deep.equal([
        '罚款100元以上300元以下',
        '罚款300元以上400元以下',
        '罚款400元以上800元以下',
        '罚款800元以上1000元以下',
      ])
      expect(await refusedWith(play.fill('draft-investigation-report', { fineYuan: 450 }))).to.deep.equal([
        'input-invalid',
        'fineYuan',
      ])
      await play.fill('draft-investigation-report', { fineYuan: 400 })
      expect((await view(play)).proposedTier).to.equal('ordinary')
      const paper = await bureau.eventually('the report on paper', () =>
        bureau.documents.latest(bureau.database.sql, play.caseId, 'investigation-report'),
      )
      const text = (await bureau.documents.html(play.lead, paper.id)).toString()
      expect(text).to.contain('一般（新基准）').and.to.contain('罚款300元以上400元以下')
      expect(text).not.to.contain('500元')
    }
    expect((await tiersNow()).map(({ maxFen }) => maxFen)).to.deep.equal([30_000, 40_000, 80_000, 100_000])
  }).timeout(120_000)
})
