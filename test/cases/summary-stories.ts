/** 简易程序: a decision on the spot in one request, and what the law asks for afterwards; told once for both engines. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import type { Problem } from '../../src/platform/problem.ts'
import type { WholeBureau } from './whole-bureau.ts'
import { startCase } from './officer-at-work.ts'
import { onTheSpot } from './on-the-spot.ts'

export function summaryStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let officer: Actor
  let second: Actor
  let legal: Actor
  let head: Actor
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    const names = ['squad-01-officer-1', 'squad-01-officer-2', 'squad-01-legal', 'squad-01-head']
    ;[officer, second, legal, head] = (await Promise.all(names.map((name) => bureau.actor(name)))) as [
      Actor,
      Actor,
      Actor,
      Actor,
    ]
  })
  after(() => bureau?.close())

  const submission = <More extends object>(more?: More) =>
    onTheSpot(bureau.clock.now(), second.officerId!, more)
  const decide = (more: object = {}) => bureau.cases.decideOnTheSpot(officer, submission(more))
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => {
        throw new Error('was not refused')
      },
      ({ code, fields }: Problem) => ({ code, paths: fields.map(({ path }) => path) }),
    )
  const countOf = async (table: string) => {
    const [row] = await bureau.database.sql.all<{ n: number | string }>(`SELECT COUNT(*) AS n FROM ${table}`)
    return Number(row!.n)
  }
  const state = async (caseId: string) => (await bureau.cases.page(officer, caseId)).case.state
  const archived = (caseId: string) =>
    bureau.eventually('the volume', async () => (await state(caseId)) === 'archived')
  const filed = (caseId: string, inOrder = 'yes') =>
    bureau.complete(legal, 'file-summary-decision', caseId, { inOrder, remark: '符合简易程序' })

  it('says beforehand to who may decide what may be decided (行政处罚法 第五十一条、第六十八条)', async () => {
    const { mostFen, collectionGrounds } = await bureau.cases.summaryRules(officer)
    expect(mostFen).to.deep.equal({ citizen: 20_000, organisation: 300_000 })
    expect(collectionGrounds.map(({ mostFen: most }) => most)).to.include(10_000)
    expect(await refusal(bureau.cases.summaryRules(legal))).to.deep.equal({ code: 'forbidden', paths: [] })
  })

  it('takes clue, party, case, numbered decision and delivery in one request', async () => {
    const decision = await decide()
    expect(decision.number).to.match(/当罚字〔\d{4}〕第\d{6}号$/)
    const page = await bureau.cases.page(officer, decision.caseId)
    expect(page.case).to.include({
      procedure: 'summary',
      number: decision.number,
      fineFen: 10_000,
      paidFen: 0,
    })
    expect(page.clue).to.include({ source: 'patrol', state: 'accepted' })
    expect(page.documents.map(({ kind, state: written }) => [kind, written])).to.deep.equal([
      ['summary-decision', 'issued'],
    ])
    expect(page.officers.map(({ part }) => part)).to.deep.equal(['lead', 'assisting'])
    const { partyId } = page.facts.find(({ kind }) => kind === 'entry')!.data as { partyId: string }
    const [record] = await bureau.parties.records(partyId)
    expect(record).to.include({ caseId: decision.caseId, fineFen: 10_000 })
    expect(page.case.title).to.contain('张示例').and.not.to.contain('涉嫌')
    const cover = await bureau.cases.documentFacts(decision.caseId, { kind: 'volume-cover' })
    expect([cover.decision?.result, cover.case?.title]).to.deep.equal(['罚款100元', page.case.title])
    const html = (await bureau.documents.html(officer, decision.documentId)).toString()
    for (const said of [
      '张示例',
      '330481199001011236',
      '对违法事实无异议',
      '向示例县人民政府申请行政复议',
      decision.number,
    ])
      expect(html).to.contain(said)
  })

  it('prints no fine, and asks for no payment, where there is a warning only', async () => {
    const { caseId, documentId } = await decide({ penalty: { warning: true } })
    const html = (await bureau.documents.html(officer, documentId)).toString()
    expect(html)
      .to.contain('警告')
      .and.not.to.match(/零元|0元|缴纳罚款|加处罚款/)
    const cover = await bureau.cases.documentFacts(caseId, { kind: 'volume-cover' })
    expect(cover.decision?.result).to.equal('警告')
  })

  it('gives the same decision to the same request, and refuses another under its id', async () => {
    const request = submission()
    const [first, again] = await Promise.all([
      bureau.cases.decideOnTheSpot(officer, request),
      bureau.cases.decideOnTheSpot(officer, request),
    ])
    expect([first.number, first.caseId]).to.deep.equal([again.number, again.caseId])
    expect([first, again].filter(({ repeated }) => repeated)).to.have.length(1)
    const other = { ...request, penalty: { warning: false, fineFen: 15_000 } }
    expect(await refusal(bureau.cases.decideOnTheSpot(officer, other))).to.include({ code: 'conflict' })
    expect(await refusal(bureau.cases.decideOnTheSpot(second, request))).to.include({ code: 'conflict' })
  })

  it('does not fine the same act twice, unless it is said why it is another one', async () => {
    const place = '示例县解放路 3 号门前'
    const first = await decide({ place })
    const told = await decide({ place: '解放路３号' }).then(
      () => undefined,
      (error: Problem) => error,
    )
    expect(told).to.include({ code: 'same-act', status: 409 })
    expect(told!.fields.map(({ path }) => path)).to.deep.equal(['distinctAct'])
    for (const word of [first.number, '2026-03-02', '罚款 100 元', '第二十九条'])
      expect(told!.message).to.include(word)
    const before = await countOf('cases')
    // Both at once: one of them is fined.
    const both = await Promise.allSettled([1, 2].map(() => decide({ place: '示例县解放路 5 号' })))
    expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected'])
    expect(await countOf('cases')).to.equal(before + 1)
    // Not a fine; another place, day or violation.
    await decide({ place, penalty: { warning: true } })
    await decide({ place: '示例县解放路 30 号' })
    await decide({ place, occurredAt: bureau.clock.now() - 86_400_000 })
    const reason = '上午处罚后当事人清理完毕，傍晚又新摆了摊位'
    const again = await decide({ place, distinctAct: reason })
    const { facts } = await bureau.cases.page(officer, again.caseId)
    expect(facts.find(({ kind }) => kind === 'summary')!.data.distinctAct).to.equal(reason)
    const [line] = await bureau.audit.list({ object: { type: 'case', id: again.caseId }, limit: 1 })
    expect(line!.after).to.include({ distinctAct: reason })
  })

  it('does not fine on the spot what an ordinary case is about', async () => {
    const play = await startCase(bureau)
    await play.fill('enter-case')
    const { partyId, place } = play.forms['enter-case'] as { partyId: string; place: string }
    const told = await decide({ party: undefined, partyId, place, delivery: { recipient: '张三丰' } }).then(
      () => undefined,
      (error: Problem) => error,
    )
    expect(told).to.include({ code: 'same-act' })
    expect(told!.message).to.include('正在办理')
  })

  it('numbers without gaps when many decide at once, refused ones among them', async function () {
    this.timeout(60_000)
    const before = await countOf('number_series')
    const requests = Array.from({ length: 12 }, (_, index) =>
      decide(index % 3 === 0 ? { penalty: { warning: false, fineFen: 50_000 } } : {}).catch(() => undefined),
    )
    const numbers = (await Promise.all(requests)).flatMap((one) =>
      one ? [Number(/第(\d+)号/.exec(one.number)![1])] : [],
    )
    expect(numbers).to.have.length(8)
    const sorted = numbers.sort((a, b) => a - b)
    expect(sorted.at(-1)! - sorted[0]!).to.equal(7)
    expect(new Set(sorted).size).to.equal(8)
    expect(await countOf('number_series')).to.equal(before)
  })

  it('refuses what the law does not allow on the spot, and leaves nothing behind', async () => {
    const before = await Promise.all(['cases', 'clues', 'parties', 'documents'].map(countOf))
    const cases: [what: object, code: string, path?: string][] = [
      [{ penalty: { warning: false, fineFen: 20_100 } }, 'input-invalid', 'penalty.fineFen'],
      [{ penalty: { warning: false, fineFen: 5_000 } }, 'input-invalid', 'penalty.fineFen'],
      [{ penalty: { warning: false } }, 'input-invalid', 'penalty'],
      // The register states no range for it.
      [{ violationCode: 'SR-002' }, 'input-invalid', 'penalty.fineFen'],
      [{ assistingOfficerIds: [officer.officerId!] }, 'input-invalid', 'officerIds'],
      [{ occurredAt: bureau.clock.now() + 60_000 }, 'input-invalid', 'occurredAt'],
      [{ party: undefined }, 'input-invalid', 'party'],
      [
        {
          penalty: { warning: false, fineFen: 15_000 },
          collection: { ground: 'small-fine', receiptNumber: '1' },
        },
        'input-invalid',
        'collection.ground',
      ],
      [
        { penalty: { warning: true }, collection: { ground: 'small-fine', receiptNumber: '1' } },
        'input-invalid',
        'collection',
      ],
      [
        // Thirteen years old (行政处罚法 第三十条).
        { party: { kind: 'citizen', name: '李示例', idNumber: '330481201301011238', address: '示例县' } },
        'input-invalid',
      ],
      [
        // Fourteen today, thirteen when it was done.
        { party: { kind: 'citizen', name: '李示例', idNumber: '33048120120302123X', address: '示例县' } },
        'input-invalid',
        'party',
      ],
      [{ party: { kind: 'citizen', name: '张示例' } }, 'input-invalid'],
      // More than two years ago (行政处罚法 第三十六条).
      [{ occurredAt: bureau.clock.now() - 740 * 86_400_000 }, 'input-invalid', 'limitation.ground'],
      [{ violationCode: 'NO-1' }, 'not-found'],
    ]
    for (const [what, code, path] of cases) {
      const refused = await refusal(decide(what))
      expect(refused.code, JSON.stringify(what)).to.equal(code)
      if (path !== undefined) expect(refused.paths, JSON.stringify(what)).to.include(path)
    }
    expect(await Promise.all(['cases', 'clues', 'parties', 'documents'].map(countOf))).to.deep.equal(before)
    const stranger = await bureau.actor('general-deputy-a')
    expect((await refusal(bureau.cases.decideOnTheSpot(stranger, submission()))).code).to.equal('forbidden')
  })

  it('is on record and paid at the bank before it is closed and bound', async function () {
    this.timeout(60_000)
    const { caseId } = await decide()
    const filing = await bureau.task(legal, 'file-summary-decision', caseId)
    expect(filing.law).to.contain('第五十二条')
    // Who decided does not put it on record.
    expect(
      (await refusal(bureau.tasks.complete(officer, filing.userTaskKey, { inOrder: 'yes', remark: '无' })))
        .code,
    ).to.equal('forbidden')
    await filed(caseId)
    await bureau.eventually('the payment limit', async () =>
      (await bureau.deadlines.ofCase(caseId)).some(
        ({ limit, state: now }) => limit === 'payment' && now === 'running',
      ),
    )
    expect(await state(caseId)).to.equal('open')
    const { ticket } = await bureau.cases.recordPartyMessage(officer, caseId, 'payment-received', {
      paidFen: 10_000,
      paidOn: '2026-03-02',
    })
    await bureau.settled({ ticket: ticket! })
    await archived(caseId)
    const { documents } = await bureau.cases.page(officer, caseId)
    expect(documents.map(({ kind }) => kind)).to.include.members(['summary-decision', 'volume'])
  })

  it('hands over what was collected on the spot, to the bureau and to the bank, each in two working days', async function () {
    this.timeout(60_000)
    const { caseId } = await decide({ collection: { ground: 'small-fine', receiptNumber: 'JP-001' } })
    await filed(caseId)
    await bureau.complete(head, 'receive-fine', caseId, {
      receivedAt: new Date(bureau.clock.now()).toISOString(),
      receiptNumbers: 'JP-001',
    })
    const bank = (at: number) =>
      bureau.complete(head, 'bank-fine', caseId, {
        bankedAt: new Date(at).toISOString(),
        bankReceipt: 'YH-7',
      })
    // Before it was received, and ahead of now.
    for (const minutes of [-1, 1])
      expect(await refusal(bank(bureau.clock.now() + minutes * 60_000))).to.include({ code: 'input-invalid' })
    await bank(bureau.clock.now())
    await archived(caseId)
    const limits = (await bureau.deadlines.ofCase(caseId)).map(({ limit, state: now }) => [limit, now])
    expect(limits).to.deep.include.members([
      ['summary-filing', 'met'],
      ['on-the-spot-fine-handover', 'met'],
      ['bank-handover', 'met'],
    ])
  })

  it('warns without a fine, and a fault found on filing is handled by the head first', async function () {
    this.timeout(60_000)
    const { caseId } = await decide({ penalty: { warning: true } })
    await filed(caseId, 'no')
    await bureau.complete(head, 'handle-faulty-decision', caseId, {
      correction: 'harmless',
      handling: '已向当事人补充说明依据。',
    })
    await archived(caseId)
  })
}
