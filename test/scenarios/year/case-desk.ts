/** A squad at work on one case, through HTTP: the steps that the stories of the year share, each with what its people then see. */
import { photo, signedWaiver } from '../../cases/ordinary-forms.ts'
import type { Limit } from './case-seen.ts'
import { CaseTasks } from './case-tasks.ts'
import type { Party, Year } from './year.ts'

export interface Opening {
  squad: string
  /** Met before; otherwise somebody new, of this kind. */
  party?: Party
  kind?: Party['kind']
  clue?: object
  /** The clue is verified 核查 first. */
  verified?: true
}

/** A clue becomes a case; its party is entered. */
export async function openCase(
  year: Year,
  { squad, party, kind, clue, verified }: Opening,
): Promise<CaseDesk> {
  const [lead, assisting] = [`${squad}-officer-1`, `${squad}-officer-2`]
  const { clueId } = await year.post<{ clueId: string }>(lead, '/clues', {
    source: 'patrol',
    place: '示例县人民路 12 号',
    content: '店外占道经营',
    category: '市容环境卫生',
    ...clue,
  })
  if (verified) {
    await year.post(`${squad}-head`, `/clues/${clueId}/verifier`, { officerId: await year.idOf(lead) })
    await year.post(lead, `/clues/${clueId}/verification`, {
      verifiedAt: year.bureau.now(),
      method: '现场查看',
      found: '店外占道经营属实。',
      outcome: 'confirmed',
      proposal: '建议立案调查。',
    })
  }
  const { caseId } = await year.act<{ caseId: string; state: string }>(lead, '/cases', {
    clueId,
    leadOfficerId: await year.idOf(lead),
    assistingOfficerIds: [await year.idOf(assisting)],
  })
  return new CaseDesk(year, { caseId, squad, party: party ?? (await year.meet(lead, kind)) })
}

export class CaseDesk extends CaseTasks {
  /** 案件录入、立案. */
  async file(entry: object = {}, filing: object = {}): Promise<void> {
    await this.fill('enter-case', entry)
    await this.approve()
    await this.fill('draft-filing', filing)
    await this.approve()
    await this.stage('investigation')
    const { number } = await this.numbered('case-filing-approval', '立')
    this.year.check.equal('the case has the number of its filing', (await this.page()).case.number, number)
    await this.runs('case-decision')
  }

  async photograph(words = { name: '现场照片', shows: '店门外占道摆放的蔬菜筐' }): Promise<string> {
    const { id } = await this.year.post<{ id: string }>(this.lead, `/cases/${this.caseId}/evidence-files`, {
      kind: '电子数据',
      mediaType: 'image/png',
      // Another picture each time: the same one is evidence of a case once.
      content: Buffer.concat([photo, Buffer.from(`${this.year.photographs++}`)]).toString('base64'),
      takenAt: this.year.bureau.now(),
      place: '示例县人民路 12 号',
      takenBy: await this.year.idOf(this.lead),
      ...words,
    })
    return id
  }

  /** 调查取证 up to the correction order, which waits to be served. */
  async investigate(): Promise<void> {
    await this.fill('inspect-scene')
    await this.fill('interview-party')
    await this.photograph()
    await this.fill('collect-evidence')
    await this.fill('order-correction')
    await this.approve([this.head])
    await this.numbered('correction-order', '责改')
  }

  /** The correction order is served, the investigation reported and its report approved. */
  async report(change: object = {}, approve = () => this.approve()): Promise<void> {
    await this.serve('serve-correction-order')
    await this.fill('draft-investigation-report', change)
    await approve()
    await this.stage('decision')
  }

  async legalReview(): Promise<void> {
    await this.fill('legal-review', {}, 'legal-reviewer-2')
    await this.numbered('legal-review-opinion', '法审')
  }

