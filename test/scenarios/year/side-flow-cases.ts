/** 旁支事项 while a case is investigated: extension, suspension, transfer, to the police, recusal, change of officers. */
import { openCase } from './case-desk.ts'
import type { Story } from './year.ts'

const materials = [{ name: '现场照片', copies: 2 }]

export const sideFlowCases: Story[] = [
  {
    name: '延长办案期限后又中止、恢复调查',
    begins: '2025-03-10',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-09' })
      await desk.file()
      const refused = await desk.ask('extension', { reason: '须等待鉴定意见。', days: 30 })
      await desk.refuseToApprove('理由不足')
      await desk.sideFlow(refused, 'refused')
      const { dueOn } = (await desk.limit('case-decision'))!
      await desk.granted('extension', { reason: '须等待鉴定意见。', days: 30 })
      year.check.true('the limit is later', (await desk.limit('case-decision'))!.dueOn > dueOn)
      await desk.refused('a second extension', 'extension', { reason: '再次申请', days: 10 })
      const suspension = {
        reason: '当事人下落不明。',
        basis: '《住房和城乡建设行政处罚程序规定》',
        resumeWhen: '找到当事人。',
      }
      const suspended = await desk.granted('suspension', suspension, desk.tiers, 'suspended')
      year.check.equal('no day counts', (await desk.limit('case-decision'))!.state, 'suspended')
      await year.calendar.days(40)
      await desk.fill('resume-case', { reason: '当事人已经找到。' })
      await desk.sideFlow(suspended, 'done')
      year.check.equal('the days count again', (await desk.limit('case-decision'))!.state, 'running')
      await desk.goOnToDecision()
      await desk.settle()
      return desk.told()
    },
  },
  {
    name: '超过办案期限受提醒，仍依法办结',
    begins: '2025-03-31',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-10' })
      await desk.file()
      const { dueOn } = (await desk.limit('case-decision'))!
      await year.calendar.after(dueOn)
      const due = await year.get<{
        items: { object: { id: string } | null; colour: string; state: string }[]
      }>(desk.lead, '/due?kind=case-decision')
      year.check.equal(
        'it is red among what is due for its officer',
        due.items
          .filter(({ object }) => object?.id === desk.caseId)
          .map(({ colour, state }) => [colour, state]),
        [['red', 'over']],
      )
      for (const person of [desk.lead, desk.head, desk.deputy]) await desk.isTold(person, 'deadline-over')
      await desk.goOnToDecision()
      year.check.equal('the delay is on record', (await desk.limit('case-decision'))!.state, 'over')
      await desk.settle()
      return desk.told()
    },
  },
  {
    name: '移送有管辖权的机关',
    begins: '2025-04-21',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-07' })
      await desk.file()
      await desk.granted('transfer', {
        recipient: '示例县市场监督管理局',
        course: '当事人无照经营。',
        reason: '不属本机关管辖。',
        basis: '《中华人民共和国行政处罚法》第二十二条',
        materials,
      })
      await desk.ends('transferred')
      await desk.numbered('jurisdiction-transfer', '移')
      return desk.told()
    },
  },
  {
    name: '涉嫌犯罪移送公安机关',
    begins: '2025-05-20',
    async play(year) {
      const desk = await openCase(year, {
        squad: 'squad-08',
        clue: { source: 'transfer', particulars: { transferredBy: '示例县生态环境局' } },
      })
      await desk.file()
      const transfer = {
        police: '示例县公安局',
        procuratorate: '示例县人民检察院',
        crime: '污染环境罪',
        crimeBasis: '《中华人民共和国刑法》第三百三十八条',
        course: '当事人擅自倾倒有毒物质，严重污染环境。',
        materials,
      }
      await desk.granted('criminal-transfer', transfer, [...desk.tiers, 'general-director'])
      await desk.ends('transferred')
      await desk.numbered('criminal-transfer', '刑移')
      return desk.told()
    },
  },
  {
    name: '当事人申请回避获准，又更换主办人员',
    begins: '2025-06-16',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-01' })
      await desk.file()
      const [first, second, third] = [desk.lead, desk.assisting, `${desk.squad}-officer-3`]
      const claim = { way: '当事人申请', applicant: desk.party.name, claim: '与当事人系亲属。' }
      await desk.granted('recusal', {
        ...claim,
        officerId: await year.idOf(first),
        granted: false,
        reason: '经查不是亲属。',
      })
      await desk.granted('recusal', {
        ...claim,
        officerId: await year.idOf(second),
        granted: true,
        reason: '属实。',
        successorId: await year.idOf(third),
      })
      await desk.numbered('recusal-decision', '避')
      desk.assisting = third
      await desk.granted(
        'change-of-officers',
        { officerId: await year.idOf(first), successorId: await year.idOf(second), reason: '工作调整。' },
        [desk.head],
      )
      await desk.issued('designation-of-officers')
      desk.lead = second
      year.check.equal(
        'who handles the case now',
        (await desk.page()).officers.map(({ officerId }) => officerId),
        [await year.idOf(second), await year.idOf(third)],
      )
      await desk.goOnToDecision()
      await desk.settle()
      return desk.told()
    },
  },
]
