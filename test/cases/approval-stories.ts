/** What an approval promises, told once for both engines: each operation through the services, on the real model. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import { type Play, startCase, tiers } from './officer-at-work.ts'
import { refusal } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

export function approvalStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  let approvalId: string
  const person = (userName: string): Promise<Actor> => bureau.actor(userName)
  const view = async () => bureau.approvals.get(play.lead, approvalId)
  const tier = (index: number) =>
    bureau.eventually(`tier ${index}`, async () => (await view()).tierIndex === index)
  const outcome = (wanted: string) =>
    bureau.eventually(`outcome ${wanted}`, async () => (await view()).outcome === wanted)
  const move = async (ticket: Promise<string | undefined>) => bureau.settled({ ticket: (await ticket)! })

  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(60_000)
    play = await startCase(bureau)
    await play.fill('enter-case')
    approvalId = await play.approval()
  })

  it('goes strictly through the four tiers and records who decided in which role, before which documents', async () => {
    expect(await refusal(play.fill('review', {}, await person('squad-01-legal')))).to.equal('input-invalid')
    await play.approve()
    await outcome('agreed')
    const { decisions, route } = await view()
    expect(route.map((one) => one.role)).to.deep.equal([
      'unit-legal-officer',
      'department-head',
      'legal-section',
      'deputy-director',
    ])
    expect(decisions.map(({ tierIndex, state }) => [tierIndex, state])).to.deep.equal(
      [1, 2, 3, 4].map((index) => [index, 'effective']),
    )
    for (const { fingerprints, opinion } of decisions) {
      expect(fingerprints).to.have.length(1)
      expect(opinion).to.equal('同意')
    }
  })

  it('puts before each tier in one call what it decides on, and why it came back before', async () => {
    const legal = await person('squad-01-legal')
    const pageOf = async (actor: Actor, elementId: string) =>
      bureau.cases.taskPage(actor, (await bureau.task(actor, elementId, play.caseId)).userTaskKey)
    const first = await pageOf(legal, 'review')
    expect(first.documents.map(({ kind }) => kind)).to.deep.equal(['clue-registration'])
    expect(first.facts.map(({ kind }) => kind)).to.include('entry')
    expect(first).to.deep.include({ before: [], partyRecords: [] })
    expect([first.form, first.approval?.id, first.party === null]).to.deep.equal([
      bureau.forms.get('review'),
      approvalId,
      false,
    ])
    await play.decide('squad-01-legal', { decision: 'return', returnTo: 0, opinion: '请写明占道面积。' })
    const again = await pageOf(play.lead, 'enter-case')
    expect(again.before.map(({ decisions }) => decisions.map(({ opinion }) => opinion))).to.deep.equal([
      ['请写明占道面积。'],
    ])
    expect(again.approval).to.equal(null)
    const stranger = await person('squad-02-officer-1')
    expect(await refusal(bureau.cases.taskPage(stranger, again.task.userTaskKey))).to.equal('forbidden')
    expect((await pageOf(play.lead, 'enter-case')).deadlines.map(({ limit }) => limit)).to.include(
      'clue-decision',
    )
  })

  it('refuses a decision on documents that are no longer what was shown', async () => {
    const legal = await person('squad-01-legal')
    const { userTaskKey } = await bureau.task(legal, 'review', play.caseId)
    const shown = [{ documentId: (await view()).documentIds[0]!, sha256: '0'.repeat(64) }]
    expect(await refusal(bureau.tasks.complete(legal, userTaskKey, { decision: 'agree' }, shown))).to.equal(
      'conflict',
    )
  })

  it('returns 退回 to an earlier tier, whose people decide again', async () => {
    await play.approve(tiers.slice(0, 2))
    await play.decide('legal-reviewer-1', { decision: 'return', returnTo: 1, opinion: '请法制员核对' })
    await tier(1)
    await play.approve()
    await outcome('agreed')
    const { decisions } = await view()
    expect(decisions).to.have.length(7)
  })

  it('returns to the drafter, whose new submission is a new approval', async () => {
    await play.decide('squad-01-legal', { decision: 'return', returnTo: 0, opinion: '请补充' })
    await outcome('returned')
    await play.fill('enter-case')
    expect(await play.approval()).not.to.equal(approvalId)
  })

  it('goes on to who decides when an earlier tier objects; the last one says why it does not follow', async () => {
    const fault = (decision: object) =>
      play.decide(tiers.at(-1)!, { ...decision } as never).then(
        () => '',
        (error: { fields: { path: string }[] }) => error.fields[0]!.path,
      )
    await play.decide(tiers[0]!, { decision: 'reject', opinion: '证据不足' })
    await tier(2)
    await play.approve(tiers.slice(1, 3))
    await tier(4)
    expect(await fault({ decision: 'reject' })).to.equal('opinion')
    expect(await fault({ decision: 'agree' })).to.equal('opinion')
    for (const bare of [
      '同意',
      '同意。',
      '拟同意',
      '已阅',
      '原则同意',
      '同意承办人意见，请依法办理。',
      '情况属实',
    ])
      expect(await fault({ decision: 'agree', opinion: bare }), bare).to.equal('opinion')
    await play.decide(tiers.at(-1)!, { decision: 'agree', opinion: '证据已经补充，同意' })
    await outcome('agreed')
  })

  it('ends the case when it is rejected 不予批准', async () => {
    await play.refuseToApprove('不属本机关管辖')
    await outcome('rejected')
    await bureau.eventually(
      'the case has ended',
      async () => (await bureau.cases.page(play.lead, play.caseId)).case.state === 'not-accepted',
    )
    const limits = await bureau.deadlines.ofCase(play.caseId)
    expect(limits.length).to.be.greaterThan(0)
    expect(limits.filter(({ endedOn }) => endedOn === null)).to.deep.equal([])
  })

  it('issues why a case is not filed 不予立案, with the opinion that refused it', async () => {
    await play.approve()
    await play.fill('draft-filing')
    await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意' })
    await play.refuseToApprove('违法行为轻微并已改正', tiers.slice(1))
    const page = await bureau.eventually('the case has ended', async () => {
      const seen = await bureau.cases.page(play.lead, play.caseId)
      return seen.case.state === 'not-filed' && seen
    })
    const paper = page.documents.find(({ kind }) => kind === 'no-filing-approval')!
    expect(paper.number).to.match(/不立字〔2026〕第\d{6}号$/)
    const text = (await bureau.documents.html(play.lead, paper.id)).toString()
    for (const word of ['违法行为轻微并已改正', '不予批准', '同意']) expect(text).to.include(word)
  })

  it('adds a tier before 加签, then asks the same tier again', async () => {
    await play.decide('squad-01-legal', {
      decision: 'add-tier-before',
      addRole: 'legal-section',
      opinion: '请法制科先看',
    })
    await play.decide('legal-reviewer-3', { decision: 'agree', opinion: '可以' })
    await tier(2)
    expect((await view()).route.map(({ added }) => added)).to.deep.equal([true, false, false, false, false])
    await play.approve()
    await outcome('agreed')
  })

  it('adds a tier after 加签 for one officer, and removes it 减签 while it waits', async () => {
    const deputy = await person('general-deputy-b')
    await play.decide('squad-01-legal', {
      decision: 'add-tier-after',
      addRole: 'deputy-director',
      addOfficerId: deputy.officerId!,
      opinion: '同意，请分管领导先看',
    })
    await tier(2)
    const [waiting] = (await view()).waitingFor
    expect(waiting?.officerId).to.equal(deputy.officerId)
    expect(await refusal(bureau.approvals.removeTier(deputy, approvalId, 2))).to.equal('forbidden')
    await move(bureau.approvals.removeTier(await person('squad-01-legal'), approvalId, 2))
    await bureau.eventually(
      'the head',
      async () => (await view()).waitingFor[0]?.officerId === (await person('squad-01-head')).officerId,
    )
    await play.approve(tiers.slice(1))
    await outcome('agreed')
    expect((await view()).route).to.have.length(4)
  })

  it('hands a review over 转办 to another holder of the role, and to nobody else', async () => {
    await play.approve(tiers.slice(0, 2))
    await tier(3)
    const [from, to] = await Promise.all([person('legal-reviewer-1'), person('legal-reviewer-2')])
    await bureau.task(from, 'review', play.caseId)
    expect(
      await refusal(
        bureau.approvals.reassign(from, approvalId, {
          toOfficerId: play.assisting.officerId!,
          reason: '出差',
        }),
      ),
    ).to.equal('conflict')
    expect(
      await refusal(
        bureau.approvals.reassign(play.lead, approvalId, { toOfficerId: to.officerId!, reason: '催' }),
      ),
    ).to.equal('forbidden')
    await move(bureau.approvals.reassign(from, approvalId, { toOfficerId: to.officerId!, reason: '出差' }))
    await bureau.eventually(
      'handed over',
      async () =>
        !(await bureau.tasks.mine(from, { caseId: play.caseId })).items.some(
          ({ elementId }) => elementId === 'review',
        ),
    )
    await play.decide('legal-reviewer-2', { decision: 'agree', opinion: '同意' })
    await tier(4)
  })

  it('asks 征询 without handing over, sends copies 抄送, reminds 催办 once in four hours', async () => {
    const [legal, asked] = await Promise.all([person('squad-01-legal'), person('legal-reviewer-2')])
    const consultation = await bureau.approvals.consult(legal, approvalId, {
      officerId: asked.officerId!,
      question: '是否属本机关管辖？',
    })
    expect(await refusal(bureau.approvals.answerConsultation(play.lead, consultation, '是'))).to.equal(
      'forbidden',
    )
    await bureau.approvals.answerConsultation(asked, consultation, '属本机关管辖')
    await bureau.approvals.sendCopies(play.lead, approvalId, [play.assisting.officerId!])
    await bureau.approvals.remind(play.lead, approvalId)
    expect(await refusal(bureau.approvals.remind(play.lead, approvalId))).to.equal('too-many-requests')
    const { consultations, copies, tierIndex } = await view()
    expect(consultations[0]?.answer).to.equal('属本机关管辖')
    expect(copies.map(({ officerId }) => officerId)).to.deep.equal([play.assisting.officerId])
    expect(tierIndex).to.equal(1)
    expect((await bureau.tasks.notifications.mine(legal)).map(({ kind }) => kind)).to.include(
      'approval-reminder',
    )
  })

  it('is withdrawn 撤回 by its drafter while no tier has acted', async () => {
    expect(await refusal(bureau.approvals.withdraw(play.assisting, approvalId, '有误'))).to.equal('forbidden')
    await move(bureau.approvals.withdraw(play.lead, approvalId, '当事人信息有误'))
    await outcome('withdrawn')
    await play.fill('enter-case')
    approvalId = await play.approval()
    await play.approve(tiers.slice(0, 1))
    await tier(2)
    expect(await refusal(bureau.approvals.withdraw(play.lead, approvalId, '晚了'))).to.equal('conflict')
  })

  it('lets one take back 拿回 the last act while nobody has acted on it', async () => {
    const legal = await person('squad-01-legal')
    await play.approve(tiers.slice(0, 1))
    await tier(2)
    expect(await refusal(bureau.approvals.takeBack(await person('squad-01-head'), approvalId))).to.equal(
      'forbidden',
    )
    await move(bureau.approvals.takeBack(legal, approvalId))
    await tier(1)
    expect((await view()).decisions.map(({ decision, state }) => [decision, state])).to.deep.equal([
      ['agree', 'taken-back'],
      ['take-back', 'effective'],
    ])
    await play.approve(tiers.slice(0, 2))
    await tier(3)
    expect(await refusal(bureau.approvals.takeBack(legal, approvalId))).to.equal('forbidden')
  })

  it('jumps by supervision with a reason', async () => {
    expect(
      await refusal(
        bureau.approvals.jump(await person('squad-02-head'), approvalId, { toTier: 4, reason: '快' }),
      ),
    ).to.equal('forbidden')
    await move(
      bureau.approvals.jump(await person('supervision-supervisor-1'), approvalId, {
        toTier: 4,
        reason: '督察决定，材料已经口头审核',
      }),
    )
    await tier(4)
    await play.approve(tiers.slice(3))
    await outcome('agreed')
    expect((await view()).decisions[0]).to.include({
      decision: 'jump',
      opinion: '督察决定，材料已经口头审核',
    })
  })

  it('refuses who is not asked, and everybody while it is on the move', async () => {
    const legal = await person('squad-01-legal')
    const { userTaskKey } = await bureau.task(legal, 'review', play.caseId)
    expect(await refusal(bureau.tasks.complete(play.lead, userTaskKey, { decision: 'agree' }))).to.equal(
      'forbidden',
    )
    expect(
      await refusal(
        bureau.tasks.complete(await person('squad-02-legal'), userTaskKey, { decision: 'agree' }),
      ),
    ).to.equal('forbidden')
    bureau.holdOutbox()
    const ticket = bureau.approvals.withdraw(play.lead, approvalId, '有误')
    await ticket
    expect(await refusal(bureau.tasks.complete(legal, userTaskKey, { decision: 'agree' }))).to.equal(
      'conflict',
    )
    bureau.releaseOutbox()
    await move(ticket)
    await outcome('withdrawn')
  })

  it('honours absence and delegation, and says on whose behalf', async () => {
    const [head, delegate] = await Promise.all([person('squad-01-head'), person('squad-02-head')])
    const [fromAt, toAt] = [bureau.clock.now() - 1, bureau.clock.now() + 86_400_000]
    const made = await bureau.database.write((tx) =>
      bureau.officers.delegate(tx, head, {
        fromOfficerId: head.officerId!,
        toOfficerId: delegate.officerId!,
        role: 'department-head',
        fromAt,
        toAt,
        reason: '休假',
      }),
    )
    const absence = await bureau.database.write((tx) =>
      bureau.officers.recordAbsence(tx, head, { officerId: head.officerId!, fromAt, toAt, reason: '休假' }),
    )
    await play.approve(tiers.slice(0, 1))
    await tier(2)
    await play.decide('squad-02-head', { decision: 'agree', opinion: '同意' })
    await tier(3)
    const { decisions } = await view()
    expect(decisions[1]).to.include({ officerId: delegate.officerId, onBehalfOf: head.officerId })
    await bureau.database.write(async (tx) => {
      await bureau.officers.endDelegation(tx, head, made.id)
      await bureau.officers.cancelAbsence(tx, head, absence.id)
    })
  })
}
