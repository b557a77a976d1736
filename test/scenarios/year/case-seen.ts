/** A case of the year as its officers see it over HTTP: what is waited for, and what stands there then. */
import { signedOnPaper } from '../../cases/ordinary-forms.ts'
import type { Task } from '../story-steps.ts'
import type { Party, Year } from './year.ts'

export interface Limit {
  id: string
  limit: string
  subject: string
  state: 'running' | 'suspended' | 'met' | 'over'
  dueOn: string
  dueAt: number
  startsOn: string
  endedOn: string | null
  excludedDays: number
}
export interface Paper {
  id: string
  kind: string
  state: string
  number: string | null
  pages: number | null
}
export interface CasePage {
  case: {
    state: string
    stage: string
    procedure: string
    number: string | null
    fineFen: number | null
    paidFen: number
    decidedAt: number | null
    decisionState: string | null
  }
  clue: { id: string }
  officers: { officerId: string; part: string }[]
  tasks: (Task & { state: string })[]
  documents: Paper[]
  deadlines: Limit[]
  approvals: { id: string; subject: string; stage: string; state: string; outcome: string | null }[]
  sideFlows: { id: string; kind: string; state: string; reason: string | null }[]
  relations: { kind: string; fromCaseId: string; toCaseId: string }[]
  evidenceFiles: { id: string; carriedFrom: string | null }[]
  facts: { kind: string; data: { [field: string]: unknown } }[]
}

/** In words for the narrative. */
const endWords: { [state: string]: string } = {
  open: '办理中',
  archived: '已归档',
  'not-accepted': '不予受理',
  'not-filed': '不予立案',
  withdrawn: '撤销立案',
  'no-penalty': '不予处罚',
  terminated: '终止调查',
  transferred: '已移送',
  joined: '已并案',
  revoked: '决定被撤销',
}

/** Open ones first, then the latest. */
const byOpen = (a: Limit, b: Limit) =>
  Number(a.endedOn !== null) - Number(b.endedOn !== null) || b.dueAt - a.dueAt

interface VolumesSeen {
  volumes: { documentId: string; added: object[] }[]
  unbound: object[]
  changes: string[]
}

export class CaseSeen {
  readonly year: Year
  readonly caseId: string
  readonly squad: string
  readonly party: Party
  lead: string
  assisting: string

  constructor(year: Year, { caseId, squad, party }: { caseId: string; squad: string; party: Party }) {
    this.year = year
    this.caseId = caseId
    this.squad = squad
    this.party = party
    this.lead = `${squad}-officer-1`
    this.assisting = `${squad}-officer-2`
  }

  page(): Promise<CasePage> {
    return this.year.get<CasePage>(this.lead, `/cases/${this.caseId}`)
  }

  /** Issued ones of a kind, oldest first. */
  async papers(kind: string): Promise<Paper[]> {
    const { items } = await this.year.get<{ items: Paper[] }>(this.lead, `/cases/${this.caseId}/documents`)
    return items.filter((one) => one.kind === kind && one.state === 'issued')
  }

  async limits(code: string): Promise<Limit[]> {
    const path = `/cases/${this.caseId}/deadlines`
    const { deadlines } = await this.year.get<{ deadlines: Limit[] }>(this.lead, path)
    return deadlines.filter(({ limit }) => limit === code).sort(byOpen)
  }

  async limit(code: string): Promise<Limit | undefined> {
    return (await this.limits(code))[0]
  }

  until(what: string, holds: (page: CasePage) => boolean): Promise<void> {
    return this.waitFor(what, async () => holds(await this.page()))
  }

  waitFor(what: string, holds: () => Promise<boolean>): Promise<void> {
    return this.year.steps.until(`${this.caseId} ${what}`, holds)
  }

  /** The limit, as soon as it counts. */
  async runs(code: string): Promise<Limit> {
    await this.waitFor(`${code} runs`, async () => (await this.limit(code))?.endedOn === null)
    return (await this.limit(code))!
  }

