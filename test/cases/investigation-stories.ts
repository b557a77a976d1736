/** What an investigation puts on record 笔录: a party that cannot be asked, a scene that is not there, further interviews and inspections, and the times of them. */
import { expect } from 'chai'
import type { PaperCode } from '../../src/cases/papers/kinds.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import { type Play, startCase } from './officer-at-work.ts'
import { freeTime } from './ordinary-forms.ts'
import { refusedWith } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

const minute = 60_000

export function investigationStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(90_000)
    play = await startCase(bureau)
    await play.file()
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
  })

  const refusal = async (work: Promise<unknown>) => (await refusedWith(work)).join(' ')
  const draw = (code: PaperCode, given: object, by = play) =>
    bureau.cases.drawUpPaper(by.lead, by.caseId, code, { ...given })
  const kinds = async () =>
    (await bureau.cases.page(play.lead, play.caseId)).documents.map(({ kind }) => kind)
  const written = async (documentId: string) =>
    (await bureau.documents.html(play.lead, documentId)).toString()
  const at = (later: number) => isoInstant(bureau.clock.now() + later)
  const taken = ({ lead, assisting }: Play = play) => ({
    identityShown: true,
    officerIds: [lead.officerId!, assisting.officerId!],
    ...freeTime(assisting.officerId!, bureau.clock.now()),
    place: '示例县人民路 14 号',
    recorder: assisting.officerId!,
  })
  const witness = (by: Play = play) => ({
    ...taken(by),
    personRole: '证人',
    personName: '邻居钱某',
    personGender: '女',
    personPhone: '13900000000',
    answers: [{ question: '你看到了什么？', answer: '每天早上都在店外摆菜。' }],
  })
  const unreachable = {
    notInterviewed: true,
    notInterviewedFor: '当事人无法联系',
    notInterviewedWords: '三次电话未接，上门两次均已闭店。',
  }
  const noScene = {
    notInspected: true,
    notInspectedFor: '违法行为没有现场',
    notInspectedWords: '案件由移送的账册发现。',
  }

  it('go on without an interview and without a scene, with the reason on record, to the bound volume', async () => {
    expect(await refusal(play.fill('interview-party', { notInterviewed: true }))).to.equal(
      'input-invalid notInterviewedFor notInterviewedWords',
    )
    expect(await refusal(play.fill('inspect-scene', { notInspected: true }))).to.equal(
      'input-invalid notInspectedFor notInspectedWords',
    )
    const refused = { ...unreachable, notInterviewedFor: '当事人拒绝接受询问' }
    expect(await refusal(play.fill('interview-party', { ...refused, cooperative: true }))).to.equal(
      'input-invalid cooperative',
    )
    await play.fill('inspect-scene', noScene)
    await play.fill('interview-party', unreachable)
    await draw('interview-record', witness())
    await play.notify()
    expect((await kinds()).filter((kind) => kind === 'interview-record')).to.have.length(1)
    expect(await kinds()).not.to.include('inspection-record')
    const { documents } = await bureau.cases.page(play.lead, play.caseId)
    const report = await written(documents.find(({ kind }) => kind === 'investigation-report')!.id)
    expect(report)
      .to.contain('本案未作现场检查：违法行为没有现场。案件由移送的账册发现。')
      .and.contain('本案未制作当事人的询问笔录：当事人无法联系。三次电话未接，上门两次均已闭店。')
    await play.waive()
    await play.fill('draft-decision')
    await play.approve()
    await play.fill('serve-decision')
    const paid = { paidFen: 30_000, paidOn: at(0).slice(0, 10) }
    const { ticket } = await bureau.cases.recordPartyMessage(play.lead, play.caseId, 'payment-received', paid)
    await bureau.settled({ ticket: ticket! })
    // The witness signed on paper, which somebody has to say first.
    await bureau.task(play.lead, 'draft-closing-report', play.caseId)
    const early = await bureau
      .complete(play.lead, 'draft-closing-report', play.caseId, play.forms['draft-closing-report']!)
      .then(
        () => '',
        ({ message }: Error) => message,
      )
    expect(early).to.contain('《调查询问笔录》（第1份，2026年3月2日）缺被询问人签名、询问人签名')
    await play.fill('draft-closing-report')
    const volume = await bureau.cases.documentFacts(play.caseId, { kind: 'volume' })
    expect(volume.volume?.remark)
      .to.contain('《调查询问笔录》（第1份，2026年3月2日）纸质原件：当事人、执法人员已逐页签名。')
      .and.contain(play.lead.name)
    await play.approve()
    await bureau.eventually('the volume', async () => (await kinds()).includes('volume'))
  }).timeout(120_000)

  it('have a document of each further interview and inspection, by two officers who are free', async () => {
    await play.fill('interview-party')
    const own = await bureau.eventually('the record of the step', async () =>
      (await bureau.cases.page(play.lead, play.caseId)).documents.find(
        ({ kind }) => kind === 'interview-record',
      ),
    )
    expect(await written(own.id)).to.contain('</b>听清了，不申请回避。')
    const { documentId } = await draw('interview-record', witness())
    const text = await written(documentId)
    for (const word of ['邻居钱某', '证人', '每天早上都在店外摆菜', play.lead.name, play.assisting.name])
      expect(text).to.contain(word)
    // Nothing was recorded of the witness's answer: it is written by hand.
    expect(text).not.to.contain('听清了')
    const third = { ...witness(), personRole: '第三人', relation: '店铺出租人', personName: '房东郑某' }
    expect(await written((await draw('interview-record', third)).documentId)).to.contain('店铺出租人')
    const scene = { ...taken(), content: '店外物品已经搬离，地面留有菜叶。', witness: '网格员吴某' }
    expect(await written((await draw('inspection-record', scene)).documentId)).to.contain('地面留有菜叶')
    const objects = { ...scene, recusal: '申请回避' }
    expect(await refusal(draw('inspection-record', objects))).to.equal('input-invalid recusalWords')
    const recusalWords = '承办人是出租人的亲属'
    const objected = await draw('inspection-record', { ...objects, recusalWords })
    expect(await written(objected.documentId)).to.contain('是否申请回避：申请回避：承办人是出租人的亲属。')
    // The record names who kept it: an officer of the case, by id.
    for (const recorder of ['记录员', (await bureau.actor('squad-02-officer-1')).officerId!])
      expect(await refusal(play.fill('inspect-scene', { recorder })), recorder).to.equal(
        'input-invalid recorder',
      )
    await play.fill('inspect-scene')
    await bureau.eventually('the records of the steps', async () => {
      const all = await kinds()
      const many = (kind: string) => all.filter((one) => one === kind).length
      return many('interview-record') === 3 && many('inspection-record') === 2
    })
    // What was said of the party stays what it was: a witness is not it.
    const page = await bureau.cases.page(play.lead, play.caseId)
    const said = (kind: string) => page.facts.findLast((one) => one.kind === kind)!.data
    expect(said('interview')).to.include({ personName: '张三丰', ageBand: 'adult' })
    expect(said('further-interview')).to.include({ personName: '房东郑某' })
    const facts = await bureau.cases.documentFacts(play.caseId, { kind: 'investigation-report' })
    expect(facts.interview?.person.name).to.equal('张三丰')
    expect(await bureau.audit.verify()).to.include({ ok: true })
  }).timeout(60_000)

  it('hold the times of a record to sense, and nobody to two interviews at once, in whatever case', async () => {
    const of = (startedAt: number, endedAt: number) => ({ startedAt: at(startedAt), endedAt: at(endedAt) })
    const wrong = [
      [of(-minute, -2 * minute), 'endedAt'],
      [of(-minute, minute), 'endedAt'],
      [of(-600 * minute, -590 * minute), 'startedAt'],
    ] as const
    for (const [times, path] of wrong) {
      const expected = `input-invalid ${path}`
      expect(await refusal(play.fill('interview-party', times))).to.equal(expected)
      expect(await refusal(play.fill('inspect-scene', times))).to.equal(expected)
      expect(await refusal(draw('interview-record', { ...witness(), ...times }))).to.equal(expected)
      expect(
        await refusal(draw('inspection-record', { ...taken(), content: '无变化。', ...times })),
      ).to.equal(expected)
    }
    const times = freeTime(play.assisting.officerId!, bureau.clock.now())
    await draw('interview-record', { ...witness(), ...times })
    const overlap = await draw('interview-record', { ...witness(), ...times }).then(
      () => undefined,
      (error: { fields: { message: string }[] }) => error.fields[0]!.message,
    )
    expect(overlap).to.contain('另一份询问笔录').and.contain('询问应当分别进行')
    expect(await refusal(play.fill('interview-party', times))).to.equal('input-invalid startedAt')
    const other = await startCase(bureau)
    expect(await refusal(draw('interview-record', { ...witness(other), ...times }, other))).to.equal(
      'input-invalid startedAt',
    )
    // Two inspections at once are for the squad to explain; one that was refused is not there.
    await play.fill('interview-party')
    expect((await kinds()).filter((kind) => kind === 'interview-record')).to.have.length.within(1, 2)
  }).timeout(60_000)

  it('are by two officers of the case who showed who they are, with the guardian of a minor, before the decision', async () => {
    const stranger = (await bureau.actor('squad-02-officer-1')).officerId!
    const { lead } = play
    const wrong: [object, string][] = [
      [{ officerIds: [lead.officerId!, lead.officerId!] }, 'officerIds'],
      [{ officerIds: [lead.officerId!, stranger] }, 'officerIds'],
      [{ recorder: stranger }, 'recorder'],
      [{ personAge: 16 }, 'guardian'],
      [{ personAge: 40, personIdNumber: '330481201505051231' }, 'guardian'],
    ]
    for (const [change, path] of wrong)
      expect(await refusal(draw('interview-record', { ...witness(), ...change }))).to.equal(
        `input-invalid ${path}`,
      )
    const minor = { ...witness(), personAge: 16, guardian: '母亲孙某' }
    const text = await written((await draw('interview-record', minor)).documentId)
    expect(text).to.contain('母亲孙某').and.contain('在场监护人签名')
    await play.investigate()
    await play.report()
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await play.fill('draft-advance-notice')
    await play.approve()
    await play.fill('serve-advance-notice')
    await play.waive()
    await play.fill('draft-decision')
    await play.approve()
    await bureau.task(lead, 'serve-decision', play.caseId)
    expect(await refusal(draw('interview-record', witness()))).to.equal('conflict')
    expect(await refusal(draw('inspection-record', { ...taken(), content: '无变化。' }))).to.equal('conflict')
  }).timeout(120_000)

  it('take a waiver on a paper of the case that the party signed after it was told, and the decision cites it', async () => {
    const before = (await play.photograph()).id
    await play.fill('inspect-scene')
    await play.fill('interview-party')
    await bureau.quiet()
    await bureau.advance(minute)
    await play.notify()
    const other = await (await startCase(bureau)).waiver()
    const receivedAt = at(0)
    const says = (given: object) =>
      bureau.cases.recordPartyMessage(play.lead, play.caseId, 'rights-waived', given)
    for (const given of [
      { receivedAt },
      { receivedAt, evidenceId: '' },
      { receivedAt, evidenceId: 'X' },
      other,
      { receivedAt, evidenceId: before },
    ])
      expect(await refusal(says(given))).to.equal('input-invalid evidenceId')
    const { messages } = await bureau.cases.page(play.lead, play.caseId)
    expect(messages).to.deep.equal([])
    await play.waive()
    const facts = await bureau.cases.documentFacts(play.caseId, { kind: 'penalty-decision' })
    expect(facts.notice?.statement).to.match(
      /^当事人收到告知书后，于2026年\d+月\d+日书面表示放弃陈述、申辩（见证据《放弃陈述申辩、听证声明书》）。$/,
    )
  }).timeout(120_000)
}
