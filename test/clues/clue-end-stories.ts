/** What becomes of a clue: verification, its end, the answer to who reported it. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import { parseInstant } from '../../src/platform/clock.ts'
import type { MakeDatabase } from '../databases.ts'
import { problemOf } from '../registers/identity.ts'
import { clueCrew, faultsOf } from './clue-crew.ts'

export function clueEndStories(make: MakeDatabase): void {
  const crew = clueCrew(make)
  const { register, page, stateOf, lastAudit } = crew

  describe('verification', () => {
    const report = {
      verifiedAt: parseInstant('2026-03-02T08:50:00+08:00'),
      method: '现场核查',
      found: '现场有货架三个',
      outcome: 'confirmed',
      proposal: '立案',
    } as const

    it('is given to an crew.officer of the department, who alone reports', async () => {
      const clueId = await register()
      expect(await problemOf(crew.desk.clues.reportVerification(crew.officer, clueId, report))).to.equal(
        'conflict',
      )
      expect(
        await problemOf(crew.desk.clues.assignVerification(crew.head, clueId, crew.stranger.officerId!)),
      ).to.equal('input-invalid')
      await crew.desk.clues.assignVerification(crew.head, clueId, crew.colleague.officerId!)
      expect(await stateOf(clueId)).to.equal('verifying')
      expect((await page(clueId, crew.colleague)).may).to.include('report')
      expect(await problemOf(crew.desk.clues.reportVerification(crew.officer, clueId, report))).to.equal(
        'forbidden',
      )
      const late = { ...report, verifiedAt: crew.desk.clock.now() + 1 }
      expect(await problemOf(crew.desk.clues.reportVerification(crew.colleague, clueId, late))).to.equal(
        'input-invalid',
      )
      await crew.desk.clues.reportVerification(crew.colleague, clueId, report)
      const { clue, facts, history, deadlines } = await page(clueId)
      expect(clue.state).to.equal('verified')
      expect(facts[0]).to.deep.include({ kind: 'clue-verification', version: 1, data: report })
      expect(history.map(({ toState }) => toState)).to.deep.equal(['received', 'verifying', 'verified'])
      expect(deadlines.find(({ limit }) => limit === 'clue-decision')).to.include({
        dueOn: '2026-03-23',
        left: '还剩 15 个工作日',
      })
    })
  })

  describe('its end', () => {
    it('is a case, once', async () => {
      const clueId = await register()
      await crew.desk.database.write((tx) => crew.desk.clues.accept(tx, crew.officer, clueId, 'CASE-1'))
      const { clue, deadlines } = await page(clueId)
      expect(clue).to.include({ state: 'accepted', caseId: 'CASE-1' })
      expect(deadlines.find(({ limit }) => limit === 'clue-decision')!.state).to.equal('met')
      const again = crew.desk.database.write((tx) =>
        crew.desk.clues.accept(tx, crew.officer, clueId, 'CASE-2'),
      )
      expect(await problemOf(again)).to.equal('conflict')
    })

    it('is a case that is there', async () => {
      const clueId = await register()
      const reason = '同一处占道'
      expect(
        await problemOf(crew.desk.clues.join(crew.officer, clueId, { caseId: 'CASE-9', reason })),
      ).to.equal('not-found')
      await crew.desk.clues.join(crew.officer, clueId, { caseId: 'CASE-1', reason })
      expect((await page(clueId)).clue).to.include({ state: 'joined', caseId: 'CASE-1', disposal: reason })
    })

    it('is education', async () => {
      const clueId = await register()
      expect(await problemOf(crew.desk.clues.educate(crew.stranger, clueId, { reason: '改正' }))).to.equal(
        'forbidden',
      )
      await crew.desk.clues.educate(crew.officer, clueId, { reason: '当场改正，批评教育' })
      expect(await stateOf(clueId)).to.equal('educated')
      expect(await problemOf(crew.desk.clues.educate(crew.officer, clueId, { reason: '再来' }))).to.equal(
        'conflict',
      )
    })

    it('is a rejection or a transfer once the crew.head of the department has agreed', async () => {
      const clueId = await register()
      const rejection = { end: 'rejected', reason: '不属于本机关职责' } as const
      expect(
        await faultsOf(
          crew.desk.clues.propose(crew.officer, clueId, { end: 'transferred', reason: '属交警职责' }),
        ),
      ).to.deep.equal({ organ: '移送的机关必须填写' })
      await crew.desk.clues.propose(crew.officer, clueId, rejection)
      expect(await stateOf(clueId)).to.equal('proposed')
      const decide = (by: Actor, decision: 'approve' | 'return', opinion = '同意') =>
        crew.desk.clues.decideProposal(by, clueId, { decision, opinion })
      expect(await problemOf(decide(crew.officer, 'approve'))).to.equal('forbidden')
      expect(await problemOf(decide(await crew.desk.actor('squad-02-head'), 'approve'))).to.equal('forbidden')
      expect(await problemOf(crew.desk.clues.educate(crew.officer, clueId, { reason: '改正' }))).to.equal(
        'conflict',
      )
      expect((await page(clueId, crew.head)).may).to.include('decide-proposal')
      await decide(crew.head, 'return', '请补充照片')
      expect(await stateOf(clueId)).to.equal('received')
      await crew.desk.clues.propose(crew.officer, clueId, {
        end: 'transferred',
        reason: '属交警职责',
        organ: '县公安局',
      })
      await decide(crew.head, 'approve')
      const { clue, history } = await page(clueId)
      expect(clue).to.include({
        state: 'transferred',
        disposal: '移送县公安局：属交警职责（审批意见：同意）',
      })
      expect(history.map(({ toState }) => toState)).to.deep.equal([
        'received',
        'proposed',
        'received',
        'proposed',
        'transferred',
      ])
      expect(await lastAudit(clueId)).to.deep.include({ action: 'clue.transferred' })
    })

    it('is not approved by the crew.head who registered, verified or proposed it: the deputy director is asked', async () => {
      const deputy = await crew.desk.actor('general-deputy-a')
      const clueId = await register({}, crew.head)
      await crew.desk.clues.propose(crew.head, clueId, { end: 'rejected', reason: '没有违法事实' })
      const decision = { decision: 'approve', opinion: '同意' } as const
      expect(await problemOf(crew.desk.clues.decideProposal(crew.head, clueId, decision))).to.equal(
        'forbidden',
      )
      await crew.desk.clues.decideProposal(deputy, clueId, decision)
      expect(await stateOf(clueId)).to.equal('rejected')
      const verified = await register()
      await crew.desk.clues.assignVerification(crew.head, verified, crew.head.officerId!)
      await crew.desk.clues.propose(crew.officer, verified, { end: 'rejected', reason: '没有违法事实' })
      expect(await problemOf(crew.desk.clues.decideProposal(crew.head, verified, decision))).to.equal(
        'forbidden',
      )
    })

    it('is undone by supervision alone, with a reason, and the limit starts anew', async () => {
      const clueId = await register()
      const why = { reason: '群众反映没有改正' }
      expect(await problemOf(crew.desk.clues.reopen(crew.supervisor, clueId, why))).to.equal('conflict')
      await crew.desk.clues.educate(crew.officer, clueId, { reason: '当场改正' })
      expect(await problemOf(crew.desk.clues.reopen(crew.head, clueId, why))).to.equal('forbidden')
      await crew.desk.clues.reopen(crew.supervisor, clueId, why)
      const { clue, deadlines, history } = await page(clueId)
      expect(clue).to.include({ state: 'received', disposal: null })
      expect(history.at(-1)!.note).to.equal(why.reason)
      expect(
        deadlines.filter(({ limit }) => limit === 'clue-decision').map(({ state }) => state),
      ).to.have.members(['running', 'met'])
      const filed = await register()
      await crew.desk.database.write((tx) => crew.desk.clues.accept(tx, crew.officer, filed, 'CASE-1'))
      expect(await problemOf(crew.desk.clues.reopen(crew.supervisor, filed, why))).to.equal('conflict')
    })
  })

  describe('an answer', () => {
    it('is owed to who gave a name, shows its colour, and ends the limit', async () => {
      const monday = crew.desk.clock.now()
      const clueId = await register()
      const waiting = async (query = {}) =>
        (await crew.desk.clues.answersDue(crew.officer, query)).items.filter(({ id }) => id === clueId)
      expect((await waiting())[0]!.answer).to.include({ colour: 'green', dueOn: '2026-03-23' })
      expect(await waiting({ colour: 'red' })).to.have.length(0)
      expect(
        (await crew.desk.clues.list(crew.officer, { due: 'answer' })).items.map(({ id }) => id),
      ).not.to.include(clueId)
      crew.desk.clock.set(parseInstant('2026-03-24T09:00:00+08:00'))
      expect((await waiting({ colour: 'red' }))[0]!.answer.left).to.equal('已超期 1 个工作日')
      expect(
        (await crew.desk.clues.list(crew.officer, { due: 'answer' })).items.map(({ id }) => id),
      ).to.include(clueId)
      const answer = { manner: '电话', content: '已经要求店主收回货架', answeredAt: crew.desk.clock.now() }
      const bad = (change: object) =>
        problemOf(crew.desk.clues.answer(crew.officer, clueId, { ...answer, ...change }))
      expect(await bad({ manner: '飞鸽' })).to.equal('input-invalid')
      expect(await bad({ answeredAt: monday - 1 })).to.equal('input-invalid')
      expect(await problemOf(crew.desk.clues.answer(crew.stranger, clueId, answer))).to.equal('forbidden')
      expect(await crew.desk.clues.answer(crew.officer, clueId, answer)).to.include({ state: 'over' })
      expect(await waiting()).to.have.length(0)
      expect((await page(clueId)).facts.at(-1)).to.deep.include({ kind: 'clue-answer', data: answer })
    })

    it('is not owed to nobody', async () => {
      const clueId = await register({ anonymous: true, particulars: {} })
      const answer = { manner: '电话', content: '已处理', answeredAt: crew.desk.clock.now() }
      expect(await problemOf(crew.desk.clues.answer(crew.officer, clueId, answer))).to.equal('conflict')
    })

    it('waits in pages that lose and repeat nobody', async () => {
      const all = await crew.desk.clues.answersDue(crew.head, { limit: 200 })
      const paged: string[] = []
      for (let cursor: string | undefined; ;) {
        const { items, next } = await crew.desk.clues.answersDue(crew.head, { limit: 3, cursor })
        paged.push(...items.map(({ id }) => id))
        if (next === null) break
        cursor = next
      }
      expect(paged.length).to.be.greaterThan(6)
      expect(paged).to.deep.equal(all.items.map(({ id }) => id))
    })
  })
}
