/** 不予处罚、首违不罚: with a ground and its reasons, for who is new to it only; the decision and the letter of education are issued. Told once for both engines. */
import { expect } from 'chai'
import { isoInstant } from '../../src/platform/clock.ts'
import type { Problem } from '../../src/platform/problem.ts'
import { refusal } from './refused-with.ts'
import { startCase, tiers } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'
import { citizen, exemption } from './ordinary-forms.ts'

export function noPenaltyStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())

  const beforeTheDecision = async (person = citizen) => {
    const play = await startCase(bureau, person)
    const { fill, approve } = play
    await play.file()
    await play.investigate()
    await play.report()
    await fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await fill('draft-advance-notice')
    await approve()
    await fill('serve-advance-notice')
    await play.waive()
    return play
  }
  const recordsOf = async ({ caseId }: Awaited<ReturnType<typeof startCase>>) => {
    const { party_id } = await bureau.cases.row({ sql: bureau.database.sql }, caseId)
    return bureau.parties.records(party_id!)
  }
  const wrongFields = (work: Promise<unknown>) =>
    work.then(
      () => [],
      ({ fields }: Problem) => (fields ?? []).map(({ path }) => path),
    )

  it('exempts a first violation: the decision and the letter of education are issued, nothing is to be paid', async () => {
    const play = await beforeTheDecision()
    const { fill } = play
    await bureau.task(play.lead, 'draft-decision', play.caseId)
    expect(
      await wrongFields(fill('draft-decision', { decisionKind: 'no-penalty-decision', fineYuan: 0 })),
    ).to.include('noPenaltyGround')
    expect(await wrongFields(fill('draft-decision', { ...exemption, fineYuan: 100 }))).to.deep.equal([
      'fineYuan',
    ])
    const { education: _left, ...uneducated } = exemption
    expect(await wrongFields(fill('draft-decision', uneducated))).to.deep.equal(['education'])
    await fill('draft-decision', exemption)
    await play.approve()
    await bureau.task(play.lead, 'serve-decision', play.caseId)
    const { documents } = await bureau.cases.page(play.lead, play.caseId)
    const issued = documents.filter(({ state }) => state === 'issued').map(({ kind }) => kind)
    expect(issued).to.include.members(['no-penalty-decision', 'first-violation-exemption'])
    expect(issued).not.to.include('penalty-decision')
    const { documents: papers } = await bureau.cases.page(play.lead, play.caseId)
    const letter = papers.find(({ kind }) => kind === 'first-violation-exemption')!
    expect(letter.number).to.match(/免罚字/)

    // The letter of education has to reach the party as well before the case is closed.
    const at = isoInstant(bureau.clock.now())
    await fill('serve-decision', { at })
    await bureau.task(play.lead, 'draft-closing-report', play.caseId)
    expect(await refusal(fill('draft-closing-report'))).to.equal('conflict')
    await bureau.cases.recordAttempt(play.lead, play.caseId, {
      way: 'in-person',
      documentIds: [letter.id],
      outcome: 'served',
      at,
      place: '示例县人民路 12 号',
      recipient: '张三丰',
    })
    await fill('draft-closing-report')
  }).timeout(120_000)

  it('follows a penalty that the head does not agree to, told or not: never the same again, and the party hears why', async function () {
    this.timeout(240_000)
    const reject = (play: Awaited<ReturnType<typeof startCase>>) =>
      play.decide(tiers.at(-1)!, { decision: 'reject', opinion: '违法行为轻微，不应当处罚。' })
    const first = await startCase(bureau)
    await first.file()
    await first.investigate()
    await first.report()
    await first.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await first.fill('draft-advance-notice')
    await first.approve(tiers.slice(0, -1))
    await reject(first)
    const other = await beforeTheDecision()
    await other.fill('draft-decision')
    await other.approve(tiers.slice(0, -1))
    await reject(other)
    for (const play of [first, other]) {
      await bureau.task(play.lead, 'draft-decision', play.caseId)
      expect(await wrongFields(play.fill('draft-decision'))).to.deep.equal(['decisionKind'])
      await play.fill('draft-decision', { ...exemption, noPenaltyGround: 'slight' })
      // Nor may it be no decision at all.
      await play.approve(tiers.slice(0, -1))
      await reject(play)
      await bureau.task(play.lead, 'draft-decision', play.caseId)
      expect(
        await wrongFields(play.fill('draft-decision', { ...exemption, noPenaltyGround: 'slight' })),
      ).to.deep.equal(['decisionKind'])
    }
    // Back to a penalty: who was not told yet is told first.
    await first.fill('draft-decision')
    await bureau.task(first.lead, 'draft-advance-notice', first.caseId)
    await other.fill('draft-decision')
    await other.approve()
    await bureau.task(other.lead, 'serve-decision', other.caseId)
  })

  /** 2 March 2026 is the day of the act. */
  const young = (idNumber: string) => startCase(bureau, { ...citizen, name: '陈小童', idNumber })
  const withFather = { guardian: '父亲陈大同' }
  const untilInterview = async (play: Awaited<ReturnType<typeof startCase>>) => {
    await play.file()
    await play.fill('inspect-scene')
    await bureau.task(play.lead, 'interview-party', play.caseId)
  }

  it('penalises no child, whatever the form says of the age: the guardian is told (行政处罚法 第三十条)', async () => {
    const play = await young('330481201505051231')
    const { fill, lead, caseId } = play
    await untilInterview(play)
    expect(await wrongFields(fill('interview-party', { ageBand: 'child' }))).to.deep.equal(['guardian'])
    for (const ageBand of ['adult', 'minor'])
      expect(await wrongFields(fill('interview-party', { ...withFather, ageBand }))).to.deep.equal([
        'ageBand',
      ])
    await fill('interview-party', { ...withFather, ageBand: 'child' })
    await play.photograph()
    await fill('collect-evidence')
    await fill('order-correction')
    await play.approve(['squad-01-head'])
    await fill('serve-correction-order')
    await bureau.task(lead, 'draft-investigation-report', caseId)
    expect(await wrongFields(fill('draft-investigation-report'))).to.deep.equal(['fineYuan'])
    expect(
      await wrongFields(
        fill('draft-investigation-report', { fineYuan: 100, proposedDecision: 'no-penalty' }),
      ),
    ).to.deep.equal(['fineYuan'])
    await fill('draft-investigation-report', {
      fineYuan: 0,
      proposedDecision: 'no-penalty',
      proposal: '建议不予行政处罚。',
    })
    await play.approve()
    await fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    // Nothing is notified where no penalty is intended (PL 44).
    await bureau.task(lead, 'draft-decision', caseId)
    expect(await wrongFields(fill('draft-decision'))).to.deep.equal(['decisionKind', 'fineYuan'])
    expect(
      await wrongFields(fill('draft-decision', { fineYuan: 0, other: '警告' })),
      'a warning is a penalty too',
    ).to.deep.equal(['decisionKind'])
    const none = { ...exemption, noPenaltyGround: 'under-age', noPenaltyReason: '当事人行为时十周岁。' }
    expect(await wrongFields(fill('draft-decision', none))).to.deep.equal(['guardian'])
    await fill('draft-decision', { ...none, guardian: '父亲陈大同' })
    await play.approve()
    await bureau.task(lead, 'serve-decision', caseId)
    const { documents } = await bureau.cases.page(lead, caseId)
    const { id } = documents.find(({ kind }) => kind === 'no-penalty-decision')!
    const html = (await bureau.documents.html(lead, id)).toString()
    expect(html).to.contain('责令其监护人（父亲陈大同）加以管教').and.to.contain('的行为违反了')
  }).timeout(240_000)

  it('penalises who is not yet eighteen lighter, and counts the years at the time of the act', async () => {
    const play = await young('330481200906011236')
    const { fill, lead, caseId } = play
    await untilInterview(play)
    expect(await wrongFields(fill('interview-party', withFather))).to.deep.equal(['ageBand'])
    await fill('interview-party', { ...withFather, ageBand: 'minor' })
    await play.photograph()
    await fill('collect-evidence')
    await fill('order-correction')
    await play.approve(['squad-01-head'])
    await fill('serve-correction-order')
    await bureau.task(lead, 'draft-investigation-report', caseId)
    const { fineMaxFen } = await bureau.violations.get('SR-001', '2026-03-02')
    expect(
      await wrongFields(fill('draft-investigation-report', { fineYuan: fineMaxFen! / 100 })),
    ).to.deep.equal(['fineYuan'])
    await fill('draft-investigation-report', { fineYuan: 150, discretionTier: '轻微' })
  }).timeout(240_000)

  it('does not say that somebody broke the law where there is no violation', async () => {
    const play = await beforeTheDecision({ ...citizen, name: '孙无事', idNumber: '330381199001014394' })
    const { noPenaltyGround: _ground, ...reasons } = exemption
    const none = { ...reasons, noPenaltyReason: '现有证据不能证明货物由当事人摆放。' }
    await play.fill('draft-decision', { ...none, noPenaltyGround: 'not-established' })
    await play.approve()
    await bureau.task(play.lead, 'serve-decision', play.caseId)
    const { documents } = await bureau.cases.page(play.lead, play.caseId)
    const { id } = documents.find(({ kind }) => kind === 'no-penalty-decision')!
    const html = (await bureau.documents.html(play.lead, id)).toString()
    expect(html).to.contain('违法事实不能成立').and.not.to.contain('的行为违反了')
    expect(await recordsOf(play), 'no violation, no record').to.deep.equal([])
  }).timeout(120_000)

  it('exempts nobody twice: who was not penalised has had a first violation (PL 33)', async () => {
    const person = { ...citizen, name: '周再犯', idNumber: '330381199001013498' }
    const first = await beforeTheDecision(person)
    await bureau.task(first.lead, 'draft-decision', first.caseId)
    await first.fill('draft-decision', exemption)
    await first.approve()
    await bureau.task(first.lead, 'serve-decision', first.caseId)
    expect(await recordsOf(first)).to.have.length(1)
    expect((await recordsOf(first))[0]).to.include({
      caseId: first.caseId,
      violationCode: 'SR-001',
      penalised: false,
      fineFen: 0,
    })
    const again = await beforeTheDecision(person)
    const tier = await bureau.cases.fact({ sql: bureau.database.sql }, again.caseId, 'discretion')
    expect(tier, '第二次').to.include({ tier: 'grave' })
    await bureau.task(again.lead, 'draft-decision', again.caseId)
    expect(await wrongFields(again.fill('draft-decision', exemption))).to.deep.equal(['noPenaltyGround'])
  }).timeout(240_000)

  it('exempts nobody who was penalised for the same within two years', async () => {
    const play = await beforeTheDecision({ ...citizen, name: '郑受罚', idNumber: '330381199001012591' })
    const { party_id: partyId, violation_code: violationCode } = await bureau.cases.row(
      { sql: bureau.database.sql },
      play.caseId,
    )
    await bureau.database.write((tx) =>
      bureau.parties.addRecord(tx, play.lead, {
        partyId: partyId!,
        violationCode: violationCode!,
        decidedOn: '2025-12-01',
        fineFen: 10_000,
        caseId: 'another',
      }),
    )
    await bureau.task(play.lead, 'draft-decision', play.caseId)
    expect(await wrongFields(play.fill('draft-decision', exemption))).to.deep.equal(['noPenaltyGround'])
    // Slight, corrected and without harm is another ground.
    await play.fill('draft-decision', { ...exemption, noPenaltyGround: 'slight' })
    await play.approve()
    await bureau.task(play.lead, 'serve-decision', play.caseId)
    const { documents } = await bureau.cases.page(play.lead, play.caseId)
    expect(documents.map(({ kind }) => kind))
      .to.include('no-penalty-decision')
      .and.not.include('first-violation-exemption')
  }).timeout(120_000)
}
