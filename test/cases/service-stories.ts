/** 送达 in all six ways along one ordinary case: attempts that fail, letters that come back, consent, announcement, and what must not count. For both engines. */
import { expect } from 'chai'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import type { Problem } from '../../src/platform/problem.ts'
import { type Play, startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

export function serviceStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  before(async function () {
    this.timeout(240_000)
    bureau = await open()
    play = await startCase(bureau)
    await play.file()
    await play.investigate()
    await bureau.task(play.lead, 'serve-correction-order', play.caseId)
  })
  after(() => bureau?.close())

  const now = () => isoInstant(bureau.clock.now())
  const today = () => legalDay(bureau.clock.now())
  const page = () => bureau.cases.servicePage(play.lead, play.caseId)
  const document = async (kind: string) => (await page()).documents.find((one) => one.kind === kind)!
  const deadline = async (limit: string) =>
    (await bureau.deadlines.ofCase(play.caseId)).find((one) => one.limit === limit)
  type Attempt = Parameters<WholeBureau['cases']['recordAttempt']>[2]
  const record = async (kind: string, given: Partial<Attempt>) => {
    const attempt = { way: 'in-person', outcome: 'served', at: now(), place: '示例县人民路 12 号', ...given }
    const { attemptId, ticket } = await bureau.cases.recordAttempt(play.lead, play.caseId, {
      documentIds: [(await document(kind)).id],
      ...attempt,
    } as Attempt)
    if (ticket) await bureau.settled({ ticket })
    return attemptId
  }
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => {
        throw new Error('was not refused')
      },
      ({ code, fields = [] }: Problem) => [code, ...fields.map(({ path }) => path)],
    )
  const served = (kind: string) =>
    bureau.eventually(`${kind} served`, async () => {
      const found = await document(kind)
      return found.state === 'served' && found
    })
  const proofs = async () =>
    (await bureau.documents.ofCase(bureau.database.sql, play.caseId))
      .filter(({ kind }) => kind === 'proof-of-service')
      .map(
        ({ facts }) =>
          (JSON.parse(facts) as { service: { way: string; at?: string; remark?: string } }).service,
      )

  it('asks of each way what the law asks, field by field', async function () {
    this.timeout(240_000)
    expect((await document('correction-order')).state).to.equal('to-serve')
    expect(await refusal(record('correction-order', {}))).to.deep.equal(['input-invalid', 'recipient'])
    expect(
      await refusal(record('correction-order', { recipient: '李四', recipientRelation: '邻居' })),
    ).to.deep.equal(['input-invalid', 'recipientRelation'])
    // Whoever is not the party says in which of the law's capacities the paper is taken in (民事诉讼法 第八十八条).
    for (const recipientRelation of [undefined, '本人'])
      expect(
        await refusal(
          record('correction-order', { recipient: '李四', ...(recipientRelation && { recipientRelation }) }),
        ),
      ).to.deep.equal(['input-invalid', 'recipientRelation'])
    const { userTaskKey } = await bureau.task(play.lead, 'serve-correction-order', play.caseId)
    const onForm = { way: '直接送达', place: '示例县人民路 12 号', at: now(), recipient: '李四' }
    const refused = await bureau.tasks.complete(play.lead, userTaskKey, onForm).then(
      () => undefined,
      ({ fields }: Problem) => fields,
    )
    expect(refused).to.deep.equal([
      {
        path: 'recipientRelation',
        message:
          '受送达人是张三丰；由李四签收的，须写明与受送达人的关系：同住成年家属、代理人、指定代收人（民事诉讼法 第八十八条）',
      },
    ])
    expect(await refusal(record('correction-order', { way: 'left' }))).to.deep.equal([
      'input-invalid',
      'refusal',
      'witness',
    ])
    expect(
      await refusal(record('correction-order', { way: 'left', refusal: '拒绝签收', recordingIds: ['none'] })),
    ).to.deep.equal(['input-invalid', 'recordingIds'])
    expect(await refusal(record('correction-order', { way: 'mail', recipient: '张三丰' }))).to.deep.equal([
      'input-invalid',
      'trackingNumber',
      'sentOn',
    ])
    expect(await refusal(record('correction-order', { way: 'electronic' }))).to.deep.equal([
      'input-invalid',
      'channel',
    ])
    const early = isoInstant(bureau.clock.now() - 2 * day)
    expect(await refusal(record('correction-order', { recipient: '张三丰', at: early }))).to.deep.equal([
      'input-invalid',
      'at',
    ])
    const late = isoInstant(bureau.clock.now() + 2 * day)
    expect(await refusal(record('correction-order', { recipient: '张三丰', at: late }))).to.deep.equal([
      'input-invalid',
      'at',
    ])
    expect(await refusal(record('correction-order', { outcome: 'failed' }))).to.deep.equal([
      'input-invalid',
      'reason',
    ])
    expect(
      await refusal(
        bureau.tasks.complete(
          play.lead,
          (await bureau.task(play.lead, 'serve-correction-order', play.caseId)).userTaskKey,
          { way: '留置送达', place: '示例县人民路 12 号', at: now(), refusal: '拒绝签收' },
        ),
      ),
    ).to.deep.equal(['input-invalid', 'witness'])
    expect((await document('correction-order')).attempts).to.deep.equal([])
  })

  it('keeps each attempt with its proof; the one that succeeds ends the task', async function () {
    this.timeout(240_000)
    await record('correction-order', { outcome: 'failed', reason: '店门关闭，无人应答。' })
    const letter = await record('correction-order', {
      way: 'mail',
      outcome: 'under-way',
      trackingNumber: 'EA123456789CN',
    })
    expect((await document('correction-order')).state).to.equal('under-way')
    await bureau.cases.endAttempt(play.lead, letter, {
      outcome: 'failed',
      at: now(),
      reason: '无人签收，退回。',
    })
    expect(
      await refusal(
        bureau.cases.endAttempt(play.lead, letter, { outcome: 'failed', at: now(), reason: '再次退回。' }),
      ),
    ).to.deep.equal(['conflict'])
    await bureau.task(play.lead, 'serve-correction-order', play.caseId)
    // 同住成年家属 may take it in (民事诉讼法 第八十八条).
    await record('correction-order', { recipient: '李四', recipientRelation: '同住成年家属' })
    const order = await served('correction-order')
    expect(order.servedOn).to.equal(today())
    expect(order.attempts.map(({ way, state }) => [way, state])).to.deep.equal([
      ['in-person', 'failed'],
      ['mail', 'failed'],
      ['in-person', 'served'],
    ])
    await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    const [first, second, third] = await proofs()
    const { attempts } = await document('correction-order')
    const issued = (await bureau.cases.page(play.lead, play.caseId)).documents
    expect(attempts.map(({ proofId }) => issued.find(({ id }) => id === proofId)?.kind)).to.deep.equal(
      Array<string>(3).fill('proof-of-service'),
    )
    expect(new Set(attempts.map(({ proofId }) => proofId)).size).to.equal(3)
    expect(first!.remark).to.equal('未能送达：店门关闭，无人应答。')
    expect([second!.way, second!.at]).to.deep.equal(['邮寄送达', undefined])
    expect(second!.remark).to.contain('EA123456789CN')
    expect(Date.parse(third!.at!)).to.equal(order.attempts.at(-1)!.servedAt)
    expect(await refusal(record('correction-order', { recipient: '张三丰' }))).to.deep.equal(['conflict'])
  })

  it('announces only when the other ways have failed, and with the consent of the head', async function () {
    this.timeout(240_000)
    await play.fill('draft-investigation-report')
    await play.approve()
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await play.fill('draft-advance-notice')
    await play.approve()
    await bureau.task(play.lead, 'serve-advance-notice', play.caseId)
    const announce = async () =>
      bureau.cases.requestAnnouncement(play.lead, play.caseId, {
        documentIds: [(await document('advance-notice')).id],
        reason: '经上门、邮寄均未能送达，当事人下落不明。',
        content: '拟对当事人占道经营的行为罚款三百元。',
      })
    expect(await refusal(announce())).to.deep.equal(['conflict'])
    await record('advance-notice', { outcome: 'failed', reason: '已搬离，去向不明。' })
    expect(await refusal(announce())).to.deep.equal(['conflict'])
    await record('advance-notice', {
      way: 'mail',
      outcome: 'failed',
      trackingNumber: 'EA987654321CN',
      reason: '查无此人，退回。',
    })
    const refused = await announce()
    await bureau.settled(refused)
    expect(await refusal(announce())).to.deep.equal(['conflict'])
    await play.decide('squad-01-head', { decision: 'reject', opinion: '请再上门一次。' })
    await bureau.eventually('the refusal', async () =>
      (await document('advance-notice')).attempts.some(({ state }) => state === 'void'),
    )
    await bureau.settled(await announce())
    await play.decide('squad-01-head', { decision: 'agree', opinion: '同意公告送达。' })
    await bureau.task(play.lead, 'publish-announcement', play.caseId)
  })

  it('counts thirty days from publication, outside the ninety, and serves on the last of them', async function () {
    this.timeout(240_000)
    const ninety = await deadline('case-decision')
    const published = today()
    await bureau.complete(play.lead, 'publish-announcement', play.caseId, {
      publishedAt: now(),
      media: '本机关公告栏和门户网站',
    })
    const period = await bureau.eventually('the period', () => deadline('announcement'))
    const last = addDays(published, 30)
    expect(period.dueOn).to.equal(last)
    expect((await deadline('case-decision'))!.state).to.equal('suspended')
    await bureau.advance(29 * day)
    expect((await document('advance-notice')).state).to.equal('under-way')
    await bureau.task(play.lead, 'serve-advance-notice', play.caseId)
    await bureau.advance(3 * day)
    const notice = await served('advance-notice')
    expect([notice.servedOn, notice.way]).to.deep.equal([last, '公告送达'])
    // The time for statement and defence runs from the day of service (行政处罚法 第四十四条).
    const rights = await bureau.eventually('the rights', () => deadline('statement-defence'))
    expect(rights.startsOn).to.equal(last)
    const again = (await deadline('case-decision'))!
    expect(again.state).to.equal('running')
    expect(again.excludedDays).to.be.oneOf([30, 31])
    expect(Date.parse(again.dueOn) - Date.parse(ninety!.dueOn)).to.be.at.least(28 * day)
    const proof = (await proofs()).at(-1)!
    expect(proof.way).to.equal('公告送达')
    expect(legalDay(Date.parse(proof.at!))).to.equal(last)
    expect(proof.remark).to.contain('下落不明')
  })

  it('serves electronically where the party has agreed, at the address that stands there', async function () {
    this.timeout(240_000)
    await play.waive()
    await play.fill('draft-decision')
    await play.approve()
    await bureau.task(play.lead, 'serve-decision', play.caseId)
    const confirm = (electronic: boolean, channels?: { way: string; address: string }[]) =>
      bureau.cases.confirmAddress(play.lead, play.caseId, {
        recipient: '张三丰',
        address: '示例县人民路 12 号',
        phone: '13800000000',
        electronic,
        ...(channels && { channels }),
        confirmedOn: today(),
      })
    await confirm(false)
    const to = (channel: string) => record('penalty-decision', { way: 'electronic', channel })
    expect(await refusal(to('zhang@example.cn'))).to.deep.equal(['input-invalid', 'channel'])
    const { documentId } = await confirm(true, [{ way: '电子邮件', address: 'zhang@example.cn' }])
    expect((await bureau.documents.get(play.lead, documentId)).kind).to.equal('service-address-confirmation')
    expect(await refusal(to('other@example.cn'))).to.deep.equal(['input-invalid', 'channel'])
    await to('zhang@example.cn')
    expect((await served('penalty-decision')).servedOn).to.equal(today())
    const payment = await bureau.eventually('the payment limit', () => deadline('payment'))
    expect([payment.startsOn, (await deadline('service-of-decision'))!.state]).to.deep.equal([today(), 'met'])
  })

  it('takes what was announced when the party comes for it: the announcement ends', async function () {
    this.timeout(240_000)
    const second = await startCase(bureau)
    await second.file()
    await second.investigate()
    await bureau.task(second.lead, 'serve-correction-order', second.caseId)
    play = second
    await record('correction-order', { outcome: 'failed', reason: '无人。' })
    await record('correction-order', {
      way: 'mail',
      outcome: 'failed',
      trackingNumber: 'E1',
      reason: '退回。',
    })
    await bureau.settled(
      await bureau.cases.requestAnnouncement(play.lead, play.caseId, {
        documentIds: [(await document('correction-order')).id],
        reason: '下落不明。',
        content: '责令改正。',
      }),
    )
    await play.decide('squad-01-head', { decision: 'agree', opinion: '同意' })
    await bureau.complete(play.lead, 'publish-announcement', play.caseId, {
      publishedAt: now(),
      media: '公告栏',
    })
    await bureau.eventually('the period', () => deadline('announcement'))
    await bureau.advance(5 * day)
    // On the form of the task, as the simple case is recorded: by a person who refuses, with a photo of it.
    const { id } = await play.photograph()
    await play.fill('serve-correction-order', {
      way: '留置送达',
      at: now(),
      refusal: '当事人到场后拒绝签收',
      recordings: id,
    })
    const order = await served('correction-order')
    expect(order.attempts.map(({ way, state }) => [way, state])).to.deep.equal([
      ['in-person', 'failed'],
      ['mail', 'failed'],
      ['announcement', 'void'],
      ['left', 'served'],
    ])
    expect((await deadline('case-decision'))!.state).to.equal('running')
    expect((await deadline('announcement'))!.endedOn).to.equal(today())
    await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    expect((await proofs()).at(-1)!.way).to.equal('留置送达')
    await bureau.eventually('the announcement is over', async () => {
      const open = await bureau.database.sql.all(
        "SELECT 1 FROM process_instances WHERE process_id = 'service-by-announcement' AND state = 'active'",
      )
      return open.length === 0
    })
    expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
    expect((await bureau.audit.verify()).ok).to.equal(true)
  })
}
