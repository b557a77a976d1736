/**
 * What a hearing brings up sends a case back to its investigation (行政处罚法 第五十七条、第五十八条、第六十五条): the party is notified anew, has the days for stating, defending
 * and asking for a hearing anew, and what it said to the first notice, and waived, counts no more. Told once for both engines.
 */
import { expect } from 'chai'
import { hearingDesk, notifyReported } from './hearing-desk.ts'
import { tiers } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

const hour = 3_600_000

export function sentBackHearingStories(open: () => Promise<WholeBureau>): void {
  const desk = hearingDesk(open)
  const { now, later, moveTo, says, hearings, becomes, refusal, issued } = desk
  const { arrange, approve, serve, people, session, requested } = desk

  async function heard(): Promise<void> {
    const { bureau, play, host } = desk
    await requested()
    const day = later(14)
    await arrange(day)
    await approve()
    await serve()
    await bureau.task(host, 'hold-session', play.caseId)
    await moveTo(day + hour)
    const of = (element: string, data: Parameters<typeof bureau.complete>[3]) =>
      bureau.complete(host, element, play.caseId, data)
    await of('hold-session', session())
    await of('sign-hearing-record', {
      signatures: people.map(({ role, name }) => ({ role: role!, name: name!, signed: true })),
    })
    await of('write-hearing-report', {
      investigators: '占道经营事实清楚，建议罚款三百元。',
      party: '占道面积没有测量。',
      findings: '占道面积有待查明。',
      opinion: '建议补充调查。',
      fineYuan: 300,
    })
  }

  it('is notified anew after a hearing that was held; the first notice and what was said to it count no more', async function () {
    this.timeout(240_000)
    const { bureau, play } = desk
    await heard()
    await play.fill(
      'legal-review',
      { reviewOutcome: 'reinvestigate', opinion: '占道面积没有测量，证据不足。' },
      desk.clerk,
    )
    await bureau.task(play.lead, 'supplement-investigation', play.caseId)
    // The notice of the first round cannot be answered any more.
    expect(await refusal(says('rights-waived', await play.waiver()))).to.equal('conflict')
    expect(await refusal(says('hearing-requested', { receivedAt: now() }))).to.equal('conflict')
    await bureau.advance(hour)
    await play.photograph()
    await play.fill('supplement-investigation', { note: '补充测量：占道约二平方米。' })
    await play.fill('draft-investigation-report', { heavyPenalty: true })
    // Known for a big case by now.
    await play.approve([...tiers, 'general-director'])
    await notifyReported(bureau, play)
    expect([await issued('advance-notice'), await issued('proof-of-service')]).to.deep.equal([2, 4])
    // No decision while the days of the second notice run, whatever came of the first.
    expect((await bureau.tasks.mine(play.lead, { caseId: play.caseId })).items).to.deep.equal([])
    const running = (await bureau.deadlines.ofCase(play.caseId)).filter(({ endedOn }) => endedOn === null)
    expect(running.map(({ limit }) => limit)).to.include('hearing-request')
    await play.waive()
    await play.fill('draft-decision')
    await becomes('reported')
    // The decision says what was said to its own notice.
    const { notice } = await bureau.cases.documentFacts(play.caseId, { kind: 'penalty-decision' })
    expect(notice!.statement).to.include('放弃').and.not.include('听证意见')
    expect(await hearings()).to.have.length(1)
    expect(await bureau.audit.verify()).to.include({ ok: true })
    expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
  })
}