  /** 事先告知, approved and served. */
  async notify(fineYuan = 300, approve = () => this.approve(), other = ''): Promise<void> {
    await this.fill('draft-advance-notice', {
      intendedFineYuan: fineYuan,
      ...(other && { intendedPenalty: other }),
    })
    await approve()
    await this.numbered('advance-notice', '罚先告')
    await this.serve('serve-advance-notice')
  }

  /** What the party does, as the officer records it. */
  async says(name: string, body: object = { receivedAt: this.year.now() }): Promise<void> {
    const path = `/cases/${this.caseId}/${name}`
    await this.year.steps.recorded(`${this.caseId} ${name}`, await this.year.as(this.lead), path, body)
  }

  /** On a paper that it signed. */
  async waive(): Promise<void> {
    const evidenceId = await this.photograph(signedWaiver)
    await this.says('rights-waived', { receivedAt: this.year.now(), evidenceId })
  }

  /** 处罚决定, approved, numbered, served. */
  async decideFine(fineYuan = 300, change: object = {}, approve = () => this.approve()): Promise<void> {
    await this.fill('draft-decision', { fineYuan, ...change })
    await approve()
    await this.numbered('penalty-decision', '罚决')
    await this.runs('service-of-decision')
  }

  /** From the investigation to the decision, which waits to be served; the party waives its rights. */
  async goOnToDecision(fineYuan = 300): Promise<void> {
    await this.investigate()
    await this.report({ fineYuan })
    await this.decideWithoutHearing(fineYuan)
  }

  /** From the legal review on, where the party waives its rights. */
  async decideWithoutHearing(fineYuan = 300): Promise<void> {
    await this.legalReview()
    await this.notify(fineYuan)
    await this.waive()
    await this.decideFine(fineYuan)
  }

  /** From the entry to the decision, which waits to be served. */
  async comeToDecision(fineYuan = 300): Promise<void> {
    await this.file()
    await this.goOnToDecision(fineYuan)
  }

  /** On the form of the task that waits for it. */
  async serve(elementId: string, way: keyof typeof waysOnForms = '直接送达', change: object = {}) {
    const said = { way, place: '示例县人民路 12 号', at: this.year.now(), recipient: undefined }
    await this.fill(elementId, { ...said, ...waysOnForms[way](this), ...change })
  }

  async serveDecision(way: keyof typeof waysOnForms = '直接送达', change: object = {}): Promise<Limit> {
    await this.serve('serve-decision', way, change)
    await this.stage('closing')
    this.year.check.equal(
      'the decision was served in time',
      (await this.limit('service-of-decision'))?.state,
      'met',
    )
    return this.runs('payment')
  }

  /** A paper that no task waits for reaches the party, which keeps its limit. */
  async handOver(kind: string): Promise<void> {
    await this.issued(kind)
    await this.year.act(this.lead, `/cases/${this.caseId}/service-attempts`, {
      way: 'in-person',
      documentIds: [(await this.papers(kind)).at(-1)!.id],
      outcome: 'served',
      at: this.year.now(),
      place: '示例县综合行政执法局',
      recipient: this.party.person.name,
    })
  }

  pay(paidFen: number, more: object = {}): Promise<void> {
    return this.says('payment-received', {
      paidFen,
      paidOn: this.year.calendar.today(),
      receiptNumber: `示例-${paidFen}`,
      ...more,
    })
  }

  /** The decision is served and paid on the same day, and the case closed. */
  async settle(fineYuan = 300): Promise<void> {
    await this.serveDecision()
    await this.pay(fineYuan * 100)
    await this.close()
  }

  /** 结案、归档. */
  /** A penalty beside the fine has been carried out. */
  async executed(kind: string, amountFen: number): Promise<void> {
    await this.year.post(this.lead, `/cases/${this.caseId}/penalty-executions`, {
      kind,
      amountFen,
      on: this.year.now().slice(0, 10),
      way: '上缴国库',
      evidenceId: await this.photograph(),
    })
  }

  async close(change: object = {}): Promise<void> {
    await this.fill('draft-closing-report', change)
    await this.approve()
    await this.archived()
  }

