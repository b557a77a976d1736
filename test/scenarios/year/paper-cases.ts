/** 办案文书 of an investigation: people called in, samples taken and appraised, a sketch, an act stopped, its correction checked, a statement taken down. */
import { openCase, type CaseDesk } from './case-desk.ts'
import type { Story, Year } from './year.ts'

const hour = 3_600_000

const at = (year: Year, later: number) => new Date(year.bureau.now() + later).toISOString()

async function record(year: Year, desk: CaseDesk) {
  return {
    startedAt: at(year, -hour),
    endedAt: at(year, -hour / 2),
    place: '示例县人民路 12 号',
    recorder: await year.idOf(desk.lead),
  }
}

export const paperCases: Story[] = [
  {
    name: '通知询问、抽样送检、责令停止，复查改正，当面听取陈述申辩',
    begins: '2025-04-14',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-08', verified: true })
      await desk.file()
      await desk.draw('clue-verification', {})
      const place = '示例县综合行政执法局 203 室'
      await desk.draw('interview-notice', {
        person: desk.party.name,
        at: at(year, 30 * hour),
        place,
        about: '店外占道经营的情况',
        bring: ['营业执照', '身份证'],
      })
      await desk.numbered('interview-notice', '询')
      await desk.handOver('interview-notice')
      await desk.draw('evidence-provision-notice', {
        person: desk.party.name,
        until: year.calendar.today(),
        place,
        items: [{ name: '进货单据', requirement: '复印件签名' }],
      })
      const taken = {
        identityShown: true,
        officerIds: [await year.idOf(desk.lead), await year.idOf(desk.assisting)],
        ...(await record(year, desk)),
      }
      await desk.draw('interview-record', {
        ...taken,
        personRole: '证人',
        personName: '邻居钱某',
        relation: '隔壁店主',
        answers: [{ question: '你看到了什么？', answer: '每天早上都在店外摆菜。' }],
      })
      await desk.refused('two interviews at one time', 'papers/interview-record', {
        ...taken,
        personRole: '第三人',
        personName: '房东郑某',
        answers: [{ question: '铺面租给了谁？', answer: '租给了当事人。' }],
      })
      await desk.draw('inspection-record', { ...taken, content: '店外物品已经搬离。' })
      await desk.draw('scene-sketch', {
        evidenceId: await desk.photograph(),
        note: '上北下南，阴影为占道范围。',
      })
      await desk.draw('sampling-list', {
        sampledAt: at(year, -hour),
        place: '示例县人民路 12 号',
        method: '随机抽取，当事人在场',
        keeping: '加封后存放于第一暂扣仓库',
        items: [{ name: '蔬菜筐', specification: '大号', base: '六个', quantity: 2, unit: '个' }],
      })
      await desk.refused('an opinion that nobody was asked for', 'papers/appraisal-notice', {
        issuedOn: year.calendar.today(),
        conclusion: '无',
      })
      const entrustment = {
        institution: '示例县产品质量检验所',
        qualification: '检验检测机构资质认定证书（示例）',
        matter: '送检的蔬菜筐是否为易燃材料',
        materials: [{ name: '蔬菜筐', quantity: '2 个' }],
      }
      await desk.granted('appraisal', entrustment, [desk.head])
      await desk.numbered('appraisal-entrustment', '鉴')
      year.check.equal('no day counts', (await desk.limit('case-decision'))!.state, 'suspended')
      await desk.refused('a second entrustment', 'appraisal', entrustment)
      await year.calendar.days(12)
      await desk.draw('appraisal-notice', {
        number: '检字 2025-88',
        issuedOn: year.calendar.today(),
        conclusion: '送检样品为易燃材料。',
      })
      await desk.handOver('appraisal-notice')
      year.check.equal('the days count again', (await desk.limit('case-decision'))!.state, 'running')
      await desk.granted('appraisal', entrustment, [desk.head])
      await year.post(desk.lead, `/cases/${desk.caseId}/appraisal-withdrawal`, {
        reason: '样品已损坏，机构退回。',
      })
      year.check.equal(
        'they count once it is withdrawn',
        (await desk.limit('case-decision'))!.state,
        'running',
      )
      await desk.granted('stop-order', { demand: '立即停止占道经营。' }, [desk.head])
      await desk.handOver('stop-order')
      await desk.investigate()
      await desk.report({ fineYuan: 300 })
      await desk.draw('correction-recheck', {
        ...(await record(year, desk)),
        content: '占道物品已经清除。',
        outcome: '已改正',
      })
      await desk.legalReview()
      await desk.notify()
      const rights = await desk.runs('statement-defence')
      await desk.draw('statement-record', {
        ...(await record(year, desk)),
        person: { name: desk.party.person.name, relation: '当事人' },
        content: '占道不足一米，请求从轻。',
      })
      await desk.says('statement-received', { receivedAt: year.now(), content: '占道不足一米，请求从轻。' })
      await desk.fill('review-statement', {
        statement: '占道不足一米，请求从轻。',
        accepted: 'no',
        result: '事实清楚，不予采纳。',
        fineYuan: 300,
      })
      await year.calendar.after(rights.dueOn)
      await desk.decideFine(300)
      await desk.settle()
      return desk.told()
    },
  },
]
