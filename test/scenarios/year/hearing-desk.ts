/** Steps of grave cases: discussion by the board, notice of a hearing, its arrangement, session and record. */
import type { CaseDesk } from './case-desk.ts'

const hour = 3_600_000
export const host = 'legal-reviewer-2'
export const clerk = 'legal-reviewer-1'

/** 集体讨论: all five members of the board, one of whom disagrees. */
export async function discuss(desk: CaseDesk, fineYuan: number): Promise<void> {
  const { year } = desk
  await year.steps.taskOf(await year.as('general-director'), desk.caseId, 'discuss-collectively')
  const { id } = await year.post<{ id: string }>('general-director', `/cases/${desk.caseId}/discussions`, {
    place: '局三楼会议室',
    startedAt: year.bureau.now(),
    hostId: await year.idOf('general-director'),
  })
  const members = ['general-director', 'general-deputy-a', 'general-deputy-b', 'general-head', 'legal-head']
  for (const member of members)
    await year.post(
      member,
      `/discussions/${id}/votes`,
      member === 'general-head'
        ? { choice: 'disagree', opinion: '罚款偏高' }
        : { choice: 'agree', opinion: '事实清楚，裁量适当' },
    )
  await desk.fill('discuss-collectively', minutes(desk, fineYuan), 'general-director')
  await desk.issued('collective-discussion-record')
}

const minutes = ({ year }: CaseDesk, fineYuan: number) => ({
  endedAt: year.now(),
  reporter: '孙清源',
  recorder: '法制科记录员',
  reported: '当事人店外占道经营。',
  conclusion: `同意罚款${fineYuan}元。`,
  discussionOutcome: 'penalty',
  fineYuan,
})

/** Up to the notice of a heavy penalty that has been served: the party may ask for a hearing. */
export async function notifyOfHearing(
  desk: CaseDesk,
  fineYuan = 300,
  report: object = { heavyPenalty: true },
) {
  await desk.file()
  await desk.investigate()
  await desk.report({ fineYuan, ...report })
  await desk.legalReview()
  await discuss(desk, fineYuan)
  await desk.notify(fineYuan, () => desk.approveHeavy())
  await desk.numbered('hearing-rights-notice', '听告')
  return desk.runs('hearing-request')
}

export const hearingState = async (desk: CaseDesk): Promise<string | undefined> =>
  (await desk.year.get<{ items: { state: string }[] }>(desk.lead, `/cases/${desk.caseId}/hearings`)).items.at(
    -1,
  )?.state

export const hearingIs = (desk: CaseDesk, state: string): Promise<void> =>
  desk.year.steps.until(
    `${desk.caseId} the hearing is ${state}`,
    async () => (await hearingState(desk)) === state,
  )

export async function askForHearing(desk: CaseDesk): Promise<void> {
  await desk.says('hearing-requested')
  await hearingIs(desk, 'requested')
}

/** In so many days, at the hour it is now. @returns when. */
export async function arrange(desk: CaseDesk, days: number, presiding = host): Promise<number> {
  const { year } = desk
  const startsAt = year.bureau.now() + days * 24 * hour
  await desk.fill(
    'arrange-hearing',
    {
      hostId: await year.idOf(presiding),
      hearers: [{ officerId: await year.idOf('legal-reviewer-3') }],
      recorderId: await year.idOf('legal-rules-1'),
      startsAt: year.now(days * 24 * hour),
      place: '示例县综合行政执法局听证室',
      way: '公开',
    },
    clerk,
  )
  await desk.approve([desk.deputy])
  await desk.numbered('hearing-notice', '听通')
  return startsAt
}

export const serveNotice = (desk: CaseDesk, change: object = {}): Promise<void> =>
  desk.fill('serve-hearing-notice', {
    way: '直接送达',
    place: '示例县人民路 12 号',
    at: desk.year.now(),
    recipient: desk.party.person.name,
    ...change,
  })

export const people = (desk: CaseDesk) => [
  { role: '当事人', name: desk.party.person.name },
  { role: '案件调查人员', name: '办案人员甲', identity: '执法队员' },
]

/** What the host records; the hour before now. */
export const session = (desk: CaseDesk, change: object = {}) => ({
  outcome: 'held',
  startedAt: desk.year.now(-hour),
  endedAt: desk.year.now(),
  participants: people(desk),
  speeches: [
    { speaker: '调查人员', words: '当事人占道经营，建议处罚。' },
    { speaker: '当事人', words: '我已经改正，请求从轻。' },
  ],
  ...change,
})

export const hold = (desk: CaseDesk, data: object, presiding = host): Promise<void> =>
  desk.fill('hold-session', data, presiding)

/** The record is signed by all, the report written, what was heard reviewed and discussed: the case is at its decision. */
export async function report(desk: CaseDesk, fineYuan: number, presiding = host): Promise<void> {
  await desk.fill(
    'sign-hearing-record',
    { signatures: people(desk).map(({ role, name }) => ({ role, name, signed: true })) },
    presiding,
  )
  await desk.fill(
    'write-hearing-report',
    {
      investigators: '占道经营事实清楚，建议处罚。',
      party: '已经改正，请求从轻。',
      findings: '认定占道经营的事实，证据充分。',
      opinion: `建议罚款${fineYuan}元。`,
      fineYuan,
    },
    presiding,
  )
  await desk.issued('hearing-record')
  await desk.issued('hearing-report')
  await hearingIs(desk, 'reported')
  await desk.legalReview()
  await discuss(desk, fineYuan)
}

/** The decision of a grave case, served and paid, and the case closed. */
export async function finishHeavy(desk: CaseDesk, fineYuan: number): Promise<void> {
  await desk.decideFine(fineYuan, {}, () => desk.approveHeavy())
  await desk.settle(fineYuan)
}
