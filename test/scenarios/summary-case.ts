/**
 * 简易程序 through HTTP: three decisions on the spot (a fine for the bank that is paid late, a fine collected there and then, a warning), sent over a bad
 * network, each put on record, closed and bound. At every step also what must not be possible.
 */
import { ulid } from 'ulid'
import type { BureauOverHttp, Person } from './bureau-over-http.ts'
import type { Checks } from './checks.ts'
import { storySteps } from './story-steps.ts'

interface Decision {
  caseId: string
  documentId: string
  number: string
}
interface CasePage {
  case: { state: string; procedure: string; number: string | null; paidFen: number }
  documents: { id: string; kind: string; state: string; pages: number | null }[]
  deadlines: { limit: string; state: string; dueOn: string }[]
}

const day = 86_400_000

export async function summaryCase(bureau: BureauOverHttp, check: Checks): Promise<void> {
  const { refused, effective, complete, taskOf, tasksOf, until } = storySteps(check, () => bureau.moment())
  const names = ['squad-01-officer-1', 'squad-01-officer-2', 'squad-01-legal', 'squad-01-head'] as const
  const [officer, second, legal, head] = (await Promise.all(names.map((name) => bureau.as(name)))) as [
    Person,
    Person,
    Person,
    Person,
  ]
  const outsider = await bureau.as('squad-02-legal')
  const other = (await second.get<{ officerId: string }>('/me')).body

  // Each at a house of its own, or it would be the same act.
  let houses = 0
  const submission = (more: object = {}) => ({
    id: ulid(),
    assistingOfficerIds: [other.officerId],
    party: { kind: 'citizen', name: '张示例', idNumber: '330481199001011236', address: '示例县人民路 12 号' },
    violationCode: 'SR-001',
    occurredAt: bureau.now() - 600_000,
    place: `示例县人民路 ${++houses} 号门前人行道`,
    description: '当事人将两个货架摆放在店门外人行道上经营。',
    certificateShown: true,
    rightsTold: true,
    penalty: { fineFen: 10_000 },
    correctionDemand: '立即将货架搬回店内',
    delivery: { recipient: '张示例' },
    ...more,
  })
  const page = async (caseId: string) => (await officer.get<CasePage>(`/cases/${caseId}`)).body
  const fill = async (person: Person, caseId: string, elementId: string, data: object) => {
    const task = await taskOf(person, caseId, elementId)
    check.equal(`another squad sees nothing of ${elementId}`, await tasksOf(outsider, caseId), [])
    await refused(`${elementId} by another squad`, await complete(outsider, task, data), [403, 404])
    if (person !== officer)
      await refused(`${elementId} by who decided`, await complete(officer, task, data), [403, 404])
    await refused(`${elementId} with nothing filled in`, await complete(person, task, {}), [400, 422])
    await effective(elementId, person, await complete(person, task, data))
  }
  const decide = async (more: object = {}): Promise<Decision> => {
    const request = submission(more)
    // The answer is lost on the way, so the phone sends again; both are told the same.
    const [first, again] = await Promise.all([
      officer.post<Decision>('/summary-cases', request),
      officer.post<Decision>('/summary-cases', request),
    ])
    check.equal('one decision for one request', first.body, again.body)
    check.equal('one of the two made it', [first.status, again.status].sort(), [200, 201])
    await refused(
      'another penalty under the same id',
      await officer.post('/summary-cases', { ...request, penalty: { fineFen: 15_000 } }),
      [409],
    )
    return first.body
  }
  const onRecord = (caseId: string) =>
    fill(legal, caseId, 'file-summary-decision', { inOrder: 'yes', remark: '程序、依据、数额无误' })
  const bound = async (caseId: string) => {
    await until('the case is bound and archived', async () => (await page(caseId)).case.state === 'archived')
    const { documents } = await page(caseId)
    const volume = documents.find(({ kind }) => kind === 'volume')
    const pdf = volume && (await officer.bytes(`/documents/${volume.id}/pdf`))
    check.equal('the volume is a PDF', pdf?.subarray(0, 5).toString(), '%PDF-')
  }

  await refused('a decision by a stranger', await bureau.stranger.post('/summary-cases', submission()), [401])
  await refused(
    'a decision by who enforces nothing',
    await (await bureau.as('general-admin-1')).post('/summary-cases', submission()),
    [403],
  )
  for (const [what, more] of [
    ['a fine above 200 yuan', { penalty: { fineFen: 20_100 } }],
    ['one officer alone', { assistingOfficerIds: [] }],
    ['a party that was not told its rights', { rightsTold: false }],
    ['an id that is no ULID', { id: 'case-1' }],
    [
      'a wrong identity number',
      { party: { kind: 'citizen', name: '张示例', idNumber: '330481199001011237', address: '示例县' } },
    ],
    [
      'cash for more than 100 yuan',
      { penalty: { fineFen: 15_000 }, collection: { ground: 'small-fine', receiptNumber: '1' } },
    ],
  ] as const)
    await refused(what, await officer.post('/summary-cases', submission(more)), [422])

  // Paid at the bank, late.
  const late = await decide()
  check.true('the decision has its number', /当罚字〔2026〕第000001号$/.test(late.number))
  const pdf = await officer.bytes(`/documents/${late.documentId}/pdf`)
  check.equal('the decision can be printed', pdf.subarray(0, 5).toString(), '%PDF-')
  await refused(
    'more money than the fine',
    await officer.post(`/cases/${late.caseId}/payment-received`, { paidFen: 10_001, paidOn: '2026-03-02' }),
    [422],
  )
  await onRecord(late.caseId)
  await until('the fifteen days run', async () =>
    (await page(late.caseId)).deadlines.some(
      ({ limit, dueOn }) => limit === 'payment' && dueOn === '2026-03-17',
    ),
  )
  check.equal('nothing is chased before its time', await tasksOf(officer, late.caseId), [])
  await bureau.advance(16 * day)
  await fill(officer, late.caseId, 'chase-payment', {
    servedAt: new Date(bureau.now()).toISOString(),
    way: '电话',
    note: '当事人答应三日内缴纳。',
  })
  const paid = await officer.post<{ state: string; status?: string }>(
    `/cases/${late.caseId}/payment-received`,
    {
      paidFen: 10_000,
      paidOn: '2026-03-18',
    },
  )
  await effective('the payment', officer, paid)
  await bound(late.caseId)

  // Collected on the spot.
  const cash = await decide({ collection: { ground: 'small-fine', receiptNumber: 'JP-001' } })
  check.true('numbers follow each other', /第000002号$/.test(cash.number))
  check.equal('it is paid', (await page(cash.caseId)).case.paidFen, 10_000)
  await onRecord(cash.caseId)
  const at = new Date(bureau.now()).toISOString()
  await fill(head, cash.caseId, 'receive-fine', { receivedAt: at, receiptNumbers: 'JP-001' })
  check.equal('the case waits for the bank', (await page(cash.caseId)).case.state, 'open')
  await fill(head, cash.caseId, 'bank-fine', { bankedAt: at, bankReceipt: 'YH-7' })
  await bound(cash.caseId)

  // A warning.
  const warned = await decide({ penalty: { warning: true } })
  await onRecord(warned.caseId)
  await bound(warned.caseId)

  const supervisor = await bureau.as('supervision-supervisor-1')
  const chain = (await supervisor.get<{ ok: boolean }>('/audit/verification')).body
  check.true('the audit chain is whole', chain.ok)
}
