/** 案卷评查: two who had no part rate an archived case without seeing each other; the result is computed, becomes the officers' rating, and may be appealed. */
import { expect } from 'chai'
import { parseInstant } from '../../src/platform/clock.ts'
import { draw } from '../../src/quality/draw.ts'
import { qualityRoutes } from '../../src/quality/routes.ts'
import { criteriaFor } from '../../src/quality/score.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { decidedCase, pay } from '../remedies/decided-case.ts'
import { serveRoutes } from '../serve-routes.ts'
import { qualityDesk } from './quality-desk.ts'

export function reviewStories(open: () => Promise<WholeBureau>): void {
  const desk = qualityDesk(open)
  const { people, refusal, sheet, begun, told } = desk
  const quality = () => desk.bureau.quality

  it('rates no case before it is archived, and each once', async function () {
    this.timeout(60_000)
    const open = await desk.decided()
    expect(await refusal(quality().openReview(people.arranger, open))).to.equal('conflict')
    const caseId = await desk.archived()
    expect(await refusal(quality().openReview(people.head, caseId))).to.equal('forbidden')
    await quality().openReview(people.arranger, caseId)
    expect(await refusal(quality().openReview(people.arranger, caseId))).to.equal('conflict')
  })

  it('is by two with the right who had no part in the case', async function () {
    this.timeout(60_000)
    const { id } = await quality().openReview(people.arranger, await desk.archived())
    const appoint = (...raters: (typeof people.one)[]) =>
      quality().appointRaters(
        people.arranger,
        id,
        raters.map(({ officerId }) => officerId!),
      )
    expect(await refusal(appoint(people.one))).to.equal('input-invalid officerIds')
    expect(await refusal(appoint(people.one, people.one))).to.equal('input-invalid officerIds[1]')
    // Neither right nor distance: the officer handled it, the legal officer filed it.
    expect(await refusal(appoint(people.one, people.officer))).to.equal(
      'input-invalid officerIds[1] officerIds[1]',
    )
    expect(await refusal(appoint(people.one, people.legal))).to.equal(
      'input-invalid officerIds[1] officerIds[1]',
    )
    expect(await refusal(appoint(people.one, people.head))).to.equal('input-invalid officerIds[1]')
    expect(
      await refusal(
        quality().appointRaters(people.head, id, [people.one.officerId!, people.other.officerId!]),
      ),
    ).to.equal('forbidden')
    expect((await appoint(people.one, people.other)).state).to.equal('rating')
    expect(await refusal(appoint(people.third))).to.equal('conflict')
    expect(await told(people.other, 'review-appointed')).to.have.length(1)
    // Appointed is not enough for who does not hold the right, and the right not for who is not appointed.
    expect(await refusal(quality().rate(people.officer, id, sheet()))).to.equal('forbidden')
    expect(await refusal(quality().rate(people.third, id, sheet()))).to.equal('forbidden')
  })

  it('shows no rater the other’s points, nor anybody, nor the log, before both are in; what is handed in stays', async function () {
    this.timeout(60_000)
    const caseId = await desk.archived()
    const id = await begun(caseId, [people.one, people.arranger])
    const bad = { ...sheet(), scores: sheet().scores.slice(1) }
    expect(await refusal(quality().rate(people.one, id, bad))).to.equal('input-invalid scores')
    const first = await quality().rate(people.one, id, sheet(3))
    expect(first).to.include({ state: 'rating', points: null, grade: null })
    expect(first.raters.map(({ points }) => points !== null)).to.deep.equal([true, false])
    expect(await refusal(quality().rate(people.one, id, sheet()))).to.equal('conflict')
    // The other rater also arranges reviews: even so.
    const { view } = await quality().review(people.arranger, id)
    expect(view.raters.map(({ points, sheet: seen, grade }) => [points, seen, grade])).to.deep.equal([
      [null, null, null],
      [null, null, null],
    ])
    expect((await quality().review(people.officer, id)).view.raters).to.deep.equal([])
    expect(await refusal(quality().review(people.otherHead, id))).to.equal('forbidden')
    const lines = await desk.bureau.audit.list({ object: { type: 'review', id } })
    expect(lines.map(({ action }) => action)).to.deep.equal([
      'review.opened',
      'review.raters-appointed',
      'review.rated',
    ])
    expect(JSON.stringify(lines)).not.to.match(/"points"|涂改/)
    const done = await quality().rate(people.arranger, id, sheet(1))
    expect(done.state).to.equal('concluded')
    expect((await quality().review(people.officer, id)).view.raters.map(({ name }) => name)).to.deep.equal([
      people.one.name,
      people.arranger.name,
    ])
    expect(await refusal(quality().rate(people.one, id, sheet()))).to.equal('conflict')
    expect(await refusal(quality().appointRaters(people.arranger, id, [people.third.officerId!]))).to.equal(
      'conflict',
    )
  })

  it('goes on with another where a rater keeps silent, for a reason on record; who has rated stays', async function () {
    this.timeout(60_000)
    const id = await begun(await desk.archived())
    const replace = (officer: typeof people.one, successor: typeof people.one, by = people.arranger) =>
      quality().replaceRater(by, id, {
        officerId: officer.officerId!,
        successorId: successor.officerId!,
        reason: '借调外单位半年',
      })
    await quality().rate(people.one, id, sheet())
    expect(await refusal(replace(people.other, people.third, people.head))).to.equal('forbidden')
    expect(await refusal(replace(people.one, people.third))).to.equal('conflict')
    expect(await refusal(replace(people.third, people.arranger))).to.equal('input-invalid officerId')
    expect(await refusal(replace(people.other, people.one))).to.equal('input-invalid successorId')
    expect(await refusal(replace(people.other, people.legal))).to.equal(
      'input-invalid successorId successorId',
    )
    const { raters, state } = await replace(people.other, people.third)
    expect([state, raters.map(({ name }) => name)]).to.deep.equal([
      'rating',
      [people.one.name, people.third.name],
    ])
    expect(await refusal(quality().rate(people.other, id, sheet()))).to.equal('forbidden')
    expect(await told(people.other, 'review-replaced')).to.have.length(1)
    const lines = await desk.bureau.audit.list({ object: { type: 'review', id } })
    expect(lines.at(-1)).to.deep.include({
      action: 'review.rater-replaced',
      before: { rater: people.other.officerId },
      after: { rater: people.third.officerId, reason: '借调外单位半年' },
    })
    expect((await quality().rate(people.third, id, sheet())).state).to.equal('concluded')
    expect(await refusal(replace(people.third, people.other))).to.equal('conflict')
  })

  it('computes the result, tells the handlers, and is their rating; they appeal in time, another answers', async function () {
    this.timeout(60_000)
    const id = await begun(await desk.archived())
    await quality().rate(people.one, id, sheet(2))
    const { points, grade } = await quality().rate(people.other, id, sheet(2))
    const possible = sheet().scores.reduce((sum, one) => sum + one.points, 0)
    expect([points, grade]).to.deep.equal([Math.floor(((possible - 2) * 1000) / possible) / 10, 'excellent'])
    expect(await told(people.second, 'review-concluded')).not.to.deep.equal([])
    const ratingOf = async (officerId: string) =>
      (await quality().ratings(people.arranger, officerId)).find(({ reviewId }) => reviewId === id)!
    const rating = await ratingOf(people.officer.officerId!)
    expect(rating).to.include({ points, grade, state: 'given', reviewId: id })
    expect(rating.reasons).to.contain('立案日期涂改')
    expect(await ratingOf(people.second.officerId!)).to.include({ points, grade })
    const file = await desk.bureau.officers.wholeFile(people.officer, people.officer.officerId!)
    expect(file.ratings!.map((one) => one.id)).to.include(rating.id)
    expect(await refusal(quality().ratings(people.otherHead, people.officer.officerId!))).to.equal(
      'forbidden',
    )

    const answer = (by: typeof people.one, given = 'good') =>
      quality().answerAppeal(by, rating.id, { grade: given, answer: '日期系当日更正' })
    expect(await refusal(answer(people.third))).to.equal('conflict')
    expect(await refusal(quality().appeal(people.second, rating.id, '不服'))).to.equal('forbidden')
    expect((await quality().appeal(people.officer, rating.id, '日期系当日更正')).state).to.equal('appealed')
    expect(await refusal(quality().appeal(people.officer, rating.id, '再次'))).to.equal('conflict')
    for (const rater of [people.one, people.other]) expect(await refusal(answer(rater))).to.equal('forbidden')
    expect(await refusal(answer(people.officer))).to.equal('forbidden')
    expect(await refusal(answer(people.third, 'superb'))).to.equal('input-invalid grade')
    expect(await answer(people.third)).to.include({
      state: 'answered',
      grade: 'good',
      firstGrade: 'excellent',
    })
    expect(await refusal(answer(people.third))).to.equal('conflict')
    const late = await ratingOf(people.second.officerId!)
    await desk.bureau.advance(
      parseInstant(`${late.appealUntil}T00:00:00+08:00`) + 86_400_000 - desk.bureau.clock.now(),
    )
    expect(await refusal(quality().appeal(people.second, late.id, '迟到'))).to.equal('conflict')
  })

  it('lets nobody answer an appeal who approved or examined in the case', async function () {
    this.timeout(120_000)
    const { bureau } = desk
    const play = await decidedCase(bureau)
    await pay(bureau, play, 30_000)
    await play.fill('draft-closing-report')
    await play.approve()
    await bureau.eventually(
      'the archive',
      async () => (await bureau.cases.page(play.lead, play.caseId)).case.state === 'archived',
    )
    const asked = new Map(Object.entries(people))
    const server = await serveRoutes({
      routes: qualityRoutes(bureau.quality),
      authenticate: (request) => Promise.resolve(asked.get(request.get('x-person') ?? '')),
      clock: bureau.clock,
    })
    const post = async (who: keyof typeof people, path: string, body: object) => {
      const response = await fetch(`${server.address}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-person': who },
        body: JSON.stringify(body),
      })
      return { status: response.status, detail: ((await response.json()) as { detail?: string }).detail }
    }
    try {
      const id = await begun(play.caseId, [people.arranger, people.third])
      const full = {
        scores: criteriaFor(quality().rules, 'ordinary').map(({ code, points }) => ({
          criterion: code,
          points,
        })),
        knockOuts: [],
      }
      for (const rater of ['arranger', 'third'] as const)
        expect((await post(rater, `/quality-reviews/${id}/rating`, full)).status).to.equal(200)
      const rating = (await quality().ratings(people.officer, people.officer.officerId!)).find(
        ({ reviewId }) => reviewId === id,
      )!
      expect((await post('officer', `/ratings/${rating.id}/appeal`, { reason: '请复核' })).status).to.equal(
        200,
      )
      const answer = { grade: 'good', answer: '维持' }
      // Third tier, legal review, fourth tier; then the raters.
      for (const who of ['one', 'other', 'deputy', 'arranger', 'third'] as const)
        expect((await post(who, `/ratings/${rating.id}/answer`, answer)).status, who).to.equal(403)
      expect((await post('deputy', `/ratings/${rating.id}/answer`, answer)).detail).to.match(
        /审批、审核过本案/,
      )
      expect((await post('director', `/ratings/${rating.id}/answer`, answer)).status).to.equal(200)
    } finally {
      await server.close()
    }
  })

  it('asks a third where two do not agree, and takes the one in the middle', async function () {
    this.timeout(60_000)
    const id = await begun(await desk.archived())
    await quality().rate(people.one, id, sheet())
    const asked = await quality().rate(people.other, id, sheet(0, ['not-heard']))
    expect(asked).to.include({ state: 'appointing', needed: 3, points: null })
    expect(await told(people.arranger, 'review-third-asked')).to.have.length(1)
    // Whoever is asked as the third does not see them either, nor do the two see each other.
    expect(asked.raters.map(({ points }) => points)).to.deep.equal([null, 100])
    const two = [people.third.officerId!, people.arranger.officerId!]
    expect(await refusal(quality().appointRaters(people.arranger, id, two))).to.equal(
      'input-invalid officerIds',
    )
    expect(await refusal(quality().appointRaters(people.arranger, id, [people.one.officerId!]))).to.equal(
      'input-invalid officerIds[0]',
    )
    await quality().appointRaters(people.arranger, id, [people.third.officerId!])
    const { view } = await quality().review(people.third, id)
    expect(view.raters.filter((one) => one.points !== null)).to.deep.equal([])
    const result = await quality().rate(people.third, id, sheet(3, ['not-heard']))
    expect(result).to.include({ state: 'concluded', knockedOut: true, grade: 'unqualified', points: 100 })
  })

  it('draws each squad’s cases of a period by lots that anybody can draw again, once', async function () {
    this.timeout(120_000)
    const { bureau } = desk
    const cases: string[] = []
    for (let n = 0; n < 5; n++) cases.push(await desk.archived())
    const rated = await desk.archived()
    await quality().openReview(people.arranger, rated)
    const period = '2026-Q1'
    expect(await refusal(quality().drawSample(people.arranger, period))).to.equal('conflict')
    await bureau.advance(parseInstant('2026-04-02T09:00:00+08:00') - bureau.clock.now())
    expect(await refusal(quality().drawSample(people.arranger, '2026-03'))).to.equal('input-invalid period')
    expect(await refusal(quality().drawSample(people.head, period))).to.equal('forbidden')
    const sample = await quality().drawSample(people.arranger, period)
    expect(await refusal(quality().drawSample(people.arranger, period))).to.equal('conflict')
    expect(sample.reviews).to.have.length(bureau.quality.rules.sample.perSquad)
    const [line] = await bureau.audit.list({ object: { type: 'sample', id: sample.id } })
    const said = line!.after as { candidates: string[]; drawn: string[]; seed: string; seedLine: number }
    expect(said.candidates).to.include.members(cases).and.not.to.include(rated)
    const again = draw(
      said.seed,
      said.candidates.map((one) => ({ id: one })),
      sample.perSquad,
    )
    expect(again.map(({ id }) => id)).to.deep.equal(said.drawn)
    expect(sample.reviews.map(({ caseId }) => caseId)).to.deep.equal(said.drawn)
    const [seed] = await bureau.audit.list({ afterSeq: said.seedLine - 1, limit: 1 })
    expect(seed!.sha256).to.equal(said.seed)
    expect(seed!.at).to.be.lessThan(parseInstant('2026-04-01T00:00:00+08:00'))
    expect((await bureau.audit.verify()).ok).to.equal(true)
  })
}
