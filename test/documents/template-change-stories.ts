/**
 * A bureau changes its templates while a penalty decision is under approval, and starts the server anew: what was reviewed is what is issued. Through HTTP, with
 * documents that are really printed.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { isoInstant } from '../../src/platform/clock.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { citizen, ordinaryForms, photo, signedWaiver } from '../cases/ordinary-forms.ts'
import {
  type BureauOverHttp,
  openBureauOverHttp,
  type Person,
  type Setting,
} from '../scenarios/bureau-over-http.ts'
import { Checks } from '../scenarios/checks.ts'
import { storySteps } from '../scenarios/story-steps.ts'
import { textOfPdf } from './pdf-text.ts'

interface Document {
  id: string
  kind: string
  state: string
  sha256: string
  template: { fingerprint: string; version: number; fixed: string } | null
}

const tiers = ['squad-01-legal', 'squad-01-head', 'legal-reviewer-1', 'general-deputy-a']

/** File, what stands in it, and what it will say instead: a template of its own, a partial that many share, a group of fields. */
const changes: [file: string, before: string, after: string][] = [
  ['penalty-decision/template.hbs', '以上事实，有下列证据证明：', '上述事实，有以下证据为证：'],
  ['partials/close.hbs', '（印　章）', '（公章）'],
  ['penalty-decision/fields.yaml', 'title: 行政处罚决定书', 'title: 行政处罚决定书（新）'],
  ['case-filing-approval/template.hbs', '案情摘要', '案件情况'],
]

