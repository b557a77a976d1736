/** 审批的各种操作 in one case: withdrawn, taken back, tiers added and removed, handed over, asked about, copied, reminded, redirected, decided on somebody's behalf, overdue. */
import { type CaseDesk, openCase } from './case-desk.ts'
import type { Story, Year } from './year.ts'

interface ApprovalPage {
  outcome: string | null
  tierIndex: number | null
  waitingFor: { officerId: string }[]
  route: { role: string; added: boolean }[]
  decisions: { tierIndex: number; decision: string; state: string; onBehalfOf: string | null }[]
  consultations: { id: string; answer: string | null }[]
}

const hour = 3_600_000
const agree = { decision: 'agree' }

/** The running approval, and what people do with it. */
async function approvalOf(desk: CaseDesk, subject: string) {
  const { year } = desk
  const id = await desk.approval(subject)
  const page = () => year.get<ApprovalPage>(desk.lead, `/approvals/${id}`)
  return {
    page,
    tier: (index: number) =>
      year.steps.until(`${subject} is at tier ${index}`, async () => (await page()).tierIndex === index),
    ended: (outcome: string) =>
      year.steps.until(`${subject} is ${outcome}`, async () => (await page()).outcome === outcome),
    /** Moves the token, and is done when that has happened. */
    move: (by: string, act: string, body: object) => year.act(by, `/approvals/${id}/${act}`, body),
    /** A fact beside it. */
    note: (by: string, act: string, body: object) => year.post(by, `/approvals/${id}/${act}`, body),
    refused: async (by: string, act: string, body: object, status: number) =>
      year.steps.refused(`${act} by ${by}`, await (await year.as(by)).post(`/approvals/${id}/${act}`, body), [
        status,
      ]),
  }
}

/** Of the entry: everything that its drafter and its tiers may do. */
async function enter(year: Year, desk: CaseDesk): Promise<void> {
  const [legal, head, reviewer, deputy] = desk.tiers as [string, string, string, string]
  await desk.fill('enter-case')
  const first = await approvalOf(desk, 'clue-registration')
  await first.refused(desk.assisting, 'withdraw', { reason: '有误' }, 403)
  await first.move(desk.lead, 'withdraw', { reason: '当事人信息有误' })
  await first.ended('withdrawn')

  await desk.fill('enter-case')
  const approval = await approvalOf(desk, 'clue-registration')
  await approval.note(desk.lead, 'copies', { officerIds: [await year.idOf(desk.assisting)] })
  await approval.note(desk.lead, 'remind', {})
  await approval.refused(desk.lead, 'remind', {}, 429)
  await approval.note(legal, 'consult', {
    officerId: await year.idOf('legal-reviewer-2'),
    question: '是否属本机关管辖？',
  })
  const [consultation] = (await approval.page()).consultations
  await year.post('legal-reviewer-2', `/consultations/${consultation!.id}/answer`, { answer: '属本机关管辖' })

  await desk.decide(legal, agree)
  await approval.tier(2)
  await approval.move(legal, 'take-back', {})
  await approval.tier(1)
  await desk.decide(legal, { decision: 'add-tier-before', addRole: 'legal-section', opinion: '请法制科先看' })
  await desk.decide('legal-reviewer-3', agree)
  await approval.tier(2)
  await desk.decide(legal, agree)
  await approval.tier(3)
  const other = await year.idOf('general-deputy-b')
  await desk.decide(head, { decision: 'add-tier-after', addRole: 'deputy-director', addOfficerId: other })
  await approval.tier(4)
  const { waitingFor } = await approval.page()
  year.check.equal(
    'the added officer is asked',
    waitingFor.map(({ officerId }) => officerId),
    [other],
  )
  await approval.refused('general-deputy-b', 'remove-tier', { tierIndex: 4 }, 403)
  await approval.move(head, 'remove-tier', { tierIndex: 4 })
  await year.steps.until('the legal section is asked', async () => {
    const { route, tierIndex } = await approval.page()
    return (
      tierIndex !== null && route[tierIndex - 1]!.role === 'legal-section' && !route[tierIndex - 1]!.added
    )
  })
  await year.steps.taskOf(await year.as(reviewer), desk.caseId, 'review')
  await approval.move(reviewer, 'reassign', {
    toOfficerId: await year.idOf('legal-reviewer-2'),
    reason: '出差',
  })
  await desk.decide('legal-reviewer-2', agree)
  await desk.decide(deputy, agree)
  await approval.ended('agreed')
}

/** Of the filing: a tier that was added is removed again, a head who is away, supervision. */
async function fileCase(year: Year, desk: CaseDesk): Promise<void> {
  const [legal, head, , deputy] = desk.tiers as [string, string, string, string]
  await desk.fill('draft-filing')
  const approval = await approvalOf(desk, 'case-filing-approval')
  const away = { fromAt: year.bureau.now() - 1, toAt: year.bureau.now() + 12 * hour, reason: '休假' }
  const headId = await year.idOf(head)
  await year.post(head, `/officers/${headId}/delegations`, {
    ...away,
    toOfficerId: await year.idOf('squad-02-head'),
    role: 'department-head',
  })
  await year.post(head, `/officers/${headId}/absences`, away)
  await desk.decide(legal, {
    decision: 'add-tier-after',
    addRole: 'legal-section',
    addOfficerId: await year.idOf('legal-reviewer-3'),
  })
  await approval.tier(2)
  await desk.decide('legal-reviewer-3', { decision: 'return', returnTo: 1, opinion: '不必由我审批' })
  await approval.tier(1)
  await desk.decide(legal, { decision: 'remove-tier', removeTier: 2 })
  await year.steps.until('the added tier is gone', async () =>
    (await approval.page()).route.every(({ added }) => !added),
  )
  await approval.tier(1)
  await desk.decide(legal, agree)
  await approval.tier(2)
  await desk.decide('squad-02-head', agree)
  await approval.tier(3)
  const { decisions } = await approval.page()
  year.check.equal('it says on whose behalf', decisions.at(-1)!.onBehalfOf, headId)
  await approval.move('supervision-supervisor-1', 'jump', { toTier: 4, reason: '督察决定，材料已经口头审核' })
  await approval.tier(4)
  await desk.decide(deputy, agree)
  await approval.ended('agreed')
}

export const approvalCases: Story[] = [
  {
    name: '审批的撤回、拿回、加签减签、转办、征询、抄送、催办、委托、督察、超时',
    begins: '2025-07-07',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-05' })
      await enter(year, desk)
      await fileCase(year, desk)
      await desk.stage('investigation')
      await year.calendar.days(1)
      await desk.investigate()
      await desk.serve('serve-correction-order')
      await desk.fill('draft-investigation-report')
      const report = await approvalOf(desk, 'investigation-report')
      const legal = await year.steps.taskOf(await year.as(desk.tiers[0]!), desk.caseId, 'review')
      const { dueAt } = legal
      await year.calendar.until(dueAt! - 14 * hour)
      await desk.isTold(desk.tiers[0]!, 'approval-reminder')
      await year.calendar.until(dueAt! + hour)
      await desk.isTold(desk.head, 'approval-overdue')
      await desk.approve()
      await report.ended('agreed')
      await desk.stage('decision')
      await desk.decideWithoutHearing()
      await desk.settle()
      return desk.told()
    },
  },
]