  /** The document, once it is issued with a number of its kind's series. */
  async numbered(kind: string, abbreviation: string): Promise<Paper> {
    await this.issued(kind)
    const paper = (await this.papers(kind)).at(-1)!
    this.year.check.true(
      `${paper.number} is a number of ${kind}`,
      new RegExp(`${abbreviation}字〔\\d{4}〕第\\d{6}号$`).test(paper.number ?? ''),
    )
    return paper
  }

  issued(kind: string): Promise<void> {
    return this.waitFor(`${kind} is issued`, async () => (await this.papers(kind)).length > 0)
  }

  stage(stage: string): Promise<void> {
    return this.until(`is in ${stage}`, (page) => page.case.stage === stage)
  }

  /** 笔录: all of them on paper. */
  async signRecords(): Promise<void> {
    const { items } = await this.year.get<{ items: { documentId: string }[] }>(
      this.lead,
      `/cases/${this.caseId}/unsigned-records`,
    )
    for (const { documentId } of items)
      await this.year.post(this.lead, `/documents/${documentId}/paper-original`, { note: signedOnPaper })
  }

  /** What ended otherwise than by its closing is bound by its officers, in time. */
  async ends(state: string): Promise<void> {
    await this.until(`ends as ${state}`, (page) => page.case.state === state)
    const path = `/cases/${this.caseId}/volumes`
    if (state === 'archived' || (await this.year.get<VolumesSeen>(this.lead, path)).unbound.length === 0)
      return
    await this.signRecords()
    await this.year.post(this.lead, path, { reason: `案件${endWords[state]}` })
    this.year.check.equal(`${state}: bound in time`, (await this.limit('archive'))?.state, 'met')
  }

  /** The running approval of a subject. */
  async approval(subject: string): Promise<string> {
    const running = ({ approvals }: CasePage) =>
      approvals.find((one) => one.subject === subject && one.state === 'running')
    await this.until(`${subject} waits for approval`, (page) => running(page) !== undefined)
    return running(await this.page())!.id
  }

  sideFlow(id: string, state: string): Promise<void> {
    return this.until(`its side flow is ${state}`, ({ sideFlows }) =>
      sideFlows.some((one) => one.id === id && one.state === state),
    )
  }

  /** As soon as somebody has a notice about this case. @param says a word of its text. */
  isTold(person: string, wanted: string, says = ''): Promise<void> {
    return this.year.steps.until(`${this.caseId}: ${person} is told ${wanted} ${says}`, async () => {
      const { items } = await this.year.get<{
        items: { kind: string; caseId: string | null; text: string }[]
      }>(person, '/notifications?limit=200')
      return items.some(
        ({ kind, caseId, text }) => kind === wanted && caseId === this.caseId && text.includes(says),
      )
    })
  }

  /** What came after archiving is bound with the rest: no archived case leaves a paper lying beside its volume. */
  async bindWhatCame(): Promise<void> {
    const { case: found } = await this.page()
    if (found.state !== 'archived') return
    const path = `/cases/${this.caseId}/volumes`
    const before = await this.year.get<VolumesSeen>(this.lead, path)
    if (before.unbound.length === 0 && before.changes.length === 0) return
    const { volumes, unbound, changes } = await this.year.post<VolumesSeen>(this.lead, path, {
      reason: '归档以后的材料',
    })
    this.year.check.equal('nothing is left beside the volume', [unbound, changes], [[], []])
    this.year.check.equal('the version before stays', volumes.length, before.volumes.length + 1)
    this.year.check.equal('what was added is named', volumes.at(-1)!.added.length, before.unbound.length)
  }

  /** In a few words. */
  async told(): Promise<string> {
    await this.bindWhatCame()
    const { case: found, documents } = await this.page()
    const issued = documents.filter(({ state }) => state === 'issued').length
    return `${found.number ?? '（未编号）'} ${endWords[found.state] ?? found.state}，文书 ${issued} 份`
  }
}
