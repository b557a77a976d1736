/** 简易程序: paid at the bank in time or after it was chased, collected on the spot, a warning, a faulty one, one put on record too late. */
import { decideOnTheSpot, oweOnTheSpot, putOnRecord } from './on-the-spot.ts'
import type { Story } from './year.ts'

export const summaryCases: Story[] = [
  {
    name: '当场罚款，按期到银行缴纳',
    begins: '2025-03-03',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-08')
      await year.calendar.days(2)
      await desk.pay(10_000)
      await desk.archived()
      return desk.told()
    },
  },
  {
    name: '当场罚款，催缴后缴纳',
    begins: '2025-03-17',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-08')
      const { dueOn } = (await desk.limit('payment'))!
      await year.calendar.after(dueOn)
      await desk.fill('chase-payment', { servedAt: year.now(), way: '电话', note: '当事人答应当日缴纳。' })
      await desk.pay(10_000)
      await desk.archived()
      year.check.equal('it was paid too late', (await desk.limit('payment'))!.state, 'over')
      return desk.told()
    },
  },
  {
    name: '当场收缴一百元，交机关、交银行',
    begins: '2025-05-06',
    async play(year) {
      const desk = await decideOnTheSpot(year, {
        squad: 'squad-09',
        more: { collection: { ground: 'small-fine', receiptNumber: 'JP-001' } },
      })
      await putOnRecord(desk)
      await desk.fill('receive-fine', { receivedAt: year.now(), receiptNumbers: 'JP-001' }, desk.head)
      await desk.waitFor(
        'the handover has ended',
        async () => (await desk.limit('on-the-spot-fine-handover'))!.state !== 'running',
      )
      year.check.equal('handed over in time', (await desk.limit('on-the-spot-fine-handover'))!.state, 'met')
      await year.calendar.days(1)
      await desk.fill('bank-fine', { bankedAt: year.now(), bankReceipt: 'YH-7' }, desk.head)
      await desk.archived()
      year.check.equal('banked in time', (await desk.limit('bank-handover'))!.state, 'met')
      return desk.told()
    },
  },
  {
    name: '当场收缴，逾期交款受提醒',
    begins: '2025-09-08',
    async play(year) {
      const desk = await decideOnTheSpot(year, {
        squad: 'squad-10',
        more: { collection: { ground: 'small-fine', receiptNumber: 'JP-002' } },
      })
      await putOnRecord(desk)
      const { dueOn } = await desk.runs('on-the-spot-fine-handover')
      await year.calendar.after(dueOn)
      await desk.isTold(desk.lead, 'deadline-over', '当场收缴交机关')
      await desk.fill('receive-fine', { receivedAt: year.now(), receiptNumbers: 'JP-002' }, desk.head)
      await desk.fill('bank-fine', { bankedAt: year.now(), bankReceipt: 'YH-8' }, desk.head)
      await desk.archived()
      year.check.equal(
        'the delay is on record',
        (await desk.limit('on-the-spot-fine-handover'))!.state,
        'over',
      )
      return desk.told()
    },
  },
  {
    name: '当场警告，备案有误经处理',
    begins: '2025-05-06',
    async play(year) {
      const desk = await decideOnTheSpot(year, { squad: 'squad-10', more: { penalty: { warning: true } } })
      await putOnRecord(desk, 'no')
      await desk.fill(
        'handle-faulty-decision',
        { correction: 'harmless', handling: '已向当事人补充说明依据。' },
        desk.head,
      )
      await desk.archived()
      return desk.told()
    },
  },
  {
    name: '当场警告，逾期备案',
    begins: '2025-11-10',
    async play(year) {
      const desk = await decideOnTheSpot(year, {
        squad: 'squad-09',
        kind: 'organisation',
        more: { penalty: { warning: true } },
      })
      const { dueOn } = await desk.runs('summary-filing')
      await year.calendar.after(dueOn)
      await putOnRecord(desk)
      await desk.archived()
      year.check.equal('the delay is on record', (await desk.limit('summary-filing'))!.state, 'over')
      return desk.told()
    },
  },
]
