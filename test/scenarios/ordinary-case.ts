/**
 * One ordinary case 越门占道 through HTTP, from the clue to the bound volume, with one return on the way. At every step it also tries what must not be
 * possible: a stranger, another squad, a tier that is not asked yet, the drafter as reviewer, the same act twice.
 */
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { citizen, ordinaryForms, photo, signedOnPaper, signedWaiver } from '../cases/ordinary-forms.ts'
import type { BureauOverHttp, Person } from './bureau-over-http.ts'
import type { Checks } from './checks.ts'
import { peopleAfterwards } from './people-afterwards.ts'
import { patience, storySteps } from './story-steps.ts'

interface CasePage {
  case: { state: string; number: string | null; fineFen: number; paidFen: number }
  documents: { id: string; kind: string; state: string; number: string | null; pages: number | null }[]
  approvals: { stage: string; subject: string; outcome: string }[]
}
const tiers = ['squad-01-legal', 'squad-01-head', 'legal-reviewer-1', 'general-deputy-a']

export async function ordinaryCase(bureau: BureauOverHttp, check: Checks): Promise<void> {
  const lead = await bureau.as('squad-01-officer-1')
  const outsider = await bureau.as('squad-02-officer-1')
  const me = (await lead.get<{ officerId: string }>('/me')).body
  const other = (await (await bureau.as('squad-01-officer-2')).get<{ officerId: string }>('/me')).body

  const { refused, effective, complete, ...steps } = storySteps(check, () => bureau.moment())
  await refused('a list for a stranger', await bureau.stranger.get('/tasks'), [401])

  const clue = {
    source: 'patrol',
    place: '示例县人民路 12 号',
    content: '店外占道经营',
    category: '市容环境卫生',
  }
  await refused('a clue without a place', await lead.post('/clues', { ...clue, place: '' }), [400, 422])
  const { clueId } = (await lead.post<{ clueId: string }>('/clues', clue)).body
  const alone = { clueId, leadOfficerId: me.officerId, assistingOfficerIds: [] }
  await refused('a case with one officer alone', await lead.post('/cases', alone), [400, 422])
  const opened = await lead.post<{ caseId: string }>('/cases', {
    ...alone,
    assistingOfficerIds: [other.officerId],
  })
  check.equal('the case is opened', opened.status, 201)
  const { caseId } = opened.body
  await refused(
    'a second case of one clue',
    await lead.post('/cases', { ...alone, assistingOfficerIds: [other.officerId] }),
    [409, 422],
  )
  const { party } = (await lead.post<{ party: { id: string } }>('/parties', citizen)).body
  const forms = ordinaryForms({ partyId: party.id, recorder: other.officerId, now: bureau.now() })

  const tasksOf = (person: Person) => steps.tasksOf(person, caseId)
  const taskOf = (person: Person, elementId: string) => steps.taskOf(person, caseId, elementId)

  async function fill(elementId: string, change: object = {}, userName = lead.userName): Promise<void> {
    const person = await bureau.as(userName)
    const task = await taskOf(person, elementId)
    check.equal(`another squad sees nothing of ${elementId}`, await tasksOf(outsider), [])
    await refused(
      `${elementId} by another squad`,
      await complete(outsider, task, forms[elementId]!),
      [403, 404],
    )
    await refused(`${elementId} with nothing filled in`, await complete(person, task, {}), [400, 422])
    await effective(elementId, person, await complete(person, task, { ...forms[elementId], ...change }))
    await refused(
      `${elementId} a second time`,
      await complete(person, task, forms[elementId]!),
      [403, 404, 409],
    )
  }

  async function decide(userName: string, decision: object): Promise<void> {
    const reviewer = await bureau.as(userName)
    const task = await taskOf(reviewer, 'review')
    for (const later of tiers.slice(tiers.indexOf(userName) + 1)) {
      check.equal(`${later} is not asked before ${userName}`, await tasksOf(await bureau.as(later)), [])
    }
    await refused(
      'a review by the drafter',
      await complete(lead, task, { decision: 'agree', opinion: '同意' }),
      [403, 404],
    )
    await effective(`the review of ${userName}`, reviewer, await complete(reviewer, task, decision))
  }
  const approve = async (by: readonly string[] = tiers) => {
    for (const userName of by) await decide(userName, { decision: 'agree', opinion: '同意' })
  }
  /** 旁支事项 beside the stages: refused by its tiers, so that the case goes on as it was. */
  const askForExtension = async () => {
    const ask = (person: Person, body: object) =>
      person.post<{ state: string; status?: string }>(`/cases/${caseId}/extension`, body)
    const asked = { reason: '须等待鉴定意见。', days: 30 }
    await refused('an extension asked for by another squad', await ask(outsider, asked), [403])
    await refused('an extension without a reason', await ask(lead, { days: 30 }), [422])
    await effective('asking for an extension', lead, await ask(lead, asked))
    await refused('a second extension meanwhile', await ask(lead, asked), [409])
    for (const tier of tiers) await decide(tier, { decision: 'reject', opinion: '理由不足' })
    await steps.until('the extension is refused', async () => {
      const { body } = await lead.get<{ sideFlows: { state: string }[] }>(`/cases/${caseId}`)
      return body.sideFlows.every(({ state }) => state === 'refused')
    })
  }
  const partyActs = (name: string, body: object) =>
    steps.recorded(name, lead, `/cases/${caseId}/${name}`, body)

  await fill('enter-case')
  await approve()
  await fill('draft-filing')
  await decide(tiers[0]!, { decision: 'agree', opinion: '同意立案' })
  await decide(tiers[1]!, { decision: 'return', returnTo: 0, opinion: '承办人意见请写明违法地点' })
  await fill('draft-filing', { proposal: '当事人在人民路 12 号店外占道经营，涉嫌违法，建议立案调查。' })
  await approve()
  await fill('inspect-scene')
  await askForExtension()
  await fill('interview-party')
  const evidence = {
    kind: '电子数据',
    name: '现场照片',
    mediaType: 'image/png',
    content: photo.toString('base64'),
  }
  const taken = {
    takenAt: bureau.now(),
    place: clue.place,
    takenBy: me.officerId,
    shows: '店门外占道摆放的蔬菜筐',
  }
  check.equal(
    'a photo is taken in',
    (await lead.post(`/cases/${caseId}/evidence-files`, { ...evidence, ...taken })).status,
    201,
  )
  await fill('collect-evidence')
  await fill('order-correction')
  await approve(['squad-01-head'])
  await fill('serve-correction-order')
  await fill('draft-investigation-report')
  await approve()
  await fill('legal-review', {}, 'legal-reviewer-2')
  await fill('draft-advance-notice')
  await approve()
  await fill('serve-advance-notice')
  const signed = await lead.post<{ id: string }>(`/cases/${caseId}/evidence-files`, {
    ...evidence,
    ...taken,
    ...signedWaiver,
    takenAt: bureau.now(),
    // Another picture than that of the scene: the same one is evidence of a case once.
    content: Buffer.concat([photo, Buffer.from('waiver')]).toString('base64'),
  })
  const waived = { receivedAt: isoInstant(bureau.now()) }
  await refused(
    'a waiver without the paper that the party signed',
    await lead.post(`/cases/${caseId}/rights-waived`, waived),
    [422],
  )
  await partyActs('rights-waived', { ...waived, evidenceId: signed.body.id })
  await fill('draft-decision')
  await approve()
  await fill('serve-decision')
  await partyActs('payment-received', {
    paidFen: 30_000,
    paidOn: legalDay(bureau.now()),
    receiptNumber: '示例-0001',
  })
  const { items: unsigned } = (
    await lead.get<{ items: { documentId: string; name: string; lines: string[] }[] }>(
      `/cases/${caseId}/unsigned-records`,
    )
  ).body
  check.equal(
    'the records that nobody has signed are listed line by line',
    unsigned.map(({ name, lines }) => [
      name,
      lines.includes('执法人员签名') || lines.includes('被询问人签名'),
    ]),
    [
      ['现场检查（勘验）笔录', true],
      ['调查询问笔录', true],
    ],
  )
  const closing = await taskOf(lead, 'draft-closing-report')
  await refused(
    'a closing report while records are unsigned',
    await complete(lead, closing, forms['draft-closing-report']!),
    [409],
  )
  for (const { documentId } of unsigned)
    check.equal(
      'the original on paper is recorded',
      (await lead.post(`/documents/${documentId}/paper-original`, { note: signedOnPaper })).status,
      204,
    )
  await fill('draft-closing-report')
  await approve()

  const finished = await archived()
  check.equal('the fine is paid', [finished.case.fineFen, finished.case.paidFen], [30_000, 30_000])
  check.equal(
    'filing was returned once',
    finished.approvals.filter(({ stage }) => stage === 'filing').map(({ outcome }) => outcome),
    ['returned', 'agreed'],
  )
  const issued = finished.documents.filter(({ state }) => state === 'issued')
  check.equal('documents are issued', issued.length, 16)
  check.equal(
    'no draft is left, and what was refused is void',
    finished.documents.filter(({ state }) => state !== 'issued').map(({ kind, state }) => [kind, state]),
    [['extension-approval', 'void']],
  )
  const numbers = issued.flatMap(({ number }) => (number === null ? [] : [number]))
  check.equal('no number is given twice', new Set(numbers).size, numbers.length)
  check.true(
    'the first of each kind has number one',
    numbers.every((number) => number.endsWith('第000001号')),
  )
  for (const { id, kind } of issued) {
    const pdf = await lead.bytes(`/documents/${id}/pdf`)
    check.equal(`${kind} is a PDF`, pdf.subarray(0, 5).toString(), '%PDF-')
  }
  const filing = issued.find(({ kind }) => kind === 'case-filing-approval')!
  const page = (await lead.bytes(`/documents/${filing.id}/preview`)).toString()
  const opinions = [...page.matchAll(/<div class="opinion"><p>([^<]*)<\/p><p class="who">/g)].map(
    ([, text]) => text,
  )
  check.equal('the paper says each tier’s opinion once, below the drafter’s', opinions.slice(1), [
    '同意',
    '同意',
    '同意',
    '同意',
  ])
  await refused('a document for another squad', await outsider.get(`/documents/${issued[0]!.id}`), [403, 404])
  await peopleAfterwards(bureau, check, { caseId, partyId: party.id, officerId: me.officerId })
  const supervisor = await bureau.as('supervision-supervisor-1')
  check.true(
    'the audit chain is whole',
    (await supervisor.get<{ ok: boolean }>('/audit/verification')).body.ok,
  )

  async function archived(): Promise<CasePage> {
    for (const began = performance.now(); performance.now() - began < patience;) {
      const { body } = await lead.get<CasePage>(`/cases/${caseId}`)
      if (body.case.state === 'archived') return body
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`the case is not archived after ${patience / 1000} s`)
  }
}
