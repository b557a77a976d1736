/** 处罚决定公开: one decision is published after its case was archived, one is not, one is published, changed by review and withdrawn. */
import { type CaseDesk, openCase } from './case-desk.ts'
import { oweOnTheSpot } from './on-the-spot.ts'
import { RemedyDesk } from './remedy-desk.ts'
import type { Story } from './year.ts'

interface PublicationPage {
  state: string
  publications: { address: string | null; withdrawalReason: string | null }[]
}

const isIn = async (desk: CaseDesk, state: string): Promise<PublicationPage> => {
  const page = await desk.year.get<PublicationPage>(desk.lead, `/cases/${desk.caseId}/publication`)
  desk.year.check.equal(`the publication is ${state}`, page.state, state)
  return page
}

const wanted = (penalty: string) => ({
  public: true,
  reason: '占用公共道路，具有一定社会影响。',
  summary: `当事人：示例某某\n违法行为：店外占道经营\n处罚内容：${penalty}\n决定机关：示例县综合行政执法局`,
  redaction: '不涉及国家秘密、商业秘密；隐去当事人的姓名、身份证件号码、住址和电话。',
  platform: '示例县人民政府门户网站行政处罚结果信息公开栏目',
})

/** Approved, put on the site, and recorded. */
async function publish(desk: CaseDesk, penalty: string): Promise<void> {
  const { year } = desk
  await desk.refused('the name of a citizen', 'publicity', {
    ...wanted(penalty),
    summary: `当事人：${desk.party.name}`,
  })
  await desk.granted('publicity', wanted(penalty))
  await desk.issued('publicity-approval')
  await isIn(desk, 'to-publish')
  await year.calendar.days(1)
  const record = { at: year.now(), address: 'https://www.example.cn/xzcf/2025/1.html' }
  await year.post(desk.lead, `/cases/${desk.caseId}/publication`, record)
  await desk.refused('a second publication', 'publication', record)
  await isIn(desk, 'published')
  year.check.equal('it was published in time', (await desk.limit('publicity'))!.state, 'met')
}

/** Put on the site by somebody who did not record it; nobody looked before the review was decided. */
const unrecorded = (online: boolean): Story => ({
  name: `批准公开而没有登记，复议变更后登记${online ? '已经上网，撤回' : '没有上网'}`,
  begins: '2025-08-11',
  async play(year) {
    const desk = await oweOnTheSpot(year, 'squad-07')
    await desk.granted('publicity', wanted('罚款人民币壹佰元'))
    await year.calendar.days(1)
    const record = { at: year.now(), address: 'https://www.example.cn/xzcf/2025/2.html' }
    const review = await RemedyDesk.register(desk, 'review', { procedure: 'simple' })
    await review.answer(2)
    await year.calendar.days(1)
    await review.conclude('changed', { newFineFen: 5_000 })
    await isIn(desk, 'to-check')
    await desk.runs('publicity-withdrawn')
    await desk.isTold(desk.lead, 'publication-to-withdraw', '上网')
    const path = `/cases/${desk.caseId}/publication`
    if (online) {
      await year.post(desk.lead, path, record)
      await isIn(desk, 'to-withdraw')
      await review.step('publicity-withdrawal', { on: year.calendar.today() })
      await isIn(desk, 'withdrawn')
    } else {
      await year.post(desk.lead, `${path}-not-made`, { note: '检索平台，没有发布。' })
      await isIn(desk, 'dropped')
    }
    year.check.equal('the limit has ended', (await desk.limit('publicity-withdrawn'))!.state, 'met')
    await desk.pay(5_000)
    await desk.archived()
    return desk.told()
  },
})

export const publicityCases: Story[] = [
  unrecorded(true),
  unrecorded(false),
  {
    name: '罚款决定归档后公开',
    begins: '2025-06-09',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-07' })
      await desk.file()
      await desk.refused('what was not decided', 'publicity', wanted('罚款'))
      await desk.goOnToDecision()
      await desk.settle()
      await year.calendar.days(1)
      await publish(desk, '罚款人民币叁佰元')
      return desk.told()
    },
  },
  {
    name: '当场处罚没有社会影响，不公开',
    begins: '2025-06-16',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-07')
      await desk.granted('publicity', {
        public: false,
        reason: '情节轻微，当场处罚，不具有社会影响。',
        redaction: '不公开，无须处理。',
      })
      await isIn(desk, 'not-to-publish')
      year.check.equal('no limit runs', await desk.limit('publicity'), undefined)
      await desk.pay(10_000)
      await desk.archived()
      return desk.told()
    },
  },
  {
    name: '公开后复议变更，撤回公开',
    begins: '2025-07-14',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-07')
      await publish(desk, '罚款人民币壹佰元')
      const review = await RemedyDesk.register(desk, 'review', { procedure: 'simple' })
      await review.answer(2)
      await year.calendar.days(5)
      await review.conclude('changed', { newFineFen: 5_000 })
      await desk.runs('publicity-withdrawn')
      await desk.isTold(desk.lead, 'publication-to-withdraw', '撤回')
      await isIn(desk, 'to-withdraw')
      await year.calendar.days(1)
      await review.step('publicity-withdrawal', { on: year.calendar.today() })
      const { publications } = await isIn(desk, 'withdrawn')
      year.check.equal('with its reason', publications[0]!.withdrawalReason, '处罚决定经行政复议变更')
      year.check.equal('in time', (await desk.limit('publicity-withdrawn'))!.state, 'met')
      await desk.refused('a decision that was changed', 'publicity', wanted('罚款'))
      await desk.pay(5_000)
      await desk.archived()
      return desk.told()
    },
  },
]