  async archived(): Promise<void> {
    await this.ends('archived')
    this.year.check.true('its volume is bound', (await this.papers('volume')).length > 0)
  }

  /** Beside the stages: asked for, agreed to by the tiers, in effect. @returns its id. */
  async granted(kind: string, given: object, tiers: readonly string[] = this.tiers, wanted = 'done') {
    const id = await this.ask(kind, given)
    await this.approve(tiers, subjectOf[kind] ?? kind)
    await this.sideFlow(id, wanted)
    return id
  }

  async ask(kind: string, given: object): Promise<string> {
    return (
      await this.year.act<{ id: string; state: string }>(this.lead, `/cases/${this.caseId}/${kind}`, given)
    ).id
  }

  /** 办案文书 that its officers draw up themselves. */
  async draw(kind: string, given: object): Promise<void> {
    const { documentId } = await this.year.post<{ documentId: string }>(
      this.lead,
      `/cases/${this.caseId}/papers/${kind}`,
      given,
    )
    const { documents } = await this.page()
    this.year.check.equal(
      `${kind} is issued`,
      documents.filter(({ id }) => id === documentId).map(({ state }) => state),
      ['issued'],
    )
  }

  /** 退还罚款: what was paid beyond the decision in force goes back to the party. */
  async giveBack(amountFen: number): Promise<void> {
    await this.granted('refund', { way: '转账', proposal: '决定已经改变，建议退还。' })
    await this.numbered('refund-notice', '退罚')
    await this.handOver('refund-notice')
    const { refund } = await this.year.get<{
      refund: { refunds: { id: string; state: string; amountFen: number }[] }
    }>(this.lead, `/cases/${this.caseId}/enforcement`)
    const approved = refund.refunds.find(({ state }) => state === 'approved')!
    this.year.check.equal('as much goes back as is owed', approved.amountFen, amountFen)
    await this.year.post(this.lead, `/refunds/${approved.id}/payment`, {
      paidOn: this.year.calendar.today(),
      voucherNumber: '退-0001',
    })
  }

  /** What cannot be done is refused as a problem. */
  async refused(what: string, path: string, body: object, by: string = this.lead): Promise<void> {
    const person = await this.year.as(by)
    await this.year.steps.refused(
      what,
      await person.post(`/cases/${this.caseId}/${path}`, body),
      [403, 409, 422],
    )
  }
}

/** What the approval of a side flow asks about: the kind of its document, where it has one. */
const subjectOf: { [kind: string]: string } = {
  appraisal: 'appraisal-entrustment',
  extension: 'extension-approval',
  suspension: 'suspension-approval',
  termination: 'termination-approval',
  transfer: 'jurisdiction-transfer',
  recusal: 'recusal-decision',
  'change-of-officers': 'designation-of-officers',
  instalment: 'instalment-approval',
  surcharge: 'surcharge-decision',
  refund: 'refund-approval',
  'enforcement-stay': 'enforcement-stay-decision',
  'enforcement-termination': 'enforcement-termination-decision',
  publicity: 'publicity-approval',
  'performance-demand': 'enforcement-demand',
}

/** What each way asks for (data/service.yaml), on the form of the task. */
const waysOnForms = {
  直接送达: ({ party }: { party: Party }) => ({ recipient: party.person.name }),
  留置送达: () => ({ refusal: '当事人拒绝签收', witness: '社区工作人员王某' }),
  邮寄送达: ({ party, year }: { party: Party; year: Year }) => ({
    recipient: party.person.name,
    trackingNumber: 'EA123456789CN',
    sentOn: year.calendar.today(),
  }),
  委托送达: ({ party, year }: { party: Party; year: Year }) => ({
    recipient: party.person.name,
    entrustedTo: '邻县综合行政执法局',
    sentOn: year.calendar.today(),
  }),
  电子送达: ({ party }: { party: Party }) => ({ channel: `${party.phone}@example.cn` }),
}
