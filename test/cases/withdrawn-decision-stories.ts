/** 自行撤销: the bureau withdraws a decision of its own that was wrong (行政处罚法 第七十五条); everything that rested on it goes with it. Told once for both engines. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import {
  conclude,
  decide as decideAnew,
  eachDecided,
  giveBack,
  pay,
  register,
} from '../remedies/decided-case.ts'
import { enforcementDesk } from './enforcement-desk.ts'
import type { Play } from './officer-at-work.ts'
import { refusedWith } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

interface Case {
  bureau: WholeBureau
  officer: Actor
  caseId: string
}

async function propose({ bureau, officer, caseId }: Case, kind: string, given: object = {}) {
  const decision = await bureau.documents.latest(bureau.database.sql, caseId, kind)
  return bureau.documents.acts.propose(officer, decision!.id, {
    kind: 'withdrawal',
    reason: '当事人认定错误。',
    basis: '本机关决定（示综执撤〔2026〕1号）',
    ...given,
  })
}

async function approve({ bureau }: Case, actId: string, by = 'legal-reviewer-1') {
  return bureau.documents.acts.decide(await bureau.actor(by), actId, {
    approve: true,
    opinion: '确有错误，同意撤销。',
  })
}

const running = async ({ bureau, caseId }: Case) =>
  (await bureau.deadlines.ofCase(caseId)).filter(({ endedOn }) => endedOn === null).map(({ limit }) => limit)

export function withdrawnDecisionStories(open: () => Promise<WholeBureau>): void {
  describe('made on the spot', () => {
    const desk = enforcementDesk(open)
    const here = (): Case => ({ bureau: desk.bureau, officer: desk.officer, caseId: desk.caseId })

    it('owes nothing any more, is no record of the party, and what was paid goes back', async function () {
      this.timeout(120_000)
      const { bureau, caseId } = here()
      await desk.pay(4_000)
      const { party_id: partyId } = await bureau.cases.row(bureau.database, caseId)
      const counted = async () =>
        (await bureau.parties.records(partyId!)).filter((one) => one.caseId === caseId).length
      expect(await counted()).to.equal(1)
      const { id } = await propose(here(), 'summary-decision')
      expect((await bureau.cases.row(bureau.database, caseId)).decision_state, 'not yet').to.equal(null)
      expect(await refusedWith(approve(here(), id, 'squad-01-head'))).to.deep.equal(['forbidden'])
      await approve(here(), id)
      const row = await bureau.cases.row(bureau.database, caseId)
      expect(row).to.include({ state: 'revoked', decision_state: 'revoked' })
      expect(await counted()).to.equal(0)
      expect(await running(here())).not.to.include('payment')
      expect((await bureau.cases.page(desk.officer, caseId)).case.owedBackFen).to.equal(4_000)
      expect(await refusedWith(desk.pay(6_000))).to.deep.equal(['conflict'])
      await bureau.eventually('no task is left', async () => (await bureau.tasks.ofCase(caseId)).length === 0)
      expect(await bureau.audit.verify()).to.include({ ok: true })
    })

    it('is withdrawn from where it was published, within three working days, with the reason', async function () {
      this.timeout(120_000)
      const { bureau, officer, caseId } = here()
      await desk.granted('publicity', {
        public: true,
        reason: '占用公共道路，具有一定社会影响。',
        summary: '张某占道经营，罚款人民币一百元。',
        redaction: '隐去当事人姓名、身份证件号码和电话。',
        platform: '示例县人民政府门户网站',
      })
      const at = new Date(bureau.clock.now()).toISOString()
      await bureau.cases.publicity.record(officer, caseId, { at, address: 'https://example.cn/penalties/2' })
      const withdraw = () =>
        bureau.cases.publicity.recordOwnWithdrawal(officer, caseId, {
          on: desk.today(),
          reason: '当事人认定错误，处罚决定已经撤销。',
        })
      expect(await refusedWith(withdraw())).to.deep.equal(['conflict'])
      await approve(here(), (await propose(here(), 'summary-decision')).id)
      expect(await running(here())).to.include('publicity-withdrawn')
      const told = await bureau.tasks.notifications.mine(officer)
      expect(told.map(({ kind }) => kind)).to.include('publication-to-withdraw')
      expect((await withdraw()).publications[0]).to.include({
        state: 'withdrawn',
        withdrawalReason: '当事人认定错误，处罚决定已经撤销。',
      })
      expect(await running(here())).not.to.include('publicity-withdrawn')
      expect(await refusedWith(withdraw())).to.deep.equal(['conflict'])
    })

    it('is not made anew out of the same case', async function () {
      this.timeout(60_000)
      const { id } = await propose(here(), 'summary-decision', { redoFrom: 'decision' })
      expect(await refusedWith(approve(here(), id))).to.deep.equal(['conflict'])
      const { bureau, caseId } = here()
      expect((await bureau.cases.row(bureau.database, caseId)).decision_state).to.equal(null)
    })
  })

  describe('made in the ordinary way', () => {
    let bureau: WholeBureau
    let play: Play
    let clerk: Actor
    eachDecided(open, (now) => ({ bureau, play, clerk } = now))
    const here = (): Case => ({ bureau, officer: play.lead, caseId: play.caseId })

    it('is made anew from where it went wrong, and what was paid for the first goes back', async function () {
      this.timeout(240_000)
      await pay(bureau, play, 30_000)
      const { id } = await propose(here(), 'penalty-decision', { redoFrom: 'decision' })
      await approve(here(), id)
      const row = await bureau.cases.row(bureau.database, play.caseId)
      expect(row).to.include({ state: 'open', decided_at: null, fine_fen: null })
      await bureau.advance(86_400_000)
      await decideAnew(bureau, play, 200)
      expect((await bureau.cases.row(bureau.database, play.caseId)).fine_fen).to.equal(20_000)
      await pay(bureau, play, 20_000)
      await giveBack(bureau, play)
    })

    it('ends the case, which may be taken up again as a new one', async function () {
      this.timeout(120_000)
      const again = () =>
        bureau.cases.requestSideFlow(play.lead, play.caseId, 'reopening', {
          ground: '原处理确有错误',
          reason: '另有其人。',
          leadOfficerId: play.lead.officerId!,
          assistingOfficerIds: [play.assisting.officerId!],
        })
      expect(await refusedWith(again())).to.deep.equal(['conflict'])
      await approve(here(), (await propose(here(), 'penalty-decision')).id)
      await bureau.settled(await again())
      await play.approve()
      await bureau.eventually('the new case', async () =>
        (await bureau.cases.page(play.lead, play.caseId)).relations.some(({ kind }) => kind === 'reopened'),
      )
    })

    it('leaves nothing to revoke to who reviews it meanwhile: the outcome is on record', async function () {
      this.timeout(120_000)
      const review = await register(bureau, clerk, play.caseId)
      await approve(here(), (await propose(here(), 'penalty-decision')).id)
      const concluded = await conclude(bureau, clerk, review, 'illegal')
      expect(concluded.state).to.equal('concluded')
      expect((await bureau.cases.row(bureau.database, play.caseId)).decision_state).to.equal('revoked')
    })
  })
}
