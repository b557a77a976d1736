/**
 * 本机关强制执行 (行政强制法 第三十四条至第五十二条): illegal buildings, performance by another, auction, what is cleared away at once; each step is tried too early and refused with
 * its article. Through HTTP, for both engines.
 */
import { expect } from 'chai'
import { addDays } from '../../src/platform/legal-day.ts'
import { decide, register } from '../remedies/decided-case.ts'
import { openStore } from '../property/store.ts'
import { ownEnforcementDesk } from './own-enforcement-desk.ts'
import type { WholeBureau } from './whole-bureau.ts'

const order = { organ: '示例县人民政府', number: '示政责拆〔2026〕3号' }

export function ownEnforcementStories(open: () => Promise<WholeBureau>): void {
  const desk = ownEnforcementDesk(open)
  const { refused, taken, granted, handOver, own, limit, to, hours, today, now } = desk
  const decision = (day: string, change: object = {}) => ({
    reason: '当事人经催告逾期仍不履行，且无正当理由。',
    way: '由本机关组织拆除，材料由当事人领回。',
    ...hours(day),
    ...change,
  })
  const statement = () => ({ receivedAt: now(), content: '请求宽限一个月。' })
  const performer = {
    name: '示例县洁城环境工程有限公司',
    unrelated: true,
    subject: '清运建筑垃圾',
    budgetFen: 500_000,
  }
  const byAnother = (day: string, change: object = {}) =>
    decision(day, { way: '由代履行人清运。', harm: 'pollution', performer, ...change })

  it('tears down an illegal building: demand, announcement, the time for review and litigation, decision, the site', async function () {
    this.timeout(300_000)
    await desk.ordered()
    const later = await desk.workingDay(addDays(today(), 300))
    await refused('第三十四条', '/enforcement-demand', desk.demand())
    await refused('第三十四条', '/enforcement-demand', desk.demand({ means: 'water-cannon' }))
    await refused('第四十六条', '/enforcement-demand', desk.demand({ means: 'auction' }))
    await refused('第三十五条', '/enforcement-decision', decision(later))
    await refused('第三十五条', '/own-enforcement/statement', statement())
    await refused('第三十七条', '/papers/enforcement-site-record', await desk.site(today()))
    await refused('第五十一条', '/performance-demand', { way: '自行清运。' })
    await to(addDays((await desk.dutyEnds())!, 1))
    expect(
      (await desk.ask('POST', '/enforcement-demand', desk.demand(), 'squad-02-officer-1')).status,
    ).to.equal(403)
    await granted('enforcement-demand', desk.demand())
    expect(await desk.issued()).to.include.members(['enforcement-demand', 'demolition-announcement'])
    expect(await desk.written('enforcement-demand'))
      .to.include('十个工作日')
      .and.include('依法强制拆除')
    expect(await own()).to.include({ means: 'demolition', state: 'demanded' })
    expect((await desk.ask('POST', '/enforcement-demand', desk.demand())).status).to.equal(409)
    await refused('尚未完毕', '/termination', {
      course: '现场检查。',
      reason: '当事人下落不明。',
      basis: '规定',
    })

    await refused(
      '第三十八条',
      '/enforcement-decision',
      decision(later, { governmentOrder: { ...order, on: today() } }),
    )
    await refused('第三十八条', '/own-enforcement/statement', statement())
    await refused('第三十六条', '/own-enforcement/statement-review', { review: '无', accepted: 'no' })
    await handOver('enforcement-demand')
    const due = (await limit('enforcement-demand'))!.dueOn
    expect(due).to.equal(bureauDays(10))
    const allThere = () => decision(later, { governmentOrder: { ...order, on: today() } })
    expect((await own()).waitsFor).to.include('第三十七条')
    await refused('第四十四条', '/enforcement-decision', allThere())
    await taken('/own-enforcement/statement', statement())
    await to(addDays(due, 1))
    await refused('第三十六条', '/enforcement-decision', allThere())
    await taken('/own-enforcement/statement-review', { review: '期限足够。', accepted: 'no' })
    await refused('第三十六条', '/own-enforcement/statement-review', { review: '期限足够。', accepted: 'no' })
    await refused('第四十四条', '/enforcement-decision', allThere())
    const posting = { postedOn: today(), place: '张贴于棚架入口和社区公告栏' }
    await refused('本案没有证据文件', '/own-enforcement/posting', { ...posting, recordingIds: ['X'] })
    const photo = await desk.play.photograph()
    await taken('/own-enforcement/posting', { ...posting, recordingIds: [photo.id] })
    await refused('第四十四条', '/own-enforcement/posting', { ...posting, recordingIds: [photo.id] })
    await refused('自行拆除期限', '/enforcement-decision', allThere())
    await to(addDays((await limit('demolition-announcement'))!.dueOn, 1))
    await refused('申请行政复议、提起行政诉讼的期限', '/enforcement-decision', allThere())
    expect((await own()).waitsFor).to.include('第四十四条')

    await to(addDays(today(), 185))
    expect((await own()).waitsFor).to.equal(null)
    const day = await desk.workingDay(addDays(today(), 7))
    const right = (change: object = {}) =>
      decision(day, { governmentOrder: { ...order, on: today() }, ...change })
    await refused('城乡规划法 第六十八条', '/enforcement-decision', decision(day))
    await refused('第四十三条', '/enforcement-decision', right(hours(day, '22:30', '23:30')))
    await refused('第四十三条', '/enforcement-decision', right(hours('2026-10-01')))
    await refused('第四十三条', '/enforcement-decision', right({ way: '停水停电，迫使当事人搬离。' }))
    await refused('第三十七条第三款', '/enforcement-decision', right({ urgent: '当事人正在搬运。' }))
    await refused('第三十八条', '/enforcement-decision', right(hours(today(), '08:00', '09:00')))
    await granted('enforcement-decision', right())
    expect(await desk.written('enforcement-decision'))
      .to.include('示政责拆〔2026〕3号')
      .and.include('请求宽限一个月')
      .and.include('不予采纳')
    expect((await own()).state).to.equal('decided')

    await to(day)
    await desk.bureau.advance(4 * 3_600_000)
    await refused('第三十八条', '/papers/enforcement-site-record', await desk.site(day))
    await refused('第三十七条', '/own-enforcement/statement', statement())
    await handOver('enforcement-decision')
    const next = await desk.workingDay(addDays(day, 1))
    await refused('第三十八条', '/papers/enforcement-site-record', await desk.site(day))
    await to(next)
    await desk.bureau.advance(14 * 3_600_000)
    await refused(
      '第四十三条',
      '/papers/enforcement-site-record',
      await desk.site(next, {}, '22:10', '23:40'),
    )
    await refused('见证人', '/papers/enforcement-site-record', await desk.site(next, { witness: undefined }))
    await refused(
      '不得少于两人',
      '/papers/enforcement-site-record',
      await desk.site(next, {
        officerIds: [desk.play.assisting.officerId, desk.play.assisting.officerId],
      }),
    )
    await taken('/papers/enforcement-site-record', await desk.site(next))
    expect(await own()).to.include({ state: 'ended', endedBy: 'enforced', waitsFor: null })
    await refused('第三十七条', '/papers/enforcement-site-record', await desk.site(next))
    await refused('已经强制执行完毕', '/enforcement-demand', desk.demand())
    // The same duty is not enforced by other means either.
    await refused('已经强制执行完毕', '/enforcement-demand', desk.demand({ means: 'performance' }))
    expect(await desk.bureau.audit.verify()).to.include({ ok: true })
  })

  const bureauDays = (n: number) => desk.bureau.deadlines.addWorkingDays(today(), n)

  it('has another perform in the party’s place, after one more demand, at a cost that was told before', async function () {
    this.timeout(300_000)
    await desk.ordered()
    const due = await desk.demanded({ means: 'performance', obligation: '清除堆放的建筑垃圾。' })
    await refused('第五十一条', '/performance-demand', { way: '自行清运。' })
    await refused('第三十七条', '/enforcement-decision', byAnother(await desk.workingDay(addDays(due, 9))))
    await to(addDays(due, 1))
    const day = await desk.workingDay(addDays(today(), 1))
    await refused('第五十条', '/enforcement-decision', byAnother(day, { harm: 'ugliness' }))
    await refused('第五十一条', '/enforcement-decision', byAnother(day, { performer: undefined }))
    await granted('enforcement-decision', byAnother(day))
    expect(await desk.written('enforcement-decision'))
      .to.include('代履行人：示例县洁城环境工程有限公司')
      .and.include('5000元')
      .and.include('造成环境污染')
    await refused('第五十一条', '/performance-demand', { way: '自行清运。' })
    await handOver('enforcement-decision')
    await to(addDays(day, 1))
    await refused('第五十一条', '/papers/enforcement-site-record', await desk.site(day))
    await granted('performance-demand', { way: '自行清运。' })
    expect(await desk.written('enforcement-demand'))
      .to.include('代履行前再次催告')
      .and.include('三个工作日')
    await handOver('enforcement-demand')
    const last = (await limit('performance-demand'))!.dueOn
    expect(last).to.equal(bureauDays(3))
    await to(last)
    await desk.bureau.advance(6 * 3_600_000)
    await refused('第五十一条', '/papers/enforcement-site-record', await desk.site(last))
    const then = await desk.workingDay(addDays(last, 1))
    await to(then)
    await desk.bureau.advance(8 * 3_600_000)
    await refused('第五十一条', '/papers/enforcement-site-record', await desk.site(then))
    await refused(
      '超过决定书载明的预算',
      '/papers/enforcement-site-record',
      await desk.site(then, { costFen: 600_000 }),
    )
    await taken('/papers/enforcement-site-record', await desk.site(then, { outcome: 'interrupted' }))
    expect((await own()).state).to.equal('decided')
    await taken(
      '/papers/enforcement-site-record',
      await desk.site(then, { costFen: 480_000 }, '13:00', '15:00'),
    )
    expect(await own()).to.include({ state: 'ended', endedBy: 'enforced' })
    expect(await desk.written('enforcement-site-record'))
      .to.include('4800元')
      .and.include('代履行人签名')
  })

  it('stands still while it is stayed or agreed upon, and ends when the party performs, by law, or because the party was right', async function () {
    this.timeout(300_000)
    await desk.ordered()
    const means = { means: 'performance' }
    const due = await desk.demanded(means)
    await granted(
      'enforcement-stay',
      {
        ground: 'third-party',
        reason: '第三人对堆放物主张权利。',
        evidence: '合同',
        harmless: true,
      },
      'suspended',
    )
    expect((await limit('enforcement-demand'))!.state).to.equal('suspended')
    await to(addDays(due, 10))
    const someDay = () => desk.workingDay(addDays(today(), 5))
    await refused('第三十九条', '/enforcement-decision', byAnother(await someDay()))
    await desk.bureau.complete(desk.play.lead, 'resume-enforcement', desk.play.caseId, {
      reason: '权利已经查清。',
    })
    await desk.bureau.eventually(
      'the days count again',
      async () => (await limit('enforcement-demand'))!.state === 'running',
    )
    await refused('第三十七条', '/enforcement-decision', byAnother(await someDay()))
    await to(addDays((await limit('enforcement-demand'))!.dueOn, 1))

    const agreement = {
      agreedOn: today(),
      content: '分两次清运。',
      until: addDays(today(), 10),
      harmless: true,
    }
    await refused('第四十二条', '/own-enforcement/agreement-end', {
      outcome: 'kept',
      on: today(),
      note: '无',
    })
    await taken('/own-enforcement/agreement', agreement)
    await refused('第四十二条', '/own-enforcement/agreement', agreement)
    await refused('第四十二条', '/enforcement-decision', byAnother(await someDay()))
    await taken('/own-enforcement/agreement-end', {
      outcome: 'broken',
      on: today(),
      note: '当事人表示不再履行。',
    })
    expect((await own()).waitsFor).to.equal(null)
    await taken('/own-enforcement/performance', { performedOn: today(), note: '现场核查，已经清运完毕。' })
    expect(await own()).to.include({ state: 'ended', endedBy: 'performed' })

    await refused('第四十条', '/enforcement-termination', {
      own: true,
      ground: 'destroyed',
      reason: '灭失。',
      evidence: '照片',
    })
    await refused('当事人已经履行', '/enforcement-demand', desk.demand(means))
    // Another duty of the same order.
    await desk.demanded({ means: 'demolition', obligation: '拆除棚架的地脚。' })
    await taken('/own-enforcement/agreement', { ...agreement, agreedOn: today(), until: addDays(today(), 3) })
    await taken('/own-enforcement/agreement-end', { outcome: 'kept', on: today(), note: '全部清运。' })
    expect(await own()).to.include({ endedBy: 'agreed' })
    const again = desk.demand({ obligation: '拆除棚架的地脚。' })
    await refused('执行协议已经履行完毕', '/enforcement-demand', again)

    await desk.ordered()
    await desk.demanded(means)
    await taken('/own-enforcement/statement', statement())
    await taken('/own-enforcement/statement-review', {
      review: '堆放物系他人所有，意见成立。',
      accepted: 'yes',
    })
    expect(await own()).to.include({ endedBy: 'accepted' })

    await desk.demanded(means)
    await granted('enforcement-termination', {
      own: true,
      ground: 'destroyed',
      reason: '堆放物已经被洪水冲走。',
      evidence: '照片',
    })
    expect(await own()).to.include({ endedBy: 'terminated' })
    expect(await desk.issued()).to.include('enforcement-termination-decision')
    await refused('第四十条', '/enforcement-demand', desk.demand(means))
    expect(
      (await desk.bureau.deadlines.ofCase(desk.play.caseId)).filter(
        ({ limit: code, endedOn }) => code === 'enforcement-demand' && endedOn === null,
      ),
    ).to.deep.equal([])
  })

  it('clears at once what lies on a road, by decision of a leader, and tells the party that was not there', async function () {
    this.timeout(240_000)
    await desk.ordered()
    const head = await desk.bureau.actor('squad-01-head')
    const day = today()
    await to(addDays(day, 1))
    const immediate = {
      place: 'road',
      object: 'spill',
      because: '渣土遗洒在主干道，影响夜间通行，当事人已经离开。',
      decidedBy: head.officerId!,
      decidedAt: `${day}T22:40:00+08:00`,
    }
    const site = (change: object) =>
      desk.site(day, { immediate: { ...immediate, ...change } }, '22:50', '23:40')
    await refused('第五十二条', '/papers/enforcement-site-record', await site({ place: 'kitchen' }))
    await refused(
      '第五十二条',
      '/papers/enforcement-site-record',
      await site({ decidedBy: desk.play.lead.officerId }),
    )
    await refused(
      '先决定，后实施',
      '/papers/enforcement-site-record',
      await site({ decidedAt: `${day}T23:40:00+08:00` }),
    )
    await refused('第五十二条', '/own-enforcement/party-notice', { toldAt: now(), way: '电话通知' })
    await taken('/papers/enforcement-site-record', await site({}))
    expect(await desk.written('enforcement-site-record'))
      .to.include('道路的遗洒物')
      .and.include('立即代履行')
    expect(await own()).to.include({ means: 'immediate', state: 'to-tell' })
    await refused('第五十二条', '/termination', {
      course: '现场检查。',
      reason: '当事人下落不明。',
      basis: '规定',
    })
    await taken('/own-enforcement/party-notice', { toldAt: now(), way: '电话通知当事人张三丰' })
    expect(await own()).to.include({ state: 'ended', endedBy: 'enforced' })
  })

  it('auctions what is seized for a fine that is not paid, once nobody may go to review or court any more', async function () {
    this.timeout(300_000)
    const store = await openStore(desk.bureau)
    desk.work(store)
    const auction = {
      means: 'auction',
      source: 'penalty-decision',
      obligation: '缴纳罚款。',
      way: '到指定银行缴纳。',
    }
    await store.file()
    await refused('第三十四条', '/enforcement-demand', auction)
    const { measureId, requestId } = await desk.bureau.property.apply(
      store.lead,
      store.caseId,
      store.measureWords(),
    )
    await store.agree(requestId)
    await store.carryOut(measureId)
    await store.investigate()
    await store.report()
    await decide(desk.bureau, store, 300)
    await refused('第三十四条', '/enforcement-demand', auction)
    await to(addDays((await limit('payment'))!.dueOn, 1))
    const clerk = await desk.bureau.actor('legal-reviewer-1')
    const review = await register(desk.bureau, clerk, store.caseId)
    const suspended = await desk.bureau.remedies.suspendEnforcement(
      clerk,
      review.id,
      { fromOn: today(), orderedBy: 'review-organ', reason: '可能造成难以弥补的损失' },
      review.version,
    )
    await refused('停止执行', '/enforcement-demand', auction)
    await desk.bureau.remedies.resumeEnforcement(clerk, review.id, { toOn: today() }, suspended.version)
    await granted('enforcement-demand', auction)
    expect(await desk.written('enforcement-demand')).to.include('人民币叁佰元整')
    await handOver('enforcement-demand')
    const urgent = async () =>
      decision(await desk.workingDay(addDays(today(), 20)), {
        way: '委托拍卖机构拍卖三轮车。',
        urgent: '当事人正在变卖摊位。',
      })
    await refused('尚未终结', '/enforcement-decision', await urgent())
    const [row] = await desk.bureau.remedies.ofCase(clerk, store.caseId)
    await desk.bureau.remedies.conclude(
      clerk,
      review.id,
      {
        outcome: 'upheld',
        decidedOn: today(),
        receivedOn: today(),
        reason: '维持。',
        final: true,
      },
      row!.version,
    )
    await refused('申请行政复议、提起行政诉讼的期限', '/enforcement-decision', await urgent())
    await to(addDays(today(), 200))
    const plain = { ...(await urgent()), urgent: undefined }
    await granted('enforcement-decision', plain)
    await handOver('enforcement-decision')
    expect((await own()).state).to.equal('decided')
    const { ticket } = await desk.bureau.cases.recordPartyMessage(
      store.lead,
      store.caseId,
      'payment-received',
      {
        paidFen: 30_000,
        paidOn: today(),
      },
    )
    await desk.bureau.settled({ ticket: ticket! })
    expect(await own()).to.include({ state: 'ended', endedBy: 'performed' })
  })
}
