/** 集体讨论: members, recusal, quorum, majority, votes with opinions, the record with its dissent. Told once for both engines. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import { refusal } from './refused-with.ts'
import { startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

export function discussionStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())

  it('decides with a quorum and a majority only; who was there, what each said and who disagreed is on the record', async () => {
    const play = await startCase(bureau)
    const { fill, caseId } = play
    await play.file()
    await play.investigate()
    await play.report({ complexCase: true })

    const director = await bureau.actor('general-director')
    const deputies = [await bureau.actor('general-deputy-a'), await bureau.actor('general-deputy-b')]
    const opening = {
      place: '局三楼会议室',
      startedAt: bureau.clock.now(),
      hostId: director.officerId!,
    }
    const { discussion } = bureau.cases
    // Not before the case has come to it, and not by who is no member.
    expect(await refusal(discussion.open(director, caseId, opening))).to.equal('conflict')
    await fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await bureau.task(director, 'discuss-collectively', caseId)
    expect(await refusal(discussion.open(play.lead, caseId, opening))).to.equal('forbidden')
    const legalHead = await bureau.actor('legal-head')
    expect(
      await refusal(discussion.open(director, caseId, { ...opening, hostId: legalHead.officerId! })),
    ).to.equal('input-invalid')

    const minutes = {
      endedAt: isoInstant(bureau.clock.now()),
      reporter: '孙清源',
      recorder: '法制科记录员',
      reported: '当事人店外占道经营，拟处罚款三百元。',
      conclusion: '同意对当事人罚款三百元。',
      discussionOutcome: 'penalty',
      fineYuan: 300,
    }
    const conclude = (by: Actor = director) => bureau.complete(by, 'discuss-collectively', caseId, minutes)
    expect(await refusal(conclude())).to.equal('conflict')
    const { id } = await discussion.open(director, caseId, opening)
    expect(await refusal(discussion.open(director, caseId, opening))).to.equal('conflict')
    const view = await discussion.view(director, id)
    const members = view.members.length
    expect(view.needed.present).to.be.at.least(3)

    // Only members speak, for themselves; who is recused does not.
    const agree = { choice: 'agree' as const, opinion: '事实清楚，裁量适当' }
    expect(await refusal(discussion.vote(play.lead, id, agree))).to.equal('forbidden')
    await discussion.recuse(legalHead, id, { officerId: legalHead.officerId!, reason: '与当事人有亲属关系' })
    expect(await refusal(discussion.vote(legalHead, id, agree))).to.equal('forbidden')
    expect(
      await refusal(
        discussion.recuse(deputies[0]!, id, { officerId: deputies[1]!.officerId!, reason: '不合' }),
      ),
    ).to.equal('forbidden')
    expect(
      (await discussion.view(director, id)).members.filter(({ recusal }) => recusal === null),
    ).to.have.length(members - 1)

    await discussion.vote(director, id, agree)
    await discussion.vote(deputies[0]!, id, { choice: 'disagree', opinion: '罚款偏高' })
    expect(await refusal(conclude())).to.equal('conflict')
    await discussion.vote(deputies[1]!, id, { choice: 'disagree', opinion: '应当从轻' })
    // There are enough of them, and not enough agree.
    expect(await refusal(conclude())).to.equal('conflict')
    await discussion.vote(deputies[1]!, id, { ...agree, opinion: '讨论后同意' })
    const general = await bureau.actor('general-head')
    await discussion.vote(general, id, agree)
    expect(await refusal(conclude(legalHead))).to.equal('forbidden')
    await conclude()
    expect(await refusal(discussion.vote(director, id, agree))).to.equal('conflict')

    await bureau.task(play.lead, 'draft-advance-notice', caseId)
    const page = await bureau.cases.page(play.lead, caseId)
    expect(page.documents.find(({ kind }) => kind === 'collective-discussion-record')!.state).to.equal(
      'issued',
    )
    const fact = page.facts.find(({ kind }) => kind === 'collective-discussion')!.data as {
      members: { name: string; opinion: string }[]
      dissent: string
      recused: string[]
    }
    expect(fact.members.map(({ opinion }) => opinion)).to.have.members([
      '同意。事实清楚，裁量适当',
      '不同意。罚款偏高',
      '同意。讨论后同意',
      '同意。事实清楚，裁量适当',
    ])
    expect(fact.dissent).to.match(/（不同意）：罚款偏高$/)
    expect(fact.recused[0]).to.match(/：与当事人有亲属关系$/)
    // Whoever voted took part in the case, who was recused did not.
    const part = await bureau.cases.tookPart(bureau.database, caseId)
    expect(part).to.include.members([...deputies, general].map(({ officerId }) => officerId))
    expect(part).not.to.include(legalHead.officerId)
    expect(await bureau.audit.verify()).to.include({ ok: true })
  }).timeout(120_000)
}
