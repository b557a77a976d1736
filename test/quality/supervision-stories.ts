/** 执法监督通知书: to a squad, numbered and printed, with a time to mend that everybody sees; answered with proofs, returned, accepted; those above are told when it is over. */
import { expect } from 'chai'
import { parseInstant } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import { photo } from '../cases/ordinary-forms.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { qualityDesk } from './quality-desk.ts'

export function supervisionStories(open: () => Promise<WholeBureau>): void {
  const desk = qualityDesk(open)
  const { people, refusal, told } = desk
  const supervision = () => desk.bureau.quality.supervision
  const defects = [{ what: '询问笔录没有记明起止时间', basis: '行政处罚法 第五十五条' }]
  const issue = (given: object, by = people.arranger) =>
    supervision().issue(by, { defects, demand: '补正并组织学习', ...given })
  const squad = async (code = 'squad-01') =>
    (await desk.bureau.officers.departments()).find((one) => one.code === code)!.id
  let proofs = 0
  const prove = (noticeId: string, by = people.head) =>
    supervision().addProof(by, noticeId, {
      name: '学习记录.png',
      bytes: Buffer.concat([photo, Buffer.from(`${proofs++}`)]),
    })
  const overdue = async (who: typeof people.head, number: string) =>
    (await desk.bureau.tasks.notifications.mine(who)).filter(
      ({ kind, text }) => kind.includes('-over') && text.includes(number),
    ).length
  const to = (day: string) =>
    desk.bureau.advance(parseInstant(`${day}T10:00:00+08:00`) - desk.bureau.clock.now())

  it('comes of a review or on its own, with a number, a paper and a limit that shows in what is due', async function () {
    this.timeout(60_000)
    const { bureau } = desk
    const caseId = await desk.archived()
    const reviewId = await desk.begun(caseId)
    expect(await refusal(issue({ reviewId }))).to.equal('input-invalid reviewId')
    for (const rater of [people.one, people.other]) await bureau.quality.rate(rater, reviewId, desk.sheet(2))
    expect(await refusal(issue({ reviewId }, people.head))).to.equal('forbidden')
    expect(await refusal(issue({}))).to.equal('input-invalid departmentId')
    expect(await refusal(issue({ caseId, departmentId: await squad('squad-02') }))).to.equal(
      'input-invalid departmentId',
    )
    const notice = await issue({ reviewId })
    expect(notice.number).to.match(/^示综执监字〔2026〕第\d{6}号$/)
    expect(notice).to.include({ state: 'issued', caseId, reviewId, departmentId: await squad() })
    const html = (await bureau.documents.html(people.head, notice.documentId)).toString()
    for (const said of [defects[0]!.what, '补正并组织学习', notice.number, '优秀'])
      expect(html).to.contain(said)
    expect(await refusal(bureau.documents.get(people.otherHead, notice.documentId))).to.equal('forbidden')
    // Who may read notices reads their papers, whether or not they read those of cases.
    const statistician = await bureau.actor('general-statistician')
    const reader = bureau.identity.roleTable.roles.get('statistician')!.actions as Map<string, string>
    const paper = () => bureau.documents.pdf(statistician, notice.documentId)
    expect(await refusal(paper())).to.equal('forbidden')
    reader.set('supervision.read', 'bureau')
    expect((await paper()).bytes.length).to.be.greaterThan(0)
    reader.delete('supervision.read')
    const own = await issue({ departmentId: await squad() })
    expect(own).to.include({ caseId: null, reviewId: null })
    const due = await bureau.deadlines.due(people.head, { whose: 'mine' })
    const item = due.items.find((one) => one.object?.id === own.id)!
    expect(item).to.include({ limit: 'supervision-remedy', dueOn: own.dueOn, colour: 'green' })
    expect(item.object).to.include({ kind: 'supervision-notice', number: own.number })
    expect((await bureau.deadlines.due(people.otherHead, { whose: 'mine' })).items).to.deep.equal([])
    expect(await told(people.head, 'supervision-issued')).to.have.length(2)
  })

  it('is answered with proof by the squad’s head, returned with a new time, and accepted; not answered after that', async function () {
    this.timeout(60_000)
    const { id, dueOn } = await issue({ departmentId: await squad() })
    const answer = (by = people.head) => supervision().answer(by, id, '已经补正并组织学习')
    const decide = (accept: boolean, by = people.arranger) =>
      supervision().decide(by, id, { accept, opinion: accept ? '整改到位' : '学习记录没有签到表' })
    expect(await refusal(answer())).to.equal('input-invalid proofs')
    expect(await refusal(prove(id, people.otherHead))).to.equal('forbidden')
    expect(
      await refusal(supervision().addProof(people.head, id, { name: '程序.exe', bytes: Buffer.from('MZ') })),
    ).to.equal('input-invalid content')
    const proof = await prove(id)
    expect(await refusal(supervision().proof(people.otherHead, proof.id))).to.equal('forbidden')
    expect((await supervision().proof(people.head, proof.id)).bytes.subarray(0, photo.length)).to.deep.equal(
      photo,
    )
    expect(await refusal(answer(people.otherHead))).to.equal('forbidden')
    expect(await refusal(decide(true))).to.equal('conflict')
    const answered = await answer()
    expect(answered.state).to.equal('answered')
    expect(answered.answers[0]!.proofs.map((one) => one.id)).to.deep.equal([proof.id])
    expect(await refusal(answer())).to.equal('conflict')
    expect(await refusal(prove(id))).to.equal('conflict')
    expect(await refusal(decide(true, people.head))).to.equal('forbidden')
    await to(addDays(dueOn!, -5))
    const returned = await decide(false)
    expect(returned.state).to.equal('issued')
    expect(returned.dueOn! > dueOn!).to.equal(true)
    expect(await told(people.head, 'supervision-returned')).to.have.length(1)
    // What was handed in before is no proof of anything new.
    expect(await refusal(answer())).to.equal('input-invalid proofs')
    await prove(id)
    await answer()
    const accepted = await decide(true)
    expect(accepted.state).to.equal('accepted')
    expect(accepted.answers.map(({ decision }) => decision)).to.deep.equal(['returned', 'accepted'])
    expect(await refusal(answer())).to.equal('conflict')
    expect(await refusal(decide(false))).to.equal('conflict')
    const limits = await desk.bureau.deadlines.ofCase(id)
    expect(limits.map(({ state }) => state)).to.deep.equal(['met', 'met'])
  })

  it('takes as many proofs with each answer; a file that was handed in before is none', async function () {
    this.timeout(60_000)
    const { id } = await issue({ departmentId: await squad() })
    const { most } = desk.bureau.quality.rules.supervision.proofs
    const same = { name: '签到表.png', bytes: Buffer.concat([photo, Buffer.from('签到')]) }
    const first = await supervision().addProof(people.head, id, same)
    expect((await supervision().addProof(people.head, id, same)).id).to.equal(first.id)
    for (let n = 1; n < most; n++) await prove(id)
    expect(await refusal(prove(id))).to.equal('conflict')
    await supervision().answer(people.head, id, '已经补正')
    await supervision().decide(people.arranger, id, { accept: false, opinion: '没有签到表' })
    expect(await refusal(supervision().addProof(people.head, id, same))).to.equal('conflict')
    await prove(id)
    const { answers } = await supervision().answer(people.head, id, '已经补齐')
    expect(answers.map(({ proofs: handed }) => handed.length)).to.deep.equal([most, 1])
  })

  it('turns red, is reminded of, and when it is over those above are told, once', async function () {
    this.timeout(60_000)
    const { bureau } = desk
    const { id, number, dueOn } = await issue({ departmentId: await squad() })
    await to(dueOn!)
    await bureau.quiet()
    const near = await bureau.eventually('the reminder', async () => {
      const all = await told(people.head, 'deadline-near')
      return all.find(({ text }) => text.includes(number))
    })
    expect(near.text).to.contain('执法监督通知书').and.to.contain('执法监督整改')
    expect(await overdue(people.director, number)).to.equal(0)
    await to(addDays(dueOn!, 1))
    await bureau.eventually('the escalation', async () => (await overdue(people.director, number)) > 0)
    for (const who of [people.director, people.deputy, people.arranger])
      expect(await overdue(who, number), who.name).to.equal(1)
    expect((await supervision().read(people.head, id)).escalatedAt).to.be.a('number')
    await to(addDays(dueOn!, 2))
    await bureau.quiet()
    expect(await overdue(people.director, number)).to.equal(1)
    const lines = await bureau.audit.list({ object: { type: 'supervision-notice', id } })
    expect(lines.map(({ action }) => action)).to.deep.equal(['supervision.issued', 'supervision.escalated'])
    // Late is late, and is said.
    await prove(id)
    await supervision().answer(people.head, id, '已经整改')
    const [answered] = (await bureau.audit.list({ object: { type: 'supervision-notice', id } })).slice(-1)
    expect(answered!.after).to.include({ inTime: false })
  })
}
