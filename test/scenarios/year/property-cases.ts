/** 查封、扣押、先行登记保存: extended, moved, counted and given back in parts; sealed on the site; taken on the spot and confiscated, or not approved; registered. */
import { openCase } from './case-desk.ts'
import { applyFor, cart, fruit, headOfOrgan, keeper, takeOnTheSpot } from './measure-desk.ts'
import type { Story } from './year.ts'

const grill = { name: '烧烤炉', kind: '经营工具', specification: '铁质', quantity: '1', unit: '台' }
const meat = { name: '肉串', kind: '食品', specification: '生鲜', quantity: '3', unit: '公斤' }

export const propertyCases: Story[] = [
  {
    name: '扣押后延长、移库、盘点，分次返还',
    begins: '2025-03-24',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-06' })
      await desk.file()
      const seizure = await applyFor(desk, 'seizure')
      await desk.approve(desk.tiers, 'property-measure')
      await seizure.carryOut([cart, { ...fruit, condition: '有破损' }])
      for (const kind of ['sealing-seizure-decision', 'property-list', 'coercion-site-record'])
        await seizure.onPaper(kind)
      await desk.numbered('sealing-seizure-decision', '查扣')
      await seizure.store(['w1', 'A-01'], ['w2', 'C-01'])
      await seizure.entrySheets('w1', 'w2')
      const { items } = await seizure.view()
      await year.post(keeper, `/property-items/${items[0]!.id}/moves`, {
        warehouse: 'w1',
        shelf: 'B-01',
        note: '整理货位',
      })
      const labels = await (await year.as(keeper)).bytes(`/property-labels?items=${items[0]!.id}&form=single`)
      year.check.equal('its label is a PDF', labels.subarray(0, 5).toString(), '%PDF-')
      const take = await year.post<{ stockTakeId: string }>(keeper, '/warehouses/w2/stock-takes', {})
      await year.post(keeper, `/stock-takes/${take.stockTakeId}/counts`, {
        itemId: items[1]!.id,
        quantity: '12',
        shelf: 'C-01',
      })
      await year.post(keeper, `/stock-takes/${take.stockTakeId}/close`, {
        explanations: [{ itemId: items[1]!.id, explanation: '水果失水，重量减少' }],
      })
      await desk.goOnToDecision()
      await desk.serveDecision()
      await desk.pay(30_000)
      await year.calendar.days(25)
      await seizure.extend(30)
      await desk.approve(desk.tiers, 'measure-extension')
      await seizure.onPaper('measure-extension')
      const release = await seizure.release('no-longer-needed', ['returned'], 'measure-release')
      await desk.numbered('measure-release', '查扣解')
      await seizure.sheet(`/releases/${release}/exit-sheet`, { recipient: desk.party.person.name })
      await seizure.giveBack(release, 0)
      await seizure.giveBack(release, 1, '5')
      await seizure.returnSheet(release)
      await year.calendar.days(2)
      await seizure.giveBack(release, 1, '7.5')
      await seizure.returnSheet(release)
      await seizure.is('ended')
      await desk.close({ property: '扣押财物已全部返还当事人。' })
      return desk.told()
    },
  },
  {
    name: '就地查封退回后获准，鉴定期间不计入，解除',
    begins: '2025-06-16',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-07', kind: 'organisation' })
      await desk.file()
      const sealing = await applyFor(desk, 'sealing')
      await desk.decide(
        desk.tiers[0]!,
        { decision: 'return', returnTo: 0, opinion: '理由不足' },
        'property-measure',
      )
      await desk.fill('report-measure', { reason: '补充：场所内正在违法经营' })
      await desk.approve(desk.tiers, 'property-measure')
      await sealing.carryOut([{ ...cart, name: '临街店铺', kind: '场所', unit: '处' }], '就地封存')
      await sealing.store(['on-site', 'SITE'])
      await year.calendar.days(1)
      await year.post(desk.lead, `/measures/${sealing.measureId}/appraisal`, {
        step: 'begin',
        reason: '送检',
      })
      await year.calendar.days(10)
      await year.post(desk.lead, `/measures/${sealing.measureId}/appraisal`, {
        step: 'end',
        reason: '检验报告已出',
      })
      year.check.equal(
        'the appraisal’s days do not count',
        (await sealing.view()).deadlines[0]!.excludedDays,
        10,
      )
      const release = await sealing.release('unrelated', ['returned'], 'measure-release')
      await sealing.giveBack(release, 0)
      await sealing.is('ended')
      await desk.goOnToDecision()
      await desk.settle()
      return desk.told()
    },
  },
  {
    name: '当场扣押烧烤工具，补办批准，没收销毁',
    begins: '2025-07-21',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-08' })
      await desk.file({ violationCode: 'HB-002', description: '当事人在禁止区域内露天烧烤食品。' })
      const seizure = await takeOnTheSpot(desk, [grill, meat])
      year.check.equal('24 hours to report it', (await desk.runs('urgent-measure-approval')).state, 'running')
      await year.calendar.until(year.bureau.now() + 13 * 3_600_000)
      await desk.isTold(desk.lead, 'measure-limit-near')
      await desk.fill('report-measure', { reason: '情况紧急，当场扣押' })
      await desk.approve(desk.tiers, 'property-measure')
      await desk.fill('deliver-decision', { at: year.now(), refusal: '当事人拒绝签收，由见证人李四签名' })
      await seizure.onPaper('coercion-site-record')
      await seizure.store(['w1', 'A-02'], ['w2', 'C-02'])
      await desk.investigate()
      await desk.report({ discretionTier: 'slight', fineYuan: 1000 })
      await desk.legalReview()
      await desk.notify(1000, undefined, '没收烧烤炉一台，没收违法所得三百元')
      await desk.waive()
      await desk.decideFine(1000, { other: '没收用于违法经营的烧烤炉一台\n没收违法所得三百元' })
      await desk.draw('confiscation-decision-list', {
        gainsFen: 30_000,
        items: [{ name: '烧烤炉', specification: '铁质', quantity: '1 台' }],
      })
      await desk.handOver('confiscation-decision-list')
      await desk.serveDecision()
      await desk.pay(100_000)
      const closing = await year.steps.taskOf(await year.as(desk.lead), desk.caseId, 'draft-closing-report')
      await year.steps.refused(
        'closing before the goods are disposed of',
        await year.steps.complete(await year.as(desk.lead), closing, await desk.form('draft-closing-report')),
        [409],
      )
      const release = await seizure.release('disposal', ['confiscated', 'destroyed'], 'measure-release')
      await seizure.giveOut(release, 0, { way: 'confiscated', treasuryReceipt: '缴库-1' })
      await seizure.giveOut(release, 1, {
        way: 'destroyed',
        officerIds: [await year.idOf(desk.lead), await year.idOf(desk.assisting)],
        witness: '王五',
        place: '垃圾处理场',
      })
      await seizure.is('ended')
      await seizure.onPaper('measure-release')
      await seizure.disposalRecords(release, 2)
      await desk.executed('没收违法所得', 30_000)
      await desk.close({ property: '烧烤炉已没收，肉串已销毁。' })
      return desk.told()
    },
  },
  {
    name: '当场扣押未获批准，立即返还，终止调查',
    begins: '2025-08-25',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-09' })
      await desk.file()
      const seizure = await takeOnTheSpot(desk, [cart])
      await desk.fill('report-measure', { reason: '情况紧急' })
      await desk.refuseToApprove('没有紧急情况', 'property-measure')
      await seizure.until('everything is to go back', ({ releases }) => releases.length === 1)
      await seizure.store(['w1', 'A-03'])
      const [release] = (await seizure.view()).releases
      await seizure.giveBack(release!.id, 0)
      await seizure.is('ended')
      await desk.granted('termination', {
        course: '经调查，违法事实不能成立。',
        reason: '证据不足。',
        basis: '《中华人民共和国行政处罚法》第五十七条第一款第三项',
        property: '三轮车已返还。',
      })
      await desk.ends('terminated')
      return desk.told()
    },
  },
  {
    name: '先行登记保存逾期受提醒后处理：移送、拍卖',
    begins: '2025-09-22',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-10' })
      await desk.file()
      const registration = await applyFor(desk, 'advance-registration')
      await desk.approve(headOfOrgan, 'advance-registration')
      await registration.carryOut([cart, fruit])
      await desk.numbered('advance-registration-notice', '登保')
      await registration.store(['w1', 'B-02'], ['w2', 'C-01'])
      const { dueOn } = await desk.runs('advance-registration')
      await year.calendar.after(dueOn)
      await desk.isTold(desk.lead, 'measure-limit-over')
      const release = await registration.release(
        'disposal',
        ['transferred', 'auctioned'],
        'advance-registration-disposal',
        headOfOrgan,
      )
      await desk.numbered('advance-registration-disposal', '登处')
      await registration.giveOut(release, 0, {
        way: 'transferred',
        organ: '市场监督管理局',
        receivedBy: '李四',
      })
      await registration.giveOut(release, 1, {
        way: 'auctioned',
        auctioneer: '示例拍卖行',
        proceedsFen: 8_000,
      })
      await registration.is('ended')
      await registration.onPaper('advance-registration-disposal')
      await registration.disposalRecords(release, 2)
      await desk.goOnToDecision()
      await desk.settle()
      return desk.told()
    },
  },
]
