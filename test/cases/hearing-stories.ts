/** 听证 of a case with a heavy penalty: asked for in time, arranged, notified, held or not; and what must not be possible. Told once for both engines. */
import { expect } from 'chai'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import type { FormData } from '../../src/tasks/index.ts'
import { hearingDesk } from './hearing-desk.ts'
import { tiers } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000
const hour = 3_600_000

export function hearingStories(open: () => Promise<WholeBureau>): void {
  const desk = hearingDesk(open)
  const { now, later, moveTo, says, hearings, becomes, limit, refusal, issued } = desk
  const { arrange, approve, serve, people, session, requested } = desk

  it('is held and reported; its time is not counted and the decision says what came of it', async function () {
    this.timeout(180_000)
    const { bureau, play, host, clerk } = desk
    const before = await limit('case-decision')
    expect(await refusal(says('hearing-requested', { receivedAt: now(day) }))).to.equal(
      'input-invalid receivedAt',
    )
    await bureau.advance(day)
    await requested()
    expect(await refusal(says('hearing-requested', { receivedAt: now() }))).to.equal('conflict')
    expect(await refusal(says('rights-waived', await play.waiver()))).to.equal('conflict')
    expect([(await limit('case-decision')).state, (await limit('hearing-request')).state]).to.deep.equal([
      'suspended',
      'suspended',
    ])
    // What the party states meanwhile is on record; nothing of the case goes on because of it.
    await says('statement-received', { receivedAt: now(), content: '请求从轻处罚。' })

    const offered = (await bureau.cases.hearingHosts(clerk, play.caseId)).map(({ officerId }) => officerId)
    expect(offered).to.include(host.officerId).and.not.include(play.lead.officerId)
    const soon = later(8)
    expect(await refusal(arrange(soon))).to.equal('input-invalid startsAt')
    const wrong = { hostId: play.assisting.officerId!, recorderId: play.lead.officerId! }
    expect(await refusal(arrange(later(14), wrong))).to.equal('input-invalid hostId recorderId')
    expect(await refusal(arrange(later(14), { way: '不公开' }))).to.equal('input-invalid closedBecause')
    const first = later(14)
    await arrange(first)
    await approve()
    await bureau.task(play.lead, 'serve-hearing-notice', play.caseId)
    const { dueOn } = await limit('hearing-notice')
    expect(dueOn).to.equal((await hearings())[0]!.noticeBy)
    const tooLate = Date.parse(`${dueOn}T23:00:00+08:00`) + 2 * hour
    expect(await refusal(serve({ at: isoInstant(tooLate) }))).to.equal('input-invalid at')
    await serve()
    await bureau.task(host, 'hold-session', play.caseId)
    expect((await limit('hearing-notice')).state).to.equal('met')

    // The party challenges the host: another presides, on another day, and is notified anew.
    const challenge = {
      cause: 'host-recusal' as const,
      applicant: '张三丰',
      reason: '主持人与本案有利害关系。',
    }
    expect(await refusal(bureau.cases.rearrangeHearing(play.lead, play.caseId, challenge))).to.equal(
      'forbidden',
    )
    await bureau.settled(await bureau.cases.rearrangeHearing(clerk, play.caseId, challenge))
    const second = later(15)
    expect(await refusal(arrange(second))).to.equal('input-invalid hostId')
    const presiding = clerk
    await arrange(second, { hostId: presiding.officerId! })
    await approve()
    await serve()
    expect(await issued('hearing-notice')).to.equal(2)
    const hold = (data: FormData) => bureau.complete(presiding, 'hold-session', play.caseId, data)
    await bureau.task(presiding, 'hold-session', play.caseId)
    expect(await refusal(hold(session()))).to.equal('input-invalid startedAt')
    await moveTo(second + hour)
    expect(await refusal(hold(session({ participants: people.slice(1) })))).to.equal(
      'input-invalid participants participants',
    )
    await hold(session())
    await bureau.eventually('the hearing has ended', async () => (await hearings())[0]!.endedAt !== null)
    expect(await refusal(says('hearing-withdrawn', { receivedAt: now() }))).to.equal('conflict')
    const counted = await limit('case-decision')
    expect(counted.state).to.equal('running')
    // From the request on 3 March to the session on the 18th, whose day counts again.
    expect(counted.excludedDays).to.equal(15)
    expect(Date.parse(counted.dueOn) - Date.parse(before.dueOn)).to.be.at.least(13 * day)
    expect([(await limit('hearing-request')).state, (await limit('hearing-request')).endedOn]).to.deep.equal([
      'met',
      legalDay(bureau.clock.now() - 15 * day),
    ])

    const sign = (signatures: FormData[]) =>
      bureau.complete(presiding, 'sign-hearing-record', play.caseId, { signatures })
    const signed = people.map(({ role, name }) => ({ role: role!, name: name!, signed: true }))
    await bureau.task(presiding, 'sign-hearing-record', play.caseId)
    expect(await refusal(sign(signed.slice(1)))).to.equal('input-invalid signatures')
    expect(await refusal(sign([{ ...signed[0]!, signed: false }, signed[1]!]))).to.equal(
      'input-invalid signatures[0].remark',
    )
    await sign([{ ...signed[0]!, signed: false, remark: '当事人拒绝签字。' }, signed[1]!])
    const report = {
      investigators: '占道经营事实清楚，建议罚款三百元。',
      party: '已经改正，请求从轻。',
      findings: '认定占道经营的事实，证据充分。',
      opinion: '建议罚款二百五十元。',
    }
    const write = (fineYuan: number) =>
      bureau.complete(presiding, 'write-hearing-report', play.caseId, { ...report, fineYuan })
    await bureau.task(presiding, 'write-hearing-report', play.caseId)
    expect(await refusal(write(301))).to.equal('input-invalid fineYuan')
    await write(250)
    // What was heard is reviewed and discussed before the decision (PL 57, 58, 65); no heavier than notified.
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    expect(await refusal(play.discuss({ conclusion: '罚款三百零一元。', fineYuan: 301 }))).to.equal(
      'input-invalid fineYuan',
    )
    await play.concludeDiscussion({ conclusion: '同意罚款二百八十元。', fineYuan: 280 })
    await bureau.task(play.lead, 'draft-decision', play.caseId)
    await becomes('reported')
    // Who hears or keeps the record takes part as well: none of them may rate the case later.
    const part = await bureau.cases.tookPart(bureau.database, play.caseId)
    expect(part).to.include.members([presiding.officerId, host.officerId, ...desk.others])
    expect([await issued('hearing-record'), await issued('hearing-report')]).to.deep.equal([1, 1])
    // The notice spoke of 300, the discussion decided 280.
    for (const fineYuan of [300.01, 280.01])
      expect(await refusal(play.fill('draft-decision', { fineYuan }))).to.equal('input-invalid fineYuan')
    expect([
      await issued('legal-review-opinion'),
      await issued('collective-discussion-record'),
    ]).to.deep.equal([2, 2])
    expect(await refusal(says('hearing-requested', { receivedAt: now() }))).to.equal('conflict')
    const facts = await bureau.cases.documentFacts(play.caseId, { kind: 'penalty-decision' })
    expect(facts.notice!.statement).to.equal(
      '当事人于2026年3月3日要求听证，本机关于2026年3月18日公开举行了听证。听证意见：建议罚款二百五十元。',
    )
    const [one] = await hearings()
    expect(one!.records.map(({ kind }) => kind)).to.deep.equal([
      'hearing-requested',
      'hearing-arrangement',
      'serve-hearing-notice',
      'hearing-rearrangement',
      'hearing-arrangement',
      'serve-hearing-notice',
      'hearing-session',
      'hearing-signatures',
      'hearing-report',
    ])
    const all = await bureau.cases.hearings(clerk, { state: 'reported', limit: 1 })
    expect(all.items.map(({ caseId }) => caseId)).to.deep.equal([play.caseId])
    expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
  })

  it('is withdrawn while its notice waits for approval, asked for again in time, and waived by absence', async function () {
    this.timeout(180_000)
    const { bureau, play, host, clerk } = desk
    await requested()
    await arrange(later(20))
    await bureau.task(await bureau.actor('general-deputy-a'), 'review', play.caseId)
    await bureau.advance(2 * day)
    await says('hearing-withdrawn', { receivedAt: now() })
    await becomes('withdrawn')
    const page = await bureau.cases.page(play.lead, play.caseId)
    expect(page.approvals.at(-1)).to.include({ subject: 'hearing-notice', outcome: 'withdrawn' })
    expect(page.documents.filter(({ state }) => state === 'draft')).to.deep.equal([])
    expect([(await limit('case-decision')).state, (await limit('hearing-request')).state]).to.deep.equal([
      'running',
      'running',
    ])
    expect(await refusal(says('hearing-withdrawn', { receivedAt: now() }))).to.equal('conflict')
    await requested()
    const day2 = later(20)
    await arrange(day2)
    await approve()
    // The last day for the notice passes: the officers are reminded, and what they cannot serve is arranged anew.
    await bureau.task(play.lead, 'serve-hearing-notice', play.caseId)
    await moveTo(day2 - 7 * day)
    await bureau.eventually('the reminder', async () =>
      (await bureau.tasks.notifications.mine(play.lead)).some(({ kind }) => kind === 'hearing-notice-due'),
    )
    expect(await refusal(serve())).to.equal('input-invalid at')
    await serve({ noticeFailed: true, failure: '当事人外出。' })
    await becomes('requested')
    const day3 = later(20)
    await arrange(day3)
    await approve()
    await serve()
    await moveTo(day3 + hour)
    const hold = (data: FormData) => bureau.complete(host, 'hold-session', play.caseId, data)
    await hold({ outcome: 'suspended', reason: '当事人突发疾病。' })
    await becomes('suspended')
    await bureau.complete(clerk, 'resume-hearing', play.caseId, { reason: '当事人已经康复。' })
    const day4 = later(20)
    await arrange(day4)
    await approve()
    await serve()
    await moveTo(day4 + hour)
    await hold(
      session({
        outcome: 'absent',
        reason: '当事人无正当理由未到场。',
        participants: [people[1]!, { role: '案件调查人员', name: '办案人员乙' }],
      }),
    )
    await bureau.complete(host, 'sign-hearing-record', play.caseId, {
      signatures: ['办案人员甲', '办案人员乙'].map((name) => ({ role: '案件调查人员', name, signed: true })),
    })
    await bureau.task(play.lead, 'draft-decision', play.caseId)
    await becomes('absent')
    expect(await issued('hearing-report')).to.equal(0)
    const facts = await bureau.cases.documentFacts(play.caseId, { kind: 'penalty-decision' })
    expect(facts.notice!.statement).to.include('视为放弃听证权利')
  })

  it('asks nobody to serve the notice of a day that was given up', async function () {
    this.timeout(180_000)
    const { bureau, play, clerk } = desk
    const notices = async () =>
      (await bureau.cases.servicePage(play.lead, play.caseId)).documents.filter(
        ({ kind }) => kind === 'hearing-notice',
      )
    const states = async () => (await notices()).map(({ state }) => state)
    const send = (documentId: string) =>
      bureau.cases.recordAttempt(play.lead, play.caseId, {
        documentIds: [documentId],
        way: 'mail',
        outcome: 'under-way',
        at: now(),
        trackingNumber: 'EA123456789CN',
      })
    await requested()
    await arrange(later(20))
    await approve()
    await bureau.task(play.lead, 'serve-hearing-notice', play.caseId)
    expect(await states()).to.deep.equal(['to-serve'])
    const [first] = await notices()
    await send(first!.id)
    expect(await states()).to.deep.equal(['under-way'])
    await bureau.advance(hour)
    const postponed = { cause: 'postponement' as const, applicant: '张三丰', reason: '当事人住院。' }
    await bureau.settled(await bureau.cases.rearrangeHearing(clerk, play.caseId, postponed))
    const [dropped] = await notices()
    expect([dropped!.state, dropped!.attempts.map(({ state }) => state)]).to.deep.equal([
      'given-up',
      ['void'],
    ])
    expect(dropped!.givenUp).to.include('不再送达')
    expect(await refusal(send(first!.id))).to.equal('conflict')
    await bureau.advance(hour)
    await arrange(later(21))
    expect(await states(), 'before the new notice is issued').to.deep.equal(['given-up'])
    await approve()
    await bureau.task(play.lead, 'serve-hearing-notice', play.caseId)
    expect(await states()).to.deep.equal(['given-up', 'to-serve'])
    await serve()
    expect(await states()).to.deep.equal(['given-up', 'served'])
    // What was served stays so when the party withdraws.
    await says('hearing-withdrawn', { receivedAt: now() })
    await becomes('withdrawn')
    expect(await states()).to.deep.equal(['given-up', 'served'])
  })

  it('is held first where it was asked for in time but found when the decision waited for approval', async function () {
    this.timeout(180_000)
    const { bureau, play, clerk } = desk
    const { dueOn } = await limit('hearing-request')
    await says('statement-received', { receivedAt: now(), content: '请求从轻处罚。' })
    const weighed = { statement: '请求从轻处罚。', accepted: 'no', result: '不予采纳。' }
    const weigh = (fineYuan: number) =>
      bureau.complete(play.lead, 'review-statement', play.caseId, { ...weighed, fineYuan })
    expect(await refusal(weigh(301))).to.equal('input-invalid fineYuan')
    await weigh(300)
    await bureau.advance(8 * day)
    await play.fill('draft-decision')
    await play.approve(tiers.slice(0, 1))
    expect(
      await refusal(says('hearing-requested', { receivedAt: `${addDays(dueOn, 1)}T10:00:00+08:00` })),
    ).to.equal('input-invalid receivedAt')
    await says('hearing-requested', { receivedAt: `${dueOn}T10:00:00+08:00` })
    await bureau.task(clerk, 'arrange-hearing', play.caseId)
    const page = await bureau.cases.page(play.lead, play.caseId)
    expect(page.tasks.map(({ elementId }) => elementId)).to.deep.equal(['arrange-hearing'])
    expect(page.approvals.at(-1)).to.include({ stage: 'decision', outcome: 'withdrawn' })
    expect(page.documents.filter(({ state }) => state === 'draft')).to.deep.equal([])
    expect(await refusal(says('hearing-requested', { receivedAt: now() }))).to.equal('conflict')
    await says('hearing-withdrawn', { receivedAt: now() })
    await play.fill('draft-decision')
    await bureau.task(await bureau.actor('squad-01-legal'), 'review', play.caseId)
  })
}
