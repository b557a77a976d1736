/** 送达: by attempts that fail and letters that come back, by others who are asked, electronically, by announcement, and what becomes of a paper with a slip of the pen. */
import { addDays } from '../../../src/platform/legal-day.ts'
import { type CaseDesk, openCase } from './case-desk.ts'
import type { Story } from './year.ts'

interface ServicePage {
  documents: {
    id: string
    kind: string
    state: string
    servedOn: string | null
    way: string | null
    attempts: { way: string; state: string; proofId: string | null }[]
  }[]
}
const served = async (desk: CaseDesk, kind: string) =>
  (await desk.year.get<ServicePage>(desk.lead, `/cases/${desk.caseId}/service`)).documents.find(
    (one) => one.kind === kind,
  )!

/** One try to serve a document, beside the task that waits for it. */
async function attempt(desk: CaseDesk, kind: string, given: object): Promise<string> {
  const { year } = desk
  const { attemptId } = await year.act<{ attemptId: string; state: string }>(
    desk.lead,
    `/cases/${desk.caseId}/service-attempts`,
    {
      way: 'in-person',
      documentIds: [(await served(desk, kind)).id],
      outcome: 'served',
      at: year.now(),
      place: desk.party.address,
      ...given,
    },
  )
  return attemptId
}

/** Nobody is found, and the letter comes back. */
async function failTwice(desk: CaseDesk, kind: string): Promise<void> {
  await attempt(desk, kind, { outcome: 'failed', reason: '已搬离，去向不明。' })
  await attempt(desk, kind, {
    way: 'mail',
    outcome: 'failed',
    trackingNumber: 'EA987654321CN',
    reason: '查无此人，退回。',
  })
}

async function announce(desk: CaseDesk, kind: string): Promise<void> {
  const { year } = desk
  await year.act(desk.lead, `/cases/${desk.caseId}/announcements`, {
    documentIds: [(await served(desk, kind)).id],
    reason: '经上门、邮寄均未能送达，当事人下落不明。',
    content: '拟对当事人占道经营的行为罚款三百元。',
  })
  await desk.decide(desk.head, { decision: 'agree', opinion: '同意公告送达。' })
  await desk.fill('publish-announcement', { publishedAt: year.now(), media: '本机关公告栏和门户网站' })
  await desk.numbered('announcement-of-service', '公告')
}

export const serviceCases: Story[] = [
  {
    name: '上门未遇、邮件退回，家属代收；决定书留置',
    begins: '2025-03-24',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-04' })
      await desk.file()
      await desk.investigate()
      await attempt(desk, 'correction-order', { outcome: 'failed', reason: '店门关闭，无人应答。' })
      const letter = await attempt(desk, 'correction-order', {
        way: 'mail',
        outcome: 'under-way',
        trackingNumber: 'EA123456789CN',
      })
      await year.calendar.days(3)
      await year.act(desk.lead, `/service-attempts/${letter}/result`, {
        outcome: 'failed',
        at: year.now(),
        reason: '无人签收，退回。',
      })
      await attempt(desk, 'correction-order', { recipient: '李四', recipientRelation: '同住成年家属' })
      await year.steps.until('every attempt has its proof', async () => {
        const { attempts } = await served(desk, 'correction-order')
        return attempts.every(({ proofId }) => proofId !== null)
      })
      year.check.equal(
        'every attempt is on record',
        (await served(desk, 'correction-order')).attempts.map(({ way, state }) => [way, state]),
        [
          ['in-person', 'failed'],
          ['mail', 'failed'],
          ['in-person', 'served'],
        ],
      )
      await desk.fill('draft-investigation-report')
      await desk.approve()
      await desk.decideWithoutHearing()
      await desk.serveDecision('留置送达')
      await desk.pay(30_000)
      await desk.close()
      return desk.told()
    },
  },
  {
    name: '告知书公告送达，决定书电子送达',
    begins: '2025-05-20',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-05' })
      await desk.file()
      await desk.investigate()
      await desk.report()
      await desk.legalReview()
      await desk.fill('draft-advance-notice')
      await desk.approve()
      await year.steps.taskOf(await year.as(desk.lead), desk.caseId, 'serve-advance-notice')
      await desk.refused('an announcement before anything was tried', 'announcements', {
        documentIds: [(await served(desk, 'advance-notice')).id],
        reason: '当事人下落不明。',
        content: '拟罚款三百元。',
      })
      await failTwice(desk, 'advance-notice')
      await announce(desk, 'advance-notice')
      const last = addDays(year.calendar.today(), 30)
      year.check.equal('its last day', (await desk.runs('announcement')).dueOn, last)
      year.check.equal(
        'the time for the case stands still',
        (await desk.limit('case-decision'))!.state,
        'suspended',
      )
      await year.calendar.after(last)
      const rights = await desk.runs('statement-defence')
      year.check.equal('the party’s days run from the day of service', rights.startsOn, last)
      const notice = await served(desk, 'advance-notice')
      year.check.equal('it counts as served', [notice.servedOn, notice.way], [last, '公告送达'])
      await year.calendar.after(rights.dueOn)
      await desk.decideFine()
      await year.post(desk.lead, `/cases/${desk.caseId}/service-addresses`, {
        recipient: desk.party.name,
        address: desk.party.address,
        phone: desk.party.phone,
        electronic: true,
        channels: [{ way: '电子邮件', address: `${desk.party.phone}@example.cn` }],
        confirmedOn: year.calendar.today(),
      })
      await desk.issued('service-address-confirmation')
      await desk.serveDecision('电子送达')
      await desk.pay(30_000)
      await desk.close()
      return desk.told()
    },
  },
  {
    name: '公告期间当事人领取文书',
    begins: '2025-07-21',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-06' })
      await desk.file()
      await desk.investigate()
      await year.steps.taskOf(await year.as(desk.lead), desk.caseId, 'serve-correction-order')
      await failTwice(desk, 'correction-order')
      await announce(desk, 'correction-order')
      await desk.runs('announcement')
      await year.calendar.days(5)
      const recordings = await desk.photograph()
      await desk.serve('serve-correction-order', '留置送达', { witness: undefined, recordings })
      await desk.until('the announcement has ended', ({ deadlines }) =>
        deadlines.some(({ limit, endedOn }) => limit === 'announcement' && endedOn !== null),
      )
      await desk.fill('draft-investigation-report')
      await desk.approve()
      await desk.decideWithoutHearing()
      await desk.serveDecision('邮寄送达')
      await desk.pay(30_000)
      await desk.close()
      return desk.told()
    },
  },
  {
    name: '外地当事人委托送达，决定书笔误经补正',
    begins: '2025-08-11',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-07', kind: 'organisation' })
      await desk.comeToDecision()
      await desk.serveDecision('委托送达')
      const [decision] = await desk.papers('penalty-decision')
      const { id } = await year.post<{ id: string }>(desk.lead, `/documents/${decision!.id}/acts`, {
        kind: 'correction',
        reason: '名称有笔误',
        errors: [{ place: '当事人栏', wrong: desk.party.name, right: `${desk.party.name}（总店）` }],
      })
      await year.post('legal-reviewer-3', `/document-acts/${id}/decision`, {
        approve: true,
        opinion: '同意补正',
      })
      await desk.numbered('correction-of-document', '补')
      await attempt(desk, 'correction-of-document', { recipient: desk.party.person.name })
      await year.post(desk.lead, `/documents/${decision!.id}/reprints`, { reason: '当事人遗失' })
      await desk.pay(30_000)
      await desk.close()
      return desk.told()
    },
  },
]
