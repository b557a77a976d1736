/** 并案、分案、重新立案: cases that become one, two, or begin anew, after approval; numbers, evidence, limits, property. Told once for both engines. */
import { expect } from 'chai'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { refusal, refusedWith } from './refused-with.ts'
import { type Play, startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

export function relatedCaseStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())

  /** A case that is filed and under investigation. */
  const underInvestigation = async (): Promise<Play> => {
    const play = await startCase(bureau)
    await play.fill('enter-case')
    await play.approve()
    await play.fill('draft-filing')
    await play.approve()
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
    return play
  }
  const page = (play: Play, caseId = play.caseId) => bureau.cases.page(play.lead, caseId)
  const request = async (
    play: Play,
    kind: Parameters<WholeBureau['cases']['requestSideFlow']>[2],
    given: object,
    caseId = play.caseId,
  ) => {
    const { id, ticket } = await bureau.cases.requestSideFlow(play.lead, caseId, kind, { ...given })
    await bureau.settled({ ticket })
    return id
  }
  const becomes = (play: Play, id: string, state: string) =>
    bureau.eventually(`${id} ${state}`, async () => {
      const found = (await page(play)).sideFlows.find((one) => one.id === id)
      return found?.state === state && found
    })

  it('joins a later case of the same party to the one that was filed first, with its evidence and not its number', async () => {
    const first = await underInvestigation()
    await bureau.advance(day)
    const second = await underInvestigation()
    await second.photograph()
    const numbers = [(await page(first)).case.number, (await page(second)).case.number]
    // Into the later one, into itself, into what is not filed: no.
    expect(
      await refusal(request(first, 'joining', { intoCaseId: second.caseId, reason: '同一当事人' })),
    ).to.equal('conflict')
    expect(
      await refusal(request(second, 'joining', { intoCaseId: second.caseId, reason: '同一当事人' })),
    ).to.equal('conflict')
    const unfiled = await startCase(bureau)
    expect(
      await refusal(request(second, 'joining', { intoCaseId: unfiled.caseId, reason: '同一当事人' })),
    ).to.equal('conflict')

    const id = await request(second, 'joining', { intoCaseId: first.caseId, reason: '同一当事人连续占道' })
    expect((await page(second)).case.state).to.equal('open')
    await second.approve()
    await becomes(second, id, 'done')
    const [one, two] = [await page(first), await page(second)]
    expect([one.case.state, two.case.state]).to.deep.equal(['open', 'joined'])
    expect([one.case.number, two.case.number]).to.deep.equal(numbers)
    expect(one.evidenceFiles.map(({ carriedFrom }) => carriedFrom)).to.deep.equal([two.evidenceFiles[0]!.id])
    expect(one.relations).to.deep.equal(two.relations)
    expect(one.relations[0]).to.include({
      kind: 'joined',
      fromCaseId: second.caseId,
      toCaseId: first.caseId,
      reason: '同一当事人连续占道',
    })
    const limits = (caseId: string) => bureau.deadlines.ofCase(caseId)
    // What is left is to bind its volume.
    const running = (await limits(second.caseId)).filter(({ endedOn }) => endedOn === null)
    expect(running.map(({ limit }) => limit)).to.deep.equal(['archive'])
    expect((await limits(first.caseId)).find(({ limit }) => limit === 'case-decision')!.state).to.equal(
      'running',
    )
    await bureau.eventually('nothing is left to do in it', async () =>
      (await bureau.tasks.ofCase(second.caseId)).every(({ state }) => state !== 'open'),
    )
    expect(await refusal(request(second, 'splitting', {}))).to.equal('conflict')
  }).timeout(120_000)

  it('leaves goods where they were taken: they are disposed of there, and hold up the case that remains', async () => {
    const first = await underInvestigation()
    const second = await underInvestigation()
    const words = {
      kind: 'seizure' as const,
      reason: '可能灭失',
      basis: '行政强制法 第二十二条',
      place: '人民路',
    }
    const { measureId, requestId } = await bureau.property.apply(second.lead, second.caseId, words)
    const joining = { intoCaseId: first.caseId, reason: '同一当事人' }
    expect(await refusal(request(second, 'joining', joining))).to.equal('conflict')
    await second.approve()
    await bureau.eventually('the measure is approved', async () => {
      const { requests } = await bureau.property.measure(second.lead, measureId)
      return requests.find(({ id }) => id === requestId)!.state === 'agreed'
    })
    await bureau.property.listGoods(second.lead, measureId, {
      storage: '第一暂扣仓库',
      items: [{ name: '三轮车', kind: '车辆', specification: '', quantity: '1', unit: '辆', photoIds: [] }],
    })
    await bureau.task(second.lead, 'execute-measure', second.caseId)
    await bureau.property.execute(second.lead, measureId, {
      at: bureau.clock.now(),
      place: '人民路',
      officerIds: [second.lead.officerId!, second.assisting.officerId!],
      partyPresent: true,
      statement: '无',
      course: '当场清点',
      items: [],
    })
    await bureau.task(second.lead, 'decide-on-goods', second.caseId)
    const id = await request(second, 'joining', joining)
    await second.approve()
    await becomes(second, id, 'done')
    const { deadlines } = await bureau.property.measure(second.lead, measureId)
    expect(deadlines[0]).to.include({ limit: 'measure-initial', state: 'running' })
    await bureau.task(second.lead, 'decide-on-goods', second.caseId)
    expect(
      await refusal(
        bureau.cases.requestSideFlow(first.lead, first.caseId, 'termination', {
          course: '经调查，违法事实不能成立。',
          reason: '证据不足。',
          basis: '《中华人民共和国行政处罚法》第五十七条第一款第三项',
        }),
      ),
    ).to.equal('conflict')
  }).timeout(120_000)

  it('refuses what was approved when one of the two has gone on meanwhile', async () => {
    const first = await underInvestigation()
    const second = await underInvestigation()
    const id = await request(second, 'joining', { intoCaseId: first.caseId, reason: '同一当事人' })
    await bureau.database.write(({ sql }) =>
      sql.run("UPDATE cases SET stage = 'decision' WHERE id = ?", [first.caseId]),
    )
    await second.approve()
    const refused = await becomes(second, id, 'refused')
    expect(refused.reason).to.equal('案件已经进入行政审批，不能并案')
    expect((await page(second)).case.state).to.equal('open')
  }).timeout(120_000)

  it('splits a case: what is split off begins as a case of its own, from the same clue, without a number yet', async () => {
    const play = await underInvestigation()
    const { id: file } = await play.photograph()
    await play.photograph()
    const given = {
      reason: '另一地点的行为事实不同',
      content: '在解放路 3 号另有占道经营',
      leadOfficerId: play.lead.officerId!,
      assistingOfficerIds: [play.assisting.officerId!],
      evidenceFileIds: [file],
    }
    expect(await refusal(request(play, 'splitting', { ...given, evidenceFileIds: ['别案的'] }))).to.equal(
      'input-invalid',
    )
    const id = await request(play, 'splitting', given)
    await play.approve()
    await becomes(play, id, 'done')
    const before = await page(play)
    const caseId = before.relations[0]!.toCaseId
    const after = await page(play, caseId)
    expect(after.case).to.include({ state: 'open', stage: 'entry', number: null })
    expect(after.clue.id).to.equal(before.clue.id)
    expect(after.evidenceFiles.map(({ carriedFrom }) => carriedFrom)).to.deep.equal([file])
    expect(before.evidenceFiles).to.have.length(2)
    expect(before.case.state).to.equal('open')
    await bureau.task(play.lead, 'enter-case', caseId)
  }).timeout(120_000)

  it('reopens what ended without a decision as a new case, once; the old one stays as it ended', async () => {
    const play = await underInvestigation()
    const given = {
      ground: '发现新的证据',
      reason: '监控录像显示其继续占道',
      leadOfficerId: play.lead.officerId!,
      assistingOfficerIds: [play.assisting.officerId!],
    }
    expect(await refusal(request(play, 'reopening', given))).to.equal('conflict')
    const ended = await request(play, 'termination', {
      course: '经调查，违法事实不能成立。',
      reason: '证据不足。',
      basis: '《中华人民共和国行政处罚法》第五十七条第一款第三项',
    })
    await play.approve()
    await becomes(play, ended, 'done')
    const id = await request(play, 'reopening', given)
    await play.approve()
    await becomes(play, id, 'done')
    const old = await page(play)
    expect(old.case.state).to.equal('terminated')
    const [relation] = old.relations
    expect(relation).to.include({ kind: 'reopened', reason: '发现新的证据：监控录像显示其继续占道' })
    expect((await page(play, relation!.toCaseId)).case).to.include({ state: 'open', number: null })
    await bureau.task(play.lead, 'enter-case', relation!.toCaseId)
    expect(await refusal(request(play, 'reopening', given))).to.equal('conflict')
    expect(await bureau.audit.verify()).to.include({ ok: true })
  }).timeout(120_000)

  it('reopens what was given to another organ only when that gives it back (PL 27)', async () => {
    const play = await underInvestigation()
    const transferred = await request(play, 'transfer', {
      recipient: '示例县市场监督管理局',
      course: '无照经营。',
      reason: '不属本机关管辖。',
      basis: '《中华人民共和国行政处罚法》第二十五条',
      materials: [{ name: '现场照片', copies: 1 }],
    })
    await play.approve()
    await becomes(play, transferred, 'done')
    const given = (ground: string) => ({
      ground,
      reason: '来函称应由我局处理',
      leadOfficerId: play.lead.officerId!,
      assistingOfficerIds: [play.assisting.officerId!],
    })
    expect(await refusedWith(request(play, 'reopening', given('发现新的证据')))).to.deep.equal([
      'input-invalid',
      'ground',
    ])
    const id = await request(play, 'reopening', given('受移送机关移回'))
    await play.approve()
    await becomes(play, id, 'done')
    const old = await page(play)
    expect(old.case.state).to.equal('transferred')
    await bureau.task(play.lead, 'enter-case', old.relations[0]!.toCaseId)
  }).timeout(120_000)

  it('reopens what was found in time however late; what was not, only with the reason of its filing (PL 36)', async () => {
    const now = bureau.clock.now()
    const acted = now - 1100 * day
    const play = await startCase(bureau)
    const clueCameIn = async (at: number) => {
      const { clue_id } = await bureau.cases.row(bureau.database, play.caseId)
      await bureau.database.write(({ sql }) =>
        sql.run('UPDATE clues SET received_at = ? WHERE id = ?', [at, clue_id]),
      )
    }
    await clueCameIn(acted + 300 * day)
    await play.fill('enter-case', { occurredAt: isoInstant(acted) })
    await play.approve()
    await play.fill('draft-filing')
    await play.approve()
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
    const ended = await request(play, 'termination', {
      course: '经调查，违法事实不能成立。',
      reason: '证据不足。',
      basis: '《中华人民共和国行政处罚法》第五十七条第一款第三项',
    })
    await play.approve()
    await becomes(play, ended, 'done')
    const given = {
      ground: '上级督办',
      reason: '督办',
      leadOfficerId: play.lead.officerId!,
      assistingOfficerIds: [play.assisting.officerId!],
    }
    const reopen = (said?: object) =>
      refusedWith(
        request(play, 'reopening', {
          ...given,
          ...(said && { limitation: { reason: '有历次巡查记录。', ...said } }),
        }),
      )
    // Had it been found three years after the act:
    await clueCameIn(now)
    expect(await reopen()).to.deep.equal(['input-invalid', 'limitation.ground'])
    expect(await reopen({ ground: 'continuing' })).to.deep.equal(['input-invalid', 'limitation.on'])
    expect(await reopen({ ground: 'continuing', on: legalDay(acted + day) })).to.deep.equal([
      'input-invalid',
      'limitation.on',
    ])
    // It was found after three hundred days: that the case ended and years went by takes nothing of that away.
    await clueCameIn(acted + 300 * day)
    await request(play, 'reopening', given)
  }).timeout(120_000)
}
