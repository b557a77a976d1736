/** 线索 of every source to every end: a case, a case that is there, education, a transfer, a rejection; verified, answered, in time and too late; opened again. */
import { CaseDesk, openCase } from './case-desk.ts'
import type { Story, Year } from './year.ts'

interface CluePage {
  clue: { state: string; number: string; caseId: string | null }
  deadlines: { limit: string; state: string; dueOn: string }[]
  history: { act: string; toState: string }[]
}
const squad = 'squad-03'
const officer = `${squad}-officer-1`
const head = `${squad}-head`

/** A clue, and what is done with it. */
async function register(year: Year, clue: { source: string } & { [field: string]: unknown }) {
  const { clueId } = await year.post<{ clueId: string }>(officer, '/clues', {
    place: '示例县人民路 12 号',
    content: '水果店把货架摆到人行道上经营',
    category: '市容环境卫生',
    ...clue,
  })
  const page = () => year.get<CluePage>(officer, `/clues/${clueId}`)
  return {
    clueId,
    page,
    act: (path: string, body: object, by = officer) => year.post(by, `/clues/${clueId}/${path}`, body),
    async is(state: string): Promise<void> {
      year.check.equal(`the clue is ${state}`, (await page()).clue.state, state)
    },
    async limit(code: string) {
      return (await page()).deadlines.filter(({ limit }) => limit === code).at(-1)!
    },
    async verified(outcome: string): Promise<void> {
      await year.post(head, `/clues/${clueId}/verifier`, { officerId: await year.idOf(`${squad}-officer-2`) })
      await year.post(`${squad}-officer-2`, `/clues/${clueId}/verification`, {
        verifiedAt: year.bureau.now(),
        method: '现场核查',
        found: '现场有货架三个',
        outcome,
        proposal: '依法处理',
      })
    },
    async told(what: string): Promise<string> {
      return `${(await page()).clue.number} ${what}`
    },
  }
}

const reporter = { reporterName: '王小明', reporterPhone: '13812345678' }

export const clueEnds: Story[] = [
  {
    name: '实名举报，核查属实，教育办结并答复',
    begins: '2025-03-03',
    async play(year) {
      const clue = await register(year, { source: 'complaint', particulars: reporter })
      await year.calendar.days(2)
      await clue.verified('confirmed')
      await clue.is('verified')
      await clue.act('education', { reason: '当场改正，批评教育' })
      await clue.act('answer', {
        manner: '电话',
        content: '已要求店主收回货架',
        answeredAt: year.bureau.now(),
      })
      for (const limit of ['clue-decision', 'complaint-answer'])
        year.check.equal(`${limit} is kept`, (await clue.limit(limit)).state, 'met')
      return clue.told('教育办结')
    },
  },
  {
    name: '匿名举报，补充后不予受理',
    begins: '2025-03-03',
    async play(year) {
      const clue = await register(year, { source: 'complaint', anonymous: true })
      const rejection = { end: 'rejected', reason: '没有违法事实' }
      await clue.act('proposal', rejection)
      await clue.act('proposal-decision', { decision: 'return', opinion: '请补充照片' }, head)
      await year.calendar.days(1)
      await clue.act('proposal', rejection)
      await clue.act('proposal-decision', { decision: 'approve', opinion: '同意' }, head)
      await clue.is('rejected')
      return clue.told('不予受理')
    },
  },
  {
    name: '实名举报逾期未处理、未答复，受提醒后办结',
    begins: '2025-04-08',
    async play(year) {
      const clue = await register(year, { source: 'complaint', particulars: reporter })
      await year.calendar.after((await clue.limit('complaint-answer')).dueOn)
      const { items } = await year.get<{ items: { kind: string; text: string }[] }>(
        officer,
        '/notifications?limit=200',
      )
      const { number } = (await clue.page()).clue
      for (const name of ['线索核查', '投诉答复'])
        year.check.true(
          `the officer is told that ${name} is over`,
          items.some(
            ({ kind, text }) => kind === 'deadline-over' && text.includes(number) && text.includes(name),
          ),
        )
      await clue.act('education', { reason: '当场改正，批评教育' })
      await clue.act('answer', { manner: '短信', content: '已处理，迟复致歉', answeredAt: year.bureau.now() })
      for (const limit of ['clue-decision', 'complaint-answer'])
        year.check.equal(`${limit} is overdue on record`, (await clue.limit(limit)).state, 'over')
      return clue.told('教育办结（逾期）')
    },
  },
  {
    name: '上级交办，移送有权机关',
    begins: '2025-05-06',
    async play(year) {
      const clue = await register(year, {
        source: 'assigned',
        particulars: { assignedBy: '示例市综合行政执法局' },
      })
      await clue.act('proposal', { end: 'transferred', reason: '属交警职责', organ: '示例县公安局' })
      await clue.act('proposal-decision', { decision: 'approve', opinion: '同意' }, head)
      await clue.is('transferred')
      return clue.told('已移送')
    },
  },
  {
    name: '监督检查的线索并入数字城管的案件',
    begins: '2025-07-21',
    async play(year) {
      const desk = await openCase(year, {
        squad,
        clue: { source: 'digital-city', particulars: { ticketNumber: '20250721-0001' } },
      })
      const clue = await register(year, { source: 'inspection' })
      await clue.act('joining', { caseId: desk.caseId, reason: '同一处占道' })
      await clue.is('joined')
      await desk.comeToDecision()
      await desk.settle()
      return `${await clue.told('并入案件')}；${await desk.told()}`
    },
  },
  {
    name: '媒体报道，教育办结后督察重新办理，立案',
    begins: '2025-09-08',
    async play(year) {
      const clue = await register(year, { source: 'media', particulars: { mediaName: '示例日报' } })
      await clue.act('education', { reason: '当场改正' })
      await year.calendar.days(10)
      await clue.act('reopening', { reason: '群众反映没有改正' }, 'supervision-supervisor-1')
      await clue.is('received')
      const { caseId } = await year.act<{ caseId: string; state: string }>(officer, '/cases', {
        clueId: clue.clueId,
        leadOfficerId: await year.idOf(officer),
        assistingOfficerIds: [await year.idOf(`${squad}-officer-2`)],
      })
      await clue.is('accepted')
      const desk = new CaseDesk(year, { caseId, squad, party: await year.meet(officer) })
      await desk.comeToDecision()
      await desk.settle()
      return `${await clue.told('立案')}；${await desk.told()}`
    },
  },
  {
    name: '自首，从轻处罚',
    begins: '2025-12-08',
    async play(year) {
      const desk = await openCase(year, {
        squad: 'squad-04',
        clue: { source: 'self-report', particulars: { personName: '示例某', personPhone: '13812345678' } },
      })
      await desk.file()
      await desk.investigate()
      await desk.report({ fineYuan: 100, discretionTier: 'slight' })
      await desk.decideWithoutHearing(100)
      await desk.settle(100)
      return desk.told()
    },
  },
]
