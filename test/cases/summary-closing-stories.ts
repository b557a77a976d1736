/** What a case decided on the spot waits for before it is archived, as every case does; what it has no part in; and who is told when the fine is not paid. Through HTTP. */
import { expect } from 'chai'
import { type PaperCode, paperKinds } from '../../src/cases/papers/kinds.ts'
import { type SideFlowCode, sideFlowKinds } from '../../src/cases/side-flows/kinds.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import { enforcementDesk } from './enforcement-desk.ts'
import { type Door, openDoor, type Refusal } from './over-the-door.ts'
import { refusedWith } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

const officer = 'squad-01-officer-1'
const day = 86_400_000

export function summaryClosingStories(open: () => Promise<WholeBureau>): void {
  const desk = enforcementDesk(open)
  let door: Door
  before(async () => {
    door = await openDoor(desk.bureau)
  })
  after(() => door?.close())

  const now = () => isoInstant(desk.bureau.clock.now())
  const deferred = async () =>
    (
      await door.act<{ id: string }>(officer, `/cases/${desk.caseId}/instalment`, {
        appliedOn: desk.today(),
        way: '延期缴纳',
        reason: '经济困难。',
        payments: [{ amountFen: 10_000, dueOn: addDays(desk.today(), 40) }],
        proposal: '建议同意。',
      })
    ).id
  const pay = () =>
    door.act(officer, `/cases/${desk.caseId}/payment-received`, {
      paidFen: 10_000,
      paidOn: desk.today(),
      receiptNumber: '票-1',
    })
  const state = async () => (await door.page(desk.caseId)).case.state
  const held = () => door.told(officer, desk.caseId, 'closing-held')
  const heldFor = (words: string) =>
    desk.bureau.eventually('it is held', async () => (await held()).some((text) => text.includes(words)))
  const nothingStopped = async () => {
    await desk.bureau.quiet()
    expect(await desk.bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal(
      [],
    )
  }

  it('is not archived while a notice of deferral has not reached the party; then it is, by itself', async function () {
    this.timeout(240_000)
    const id = await deferred()
    await door.agree(desk.caseId, 'instalment-approval')
    expect((await door.ended(desk.caseId, id)).state).to.equal('done')
    await pay()
    await heldFor('《延期（分期）缴纳罚款通知书》')
    await desk.bureau.quiet()
    expect(await state()).to.equal('open')
    expect(await desk.documents()).not.to.include('volume')
    const closing = desk.bureau.database.write(async (tx) => {
      const { process_instance_key: key } = await desk.bureau.cases.row(tx, desk.caseId)
      return desk.bureau.cases.advance(tx, desk.caseId, 'closed', key!)
    })
    expect(await refusedWith(closing)).to.deep.equal(['conflict'])
    const before = (await held()).length
    await desk.bureau.advance(day)
    await desk.bureau.eventually('its officers are told again', async () => (await held()).length > before)
    expect(await state()).to.equal('open')

    const { documents } = await door.get<{ documents: { id: string; kind: string }[] }>(
      officer,
      `/cases/${desk.caseId}/service`,
    )
    await door.act(officer, `/cases/${desk.caseId}/service-attempts`, {
      way: 'in-person',
      documentIds: documents.filter(({ kind }) => kind === 'instalment-notice').map((one) => one.id),
      outcome: 'served',
      at: now(),
      place: '示例县综合行政执法局',
      recipient: '张示例',
    })
    await desk.archived()
    await nothingStopped()
  })

  it('is not archived while a side flow is under way, which may be withdrawn', async function () {
    this.timeout(240_000)
    const id = await deferred()
    const approval = await door.approval(desk.caseId, 'instalment-approval')
    await pay()
    await heldFor('“延期（分期）缴纳罚款”尚未办结')
    expect(await state()).to.equal('open')
    await door.act(officer, `/approvals/${approval.id}/withdraw`, { reason: '罚款已经缴清' })
    expect(await door.ended(desk.caseId, id)).to.include({ state: 'refused', reason: '已撤回' })
    await desk.archived()
    await nothingStopped()
  })

  it('gives no number to a deferral of what was paid while it was approved', async function () {
    this.timeout(240_000)
    const id = await deferred()
    await door.approval(desk.caseId, 'instalment-approval')
    await pay()
    await door.agree(desk.caseId, 'instalment-approval')
    expect(await door.ended(desk.caseId, id)).to.include({ state: 'refused', reason: '罚款已经缴清' })
    expect(await door.papers(desk.caseId, 'instalment-approval')).to.deep.equal([
      { state: 'void', number: null },
    ])
    expect(await door.papers(desk.caseId, 'instalment-notice')).to.deep.equal([])
    expect((await desk.page()).plans).to.deep.equal([])
    const [told] = await door.told(officer, desk.caseId, 'side-flow-not-effective')
    for (const words of ['“延期（分期）缴纳罚款”', '罚款已经缴清', '没有出具文书'])
      expect(told).to.include(words)
    await desk.archived()
    await nothingStopped()
  })

  it('has its officers told by the reminder of the limit when the fine is not paid in time, and asked to chase it', async function () {
    this.timeout(240_000)
    const dueOn = await desk.overdue()
    await desk.bureau.eventually('the reminder', async () =>
      (await door.told(officer, desk.caseId, 'deadline-over')).some((text) => text.includes(`${dueOn} 届满`)),
    )
    const { items } = await door.get<{ items: { elementId: string }[] }>(
      officer,
      `/tasks?caseId=${desk.caseId}`,
    )
    expect(items.map(({ elementId }) => elementId)).to.deep.equal(['chase-payment'])
    const page = await door.get<{ surcharge: { days: number } }>(officer, `/cases/${desk.caseId}/enforcement`)
    expect(page.surcharge.days).to.equal(1)
  })

  /** As they would be taken in an ordinary case. */
  const papers = (): { [code in PaperCode]: object } => {
    const record = {
      startedAt: now(),
      endedAt: now(),
      place: '示例县人民路 12 号',
      recorder: desk.officer.officerId,
      content: '占道物品已经清除。',
    }
    const { content: _content, ...times } = record
    const taken = {
      ...times,
      identityShown: true,
      officerIds: [desk.officer.officerId, desk.officer.officerId],
    }
    const on = desk.today()
    return {
      'interview-notice': { person: '张示例', at: now(), place: '本局', about: '占道经营' },
      'evidence-provision-notice': {
        person: '张示例',
        until: on,
        place: '本局',
        items: [{ name: '营业执照' }],
      },
      'scene-sketch': { evidenceId: 'X', note: '上北下南' },
      'sampling-list': {
        sampledAt: now(),
        place: '示例县人民路 12 号',
        method: '随机抽取',
        items: [{ name: '样品一', quantity: 2, unit: '件' }],
      },
      'appraisal-notice': { issuedOn: on, conclusion: '不符合国家标准。' },
      'clue-verification': {},
      'correction-recheck': { ...record, outcome: '已改正' },
      'statement-record': { ...record, person: { name: '张示例', relation: '当事人' } },
      'confiscation-decision-list': { gainsFen: 12_000 },
      'interview-record': {
        ...taken,
        personRole: '证人',
        personName: '李四',
        answers: [{ question: '你看到了什么？', answer: '看到店外摆货。' }],
      },
      'inspection-record': { ...taken, content: '占道物品已经清除。' },
      'enforcement-site-record': {
        startedAt: now(),
        endedAt: now(),
        place: '示例县人民路 12 号',
        officerIds: [desk.officer.officerId, desk.officer.officerId],
        recorder: desk.officer.officerId,
        partyPresent: true,
        content: '占道物品已经清除。',
        statement: '没有',
        recordingIds: ['X'],
        outcome: 'completed',
      },
    }
  }
  const materials = [{ name: '现场照片', copies: 2 }]
  type OrdinaryOnly = Exclude<
    SideFlowCode,
    | 'instalment'
    | 'surcharge'
    | 'refund'
    | 'enforcement-stay'
    | 'enforcement-termination'
    | 'publicity'
    | 'reopening'
    | 'enforcement-demand'
    | 'enforcement-decision'
    | 'performance-demand'
  >
  const sideFlows = (): { [code in OrdinaryOnly]: object } => {
    const { officerId } = desk.officer
    const basis = '《中华人民共和国行政处罚法》'
    return {
      'stop-order': { demand: '立即停止占道经营。' },
      appraisal: {
        institution: '示例县产品质量检验所',
        matter: '样品是否符合国家标准',
        materials: [{ name: '样品一', quantity: '2 件' }],
      },
      extension: { reason: '须等待鉴定意见。', days: 30 },
      suspension: { reason: '当事人下落不明。', basis, resumeWhen: '找到当事人。' },
      termination: { course: '现场未见占道物品。', reason: '违法事实不能成立。', basis },
      transfer: {
        recipient: '示例县市场监督管理局',
        course: '无照经营。',
        reason: '不属本机关管辖。',
        basis,
        materials,
      },
      'criminal-transfer': {
        police: '示例县公安局',
        crime: '污染环境罪',
        crimeBasis: '刑法 第三百三十八条',
        course: '倾倒有毒物质。',
        materials,
      },
      recusal: { officerId, way: '自行申请', claim: '系亲属。', granted: false, reason: '经查不是亲属。' },
      'change-of-officers': { officerId, successorId: officerId, reason: '工作调整。' },
      joining: { intoCaseId: desk.caseId, reason: '同一当事人' },
      splitting: {
        reason: '事实不同',
        content: '另有占道',
        leadOfficerId: officerId,
        assistingOfficerIds: [officerId],
        evidenceFileIds: [],
      },
    }
  }

  it('has no papers of an investigation, and no side flow of one: each is refused by its name, and leaves nothing', async function () {
    this.timeout(60_000)
    const count = async () => {
      const { documents, sideFlows: asked, approvals } = await door.page(desk.caseId)
      return [documents.length, asked.length, approvals.length]
    }
    const before = await count()
    for (const [code, given] of Object.entries(papers())) {
      const { status, headers, body } = await door.ask<Refusal>(
        officer,
        'POST',
        `/cases/${desk.caseId}/papers/${code}`,
        given,
      )
      expect([code, status, body.code, headers.get('content-type')?.split(';')[0]]).to.deep.equal([
        code,
        409,
        'conflict',
        'application/problem+json',
      ])
      expect(body.detail).to.equal(
        `当场处罚的案件不经调查取证，不出具《${paperKinds[code as PaperCode].title}》`,
      )
    }
    for (const [code, given] of Object.entries(sideFlows())) {
      const { status, body } = await door.ask<Refusal>(
        officer,
        'POST',
        `/cases/${desk.caseId}/${code}`,
        given,
      )
      expect([code, status, body.code]).to.deep.equal([code, 409, 'conflict'])
      expect(body.detail).to.equal(`当场处罚的案件没有“${sideFlowKinds[code as SideFlowCode].title}”这一事项`)
    }
    // What ends without a decision begins anew; this one has a decision.
    const reopening = {
      ground: '上级督办',
      reason: '督办',
      leadOfficerId: desk.officer.officerId,
      assistingOfficerIds: [desk.officer.officerId],
    }
    expect(
      (await door.ask<Refusal>(officer, 'POST', `/cases/${desk.caseId}/reopening`, reopening)).body.detail,
    ).to.equal('案件尚未办结')
    expect(await count()).to.deep.equal(before)
  })
}