export function templateChangeStories(setting: Setting): void {
  let folder: string
  let bureau: BureauOverHttp
  let lead: Person
  const templates = { old: '', new: '' }

  before(async function () {
    this.timeout(300_000)
    folder = mkdtempSync(join(tmpdir(), 'zhiheng-templates-'))
    for (const which of ['old', 'new'] as const) {
      templates[which] = join(folder, which)
      cpSync(join(projectRoot(), 'templates'), templates[which], { recursive: true })
    }
    for (const [file, before, after] of changes) {
      const path = join(templates.new, file)
      const text = readFileSync(path, 'utf8')
      expect(text, file).to.include(before)
      writeFileSync(path, text.replace(before, after))
    }
    bureau = await openBureauOverHttp(setting, undefined, { templatesDir: templates.old })
    lead = await bureau.as('squad-01-officer-1')
  })
  after(async () => {
    await bureau?.close()
    rmSync(folder, { recursive: true })
  })

  /** A case whose officers and approvers play it form by form. */
  async function newCase() {
    const check = new Checks()
    const steps = storySteps(check, () => bureau.moment())
    const officerId = async (person: Person) =>
      (await person.get<{ officerId: string }>('/me')).body.officerId
    const recorder = await officerId(await bureau.as('squad-01-officer-2'))
    const clue = {
      source: 'patrol',
      place: '示例县人民路 12 号',
      content: '店外占道经营',
      category: '市容环境卫生',
    }
    const { clueId } = (await lead.post<{ clueId: string }>('/clues', clue)).body
    const { caseId } = (
      await lead.post<{ caseId: string }>('/cases', {
        clueId,
        leadOfficerId: await officerId(lead),
        assistingOfficerIds: [recorder],
      })
    ).body
    const { party } = (await lead.post<{ party: { id: string } }>('/parties', citizen)).body
    const forms = ordinaryForms({ partyId: party.id, recorder, now: bureau.now() })
    const complete = async (elementId: string, data: object, by: Person) => {
      const task = await steps.taskOf(by, caseId, elementId)
      await steps.effective(elementId, by, await steps.complete(by, task, data))
      expect(check.findings('').failures).to.deep.equal([])
    }
    const picture = async (bytes: Buffer) => ({
      kind: '电子数据',
      mediaType: 'image/png',
      content: bytes.toString('base64'),
      takenAt: bureau.now(),
      place: clue.place,
      takenBy: await officerId(lead),
    })
    const play = {
      fill: async (elementId: string, userName = lead.userName) =>
        complete(elementId, forms[elementId]!, await bureau.as(userName)),
      decide: async (userName: string, decision: object) =>
        complete('review', decision, await bureau.as(userName)),
      async approve(by: readonly string[] = tiers): Promise<void> {
        for (const userName of by) await play.decide(userName, { decision: 'agree', opinion: '同意' })
      },
      documents: async () => (await lead.get<{ items: Document[] }>(`/cases/${caseId}/documents`)).body.items,
      /** As soon as it is issued. */
      async issued(kind: string): Promise<Document> {
        let found: Document | undefined
        await steps.until(`${kind} is issued`, async () => {
          found = (await play.documents()).find((one) => one.kind === kind && one.state === 'issued')
          return found !== undefined
        })
        expect(check.findings('').failures).to.deep.equal([])
        return found!
      },
      /** From the clue to the draft of the decision. */
      async toDecision(): Promise<void> {
        for (const form of ['enter-case', 'draft-filing']) {
          await play.fill(form)
          await play.approve()
        }
        await play.fill('inspect-scene')
        await play.fill('interview-party')
        const added = await lead.post(`/cases/${caseId}/evidence-files`, {
          ...(await picture(photo)),
          name: '现场照片',
          shows: '店门外占道摆放的蔬菜筐',
        })
        expect(added.status).to.equal(201)
        await play.fill('collect-evidence')
        await play.fill('order-correction')
        await play.approve(['squad-01-head'])
        await play.fill('serve-correction-order')
        await play.fill('draft-investigation-report')
        await play.approve()
        await play.fill('legal-review', 'legal-reviewer-2')
        await play.fill('draft-advance-notice')
        await play.approve()
        await play.fill('serve-advance-notice')
        const signed = await lead.post<{ id: string }>(`/cases/${caseId}/evidence-files`, {
          ...(await picture(Buffer.concat([photo, Buffer.from('waiver')]))),
          ...signedWaiver,
        })
        await steps.recorded('the party waives its rights', lead, `/cases/${caseId}/rights-waived`, {
          receivedAt: isoInstant(bureau.now()),
          evidenceId: signed.body.id,
        })
        await play.fill('draft-decision')
      },
      /** The document that is under approval, as a reviewer is shown it. */
      async shown(userName: string, kind: string): Promise<{ document: Document; page: string }> {
        const reviewer = await bureau.as(userName)
        await steps.taskOf(reviewer, caseId, 'review')
        const { items } = (await reviewer.get<{ items: Document[] }>(`/cases/${caseId}/documents`)).body
        const document = items.find((one) => one.kind === kind)!
        return { document, page: (await reviewer.bytes(`/documents/${document.id}/preview`)).toString() }
      },
      caseId,
    }
    return play
  }

  const pdfText = async ({ id }: Document) => textOfPdf(await lead.bytes(`/documents/${id}/pdf`))
  const words = (which: 'old' | 'new', file: string) =>
    changes.find(([name]) => name === file)![which === 'old' ? 1 : 2].replace(/^title: |\s/g, '')
  function expectWords(text: string, which: 'old' | 'new', files: string[]): void {
    const other = which === 'old' ? 'new' : 'old'
    for (const file of files) {
      expect(text, file).to.include(words(which, file))
      if (file !== 'penalty-decision/fields.yaml' || which === 'old')
        expect(text, file).not.to.include(words(other, file))
    }
  }
  const ofDecision = ['penalty-decision/template.hbs', 'partials/close.hbs', 'penalty-decision/fields.yaml']

  it('a decision under approval is issued as its reviewers read it; what is drafted from then on has the new words', async function () {
    this.timeout(900_000)
    const decided = await newCase()
    await decided.toDecision()
    await decided.approve(tiers.slice(0, 2))
    const filed = await newCase()
    await filed.fill('enter-case')
    await filed.approve()
    await filed.fill('draft-filing')
    await filed.approve(tiers.slice(0, 1))
    const before = await decided.shown(tiers[2]!, 'penalty-decision')
    expect(before.document.template).to.include({ version: 1, fixed: 'at-drafting' })
    await filed.shown(tiers[1]!, 'case-filing-approval')

    await bureau.restart({ templatesDir: templates.new })

    // The same pages are before the next reviewer.
    const after = await decided.shown(tiers[2]!, 'penalty-decision')
    expect(after).to.deep.equal(before)
    await decided.approve(tiers.slice(2))
    const decision = await decided.issued('penalty-decision')
    expect(decision.template).to.deep.equal(before.document.template)
    expectWords(await pdfText(decision), 'old', ofDecision)

    // Returned and submitted anew: the reviewers read the new words, and the new words are issued.
    await filed.decide(tiers[1]!, { decision: 'return', returnTo: 0, opinion: '请补充' })
    await filed.fill('draft-filing')
    const filing = ['case-filing-approval/template.hbs']
    const again = await filed.shown(tiers[0]!, 'case-filing-approval')
    expectWords(again.page, 'new', filing)
    await filed.approve()
    const approval = await filed.issued('case-filing-approval')
    expect(approval.template).to.include({ version: 2, fixed: 'at-drafting' })
    expectWords(await pdfText(approval), 'new', filing)

    // An auditor sees by which template each was written.
    const { body: template } = await lead.get<{
      version: number
      fingerprint: string
      files: { path: string; text: string }[]
    }>(`/documents/${decision.id}/template`)
    expect([template.version, template.fingerprint]).to.deep.equal([1, decision.template!.fingerprint])
    for (const [file, text] of changes.filter(([file]) => ofDecision.includes(file)))
      expect(template.files.find(({ path }) => path === file)!.text).to.include(text)
    const supervisor = await bureau.as('supervision-supervisor-1')
    const { body: log } = await supervisor.get<{
      lines: { action: string; object: { id: string }; after: { template?: object } }[]
    }>(`/audit/lines?caseId=${decided.caseId}&limit=500`)
    const line = log.lines.find(
      ({ action, object }) => action === 'document.issued' && object.id === decision.id,
    )
    expect(line?.after.template).to.deep.equal(decision.template)
  })

  it('a new case is decided in the new words', async function () {
    this.timeout(900_000)
    const next = await newCase()
    await next.toDecision()
    await next.approve()
    const decision = await next.issued('penalty-decision')
    expect(decision.template).to.include({ version: 2, fixed: 'at-drafting' })
    expectWords(await pdfText(decision), 'new', ofDecision)
  })
}
