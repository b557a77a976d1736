/** Clues from registration to their ends, through the services. */
import { expect } from 'chai'
import type { NewClue } from '../../src/clues/check-clue.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { parseInstant } from '../../src/platform/clock.ts'
import { Problem } from '../../src/platform/problem.ts'
import type { MakeDatabase } from '../databases.ts'
import { problemOf } from '../registers/identity.ts'
import { type ClueDesk, openClueDesk } from './clue-desk.ts'

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const complaint: NewClue = {
  source: 'complaint',
  place: '示例县人民路 12 号',
  content: '水果店把货架摆到人行道上经营',
  category: '市容环境卫生',
  particulars: { reporterName: '王小明', reporterPhone: '13812345678' },
}

/** The paths and messages of the faults that a promise fails with. */
async function faultsOf(promise: Promise<unknown>): Promise<{ [path: string]: string }> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Problem)
      return Object.fromEntries(error.fields.map(({ path, message }) => [path, message]))
    throw error
  }
  return {}
}

export function clueStories(make: MakeDatabase): void {
  let desk: ClueDesk
  let officer: Actor
  let colleague: Actor
  let head: Actor
  let stranger: Actor
  let supervisor: Actor
  before(async () => {
    desk = await openClueDesk({ make })
    officer = await desk.actor('squad-01-officer-1')
    colleague = await desk.actor('squad-01-officer-2')
    head = await desk.actor('squad-01-head')
    stranger = await desk.actor('squad-02-officer-1')
    supervisor = await desk.actor('supervision-supervisor-1')
  })
  after(() => desk.close())

  const register = async (change: Partial<NewClue> = {}, by = officer) =>
    (await desk.clues.register(by, { ...complaint, ...change })).clueId
  const page = (clueId: string, by = officer) => desk.clues.page(by, clueId)
  const stateOf = async (clueId: string) => (await page(clueId)).clue.state
  const lastAudit = async (clueId: string) =>
    (await desk.audit.list({ object: { type: 'clue', id: clueId }, limit: 500 })).at(-1)!

  describe('registration', () => {
    it('gives gapless numbers of the year, also when many register at once and some fail', async () => {
      const before = Number(/第(\d+)号/.exec((await desk.clues.register(officer, complaint)).number)![1])
      const all = await Promise.allSettled(
        Array.from({ length: 12 }, (_, index) =>
          desk.database.write(async (tx) => {
            const made = await desk.clues.insert(tx, officer, await desk.clues.check(officer, complaint))
            if (index % 4 === 0) throw new Error('the power went')
            return made.number
          }),
        ),
      )
      const numbers = all.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
      expect(numbers.sort()).to.deep.equal(
        Array.from(
          { length: 9 },
          (_, index) => `示综执案源字〔2026〕第${String(before + 1 + index).padStart(6, '0')}号`,
        ),
      )
    })

    it('names every fault in Chinese, field by field', async () => {
      const tomorrow = desk.clock.now() + 86_400_000
      const faults = await faultsOf(
        register({
          place: '  ',
          content: '有\u0007铃声',
          receivedAt: tomorrow,
          occurredAt: tomorrow,
          longitude: 120,
          category: '海洋渔业',
          violationCode: 'XX-999',
          particulars: { reporterName: '3', reporterPhone: '12345', planNumber: '1' },
        }),
      )
      expect(faults).to.include({
        place: '地点必须填写',
        content: '内容含有不可显示的字符',
        receivedAt: '收到时间不能晚于现在',
        occurredAt: '发生时间不能晚于现在',
        latitude: '经度和纬度应当同时填写',
        violationCode: '没有这项违法行为',
        'particulars.reporterName': '投诉举报人应当是姓名（2 至 40 个字）',
        'particulars.reporterPhone': '联系电话应当是手机号码或者带区号的固定电话号码',
        'particulars.planNumber': '“投诉举报”没有这一项',
      })
      expect(faults.category).to.match(/^应当是：.*市容环境卫生/)
    })

    it('holds each source against its own fields', async () => {
      const faults = (source: string, particulars = {}) => faultsOf(register({ source, particulars }))
      expect(await faults('assigned')).to.deep.equal({ 'particulars.assignedBy': '交办机关必须填写' })
      expect(await faults('assigned', { assignedBy: '示例市局', reportBackBy: '2026-02-30' })).to.deep.equal({
        'particulars.reportBackBy': '要求反馈日期应当是日期，例如 2026-03-02',
      })
      expect(await faults('transfer')).to.have.property('particulars.transferredBy')
      expect(await faults('media')).to.have.property('particulars.mediaName')
      expect(await faults('digital-city')).to.have.property('particulars.ticketNumber')
      expect(await faults('self-report')).to.have.property('particulars.personName')
      for (const source of ['inspection', 'patrol']) expect(await faults(source)).to.deep.equal({})
      expect((await faults('telepathy')).source).to.match(/complaint 投诉举报/)
    })

    it('lets a complaint be anonymous, but neither half so nor for other sources', async () => {
      const clueId = await register({ anonymous: true, particulars: {} })
      const { clue, deadlines } = await page(clueId)
      expect(clue.anonymous).to.equal(true)
      expect(deadlines.map(({ limit }) => limit)).to.deep.equal(['clue-decision'])
      expect(await faultsOf(register({ anonymous: true }))).to.have.property('particulars.reporterName')
      expect(await faultsOf(register({ particulars: {} }))).to.deep.equal({
        'particulars.reporterName': '实名须填写投诉举报人；不愿留名的请选匿名',
        'particulars.reporterPhone': '实名须填写联系电话；不愿留名的请选匿名',
      })
      expect(
        await faultsOf(register({ source: 'patrol', anonymous: true, particulars: {} })),
      ).to.have.property('anonymous')
    })

    it('converts a point of GCJ-02 and keeps what was entered and the error', async () => {
      const clueId = await register({ longitude: 120.6808, latitude: 30.5107, coordinateSystem: 'GCJ-02' })
      const { clue } = await page(clueId)
      expect(clue).to.include({ enteredLongitude: 120.6808, enteredLatitude: 30.5107, pointError: 5 })
      // Within a metre of what the published algorithm leads back to the entered point.
      expect(clue.longitude).to.be.closeTo(120.676592, 1e-5)
      expect(clue.latitude).to.be.closeTo(30.513184, 1e-5)
      const plain = await page(await register({ longitude: 120.6808, latitude: 30.5107 }))
      expect(plain.clue).to.include({ longitude: 120.6808, latitude: 30.5107, pointError: 0 })
    })

    it('does not take one ticket of another system twice', async () => {
      const ticket = { source: 'digital-city', particulars: { ticketNumber: 'T-1' } }
      await register(ticket)
      expect(await problemOf(register(ticket))).to.equal('conflict')
    })

    it('is for officers who may', async () => {
      expect(await problemOf(register({}, await desk.actor('general-statistician')))).to.equal('forbidden')
    })
  })

  describe('a reporter', () => {
    it('is sealed at rest, masked on pages, and not in lists', async () => {
      const clueId = await register()
      const rows = await desk.database.sql.all('SELECT * FROM clues WHERE id = ?', [clueId])
      expect(JSON.stringify(rows)).not.to.match(/王小明|13812345678/)
      for (const reader of [officer, head, supervisor]) {
        const { clue } = await page(clueId, reader)
        expect(clue.particulars.map(({ value }) => value)).to.deep.equal(['王**', '138****5678'])
      }
      expect(JSON.stringify(await desk.clues.list(officer, {}))).not.to.match(/王|138/)
      const audit = await desk.audit.list({ object: { type: 'clue', id: clueId } })
      expect(JSON.stringify(audit)).not.to.match(/王小明|13812345678/)
    })

    it('is shown in clear to who handles the clue, and each look is logged', async () => {
      const clueId = await register()
      expect(await desk.clues.reveal(officer, clueId, '电话核实情况')).to.include({
        reporterName: '王小明',
        reporterPhone: '13812345678',
      })
      expect(await lastAudit(clueId)).to.deep.include({ action: 'clue.unmasked', authority: '电话核实情况' })
      for (const other of [colleague, stranger, supervisor, await desk.actor('legal-reviewer-1')])
        expect(await problemOf(desk.clues.reveal(other, clueId, '看看')), other.name).to.equal('forbidden')
      await desk.clues.assignVerification(head, clueId, colleague.officerId!)
      expect(await desk.clues.reveal(colleague, clueId, '上门核查')).to.have.property(
        'reporterName',
        '王小明',
      )
      expect(await problemOf(desk.clues.reveal(officer, clueId, ' '))).to.equal('input-invalid')
    })
  })

  describe('a change', () => {
    it('counts on the version that was seen, and stays in the history', async () => {
      const clueId = await register()
      const { version } = await desk.clues.amend(
        officer,
        clueId,
        { place: '人民路 14 号', category: null },
        1,
      )
      expect(version).to.equal(2)
      const { clue, history } = await page(clueId)
      expect(clue).to.include({ place: '人民路 14 号', category: null, version: 2 })
      expect(history.at(-1)!.note).to.equal(
        '修改：地点（原为：示例县人民路 12 号）、类别（原为：市容环境卫生）',
      )
      expect(await problemOf(desk.clues.amend(officer, clueId, { place: '甲' }, 1))).to.equal('conflict')
      expect(await problemOf(desk.clues.amend(colleague, clueId, { place: '甲' }, 2))).to.equal('forbidden')
      await desk.clues.educate(officer, clueId, { reason: '当场改正' })
      expect(await problemOf(desk.clues.amend(officer, clueId, { place: '甲' }, 3))).to.equal('conflict')
    })

    it('of a reporter says that, not what', async () => {
      const clueId = await register()
      await desk.clues.amend(officer, clueId, { particulars: { reporterName: '李大海' } }, 1)
      const { history, clue } = await page(clueId)
      expect(history.at(-1)!.note).to.equal('修改：来源信息')
      expect(clue.particulars[0]!.value).to.equal('李**')
    })

    it('from anonymous to a name starts the limit of the answer', async () => {
      const clueId = await register({ anonymous: true, particulars: {} })
      const { particulars } = complaint
      await desk.clues.amend(officer, clueId, { anonymous: false, particulars }, 1)
      expect((await page(clueId)).deadlines.map(({ limit }) => limit)).to.include('complaint-answer')
    })
  })

  describe('similar clues', () => {
    const elsewhere = { source: 'patrol', particulars: {}, receivedAt: undefined }
    it('are found by the place however it is written, and by the point, with reasons', async () => {
      const base = { ...elsewhere, content: '夜间烧烤油烟直排扰民', longitude: 120.7, latitude: 30.6 }
      const first = await register({ ...base, place: '示例县解放路十二号' })
      const same = await register({
        ...base,
        place: '解放路１２号 ',
        longitude: undefined,
        latitude: undefined,
      })
      const near = await register({ ...base, place: '对面空地', latitude: 30.6005, category: undefined })
      const far = await register({ ...base, place: '别处', latitude: 30.602 })
      const otherKind = await register({
        ...base,
        place: '解放路 12 号',
        content: '行道树被折断',
        category: '城市绿化',
      })
      const found = await desk.clues.similar(officer, first)
      expect(found.map(({ id }) => id)).to.deep.equal([same, near])
      expect(found[0]!.reason).to.equal('同一地点；内容相近（100%）；类别相同；一天之内')
      expect(found[1]!.reason).to.equal('相距约 56 米；内容相近（100%）；一天之内')
      expect([far, otherKind]).not.to.include.members(found.map(({ id }) => id))
      expect((await page(first)).similar).to.have.length(2)
      expect(await stateOf(same)).to.equal('received')
    })

    it('of another department show their place, not their content', async () => {
      const place = '界河桥头'
      const mine = await register({ ...elsewhere, place })
      await register({ ...elsewhere, place }, stranger)
      const [other] = await desk.clues.similar(officer, mine)
      expect(other).to.include({ place, content: null })
    })

    it('lie within thirty days', async () => {
      const place = '老码头'
      const now = desk.clock.now()
      await register({ ...elsewhere, place, receivedAt: now - 31 * 86_400_000 })
      expect(await desk.clues.similar(officer, await register({ ...elsewhere, place }))).to.deep.equal([])
    })
  })

  describe('verification', () => {
    const report = {
      verifiedAt: parseInstant('2026-03-02T08:50:00+08:00'),
      method: '现场核查',
      found: '现场有货架三个',
      outcome: 'confirmed',
      proposal: '立案',
    } as const

    it('is given to an officer of the department, who alone reports', async () => {
      const clueId = await register()
      expect(await problemOf(desk.clues.reportVerification(officer, clueId, report))).to.equal('conflict')
      expect(await problemOf(desk.clues.assignVerification(head, clueId, stranger.officerId!))).to.equal(
        'input-invalid',
      )
      await desk.clues.assignVerification(head, clueId, colleague.officerId!)
      expect(await stateOf(clueId)).to.equal('verifying')
      expect((await page(clueId, colleague)).may).to.include('report')
      expect(await problemOf(desk.clues.reportVerification(officer, clueId, report))).to.equal('forbidden')
      const late = { ...report, verifiedAt: desk.clock.now() + 1 }
      expect(await problemOf(desk.clues.reportVerification(colleague, clueId, late))).to.equal(
        'input-invalid',
      )
      await desk.clues.reportVerification(colleague, clueId, report)
      const { clue, facts, history, deadlines } = await page(clueId)
      expect(clue.state).to.equal('verified')
      expect(facts[0]).to.deep.include({ kind: 'clue-verification', version: 1, data: report })
      expect(history.map(({ toState }) => toState)).to.deep.equal(['received', 'verifying', 'verified'])
      expect(deadlines.find(({ limit }) => limit === 'clue-decision')).to.include({
        dueOn: '2026-03-23',
        left: '还剩 15 个工作日',
      })
    })
  })

  describe('its end', () => {
    it('is a case, once', async () => {
      const clueId = await register()
      await desk.database.write((tx) => desk.clues.accept(tx, officer, clueId, 'CASE-1'))
      const { clue, deadlines } = await page(clueId)
      expect(clue).to.include({ state: 'accepted', caseId: 'CASE-1' })
      expect(deadlines.find(({ limit }) => limit === 'clue-decision')!.state).to.equal('met')
      const again = desk.database.write((tx) => desk.clues.accept(tx, officer, clueId, 'CASE-2'))
      expect(await problemOf(again)).to.equal('conflict')
    })

    it('is a case that is there', async () => {
      const clueId = await register()
      const reason = '同一处占道'
      expect(await problemOf(desk.clues.join(officer, clueId, { caseId: 'CASE-9', reason }))).to.equal(
        'not-found',
      )
      await desk.clues.join(officer, clueId, { caseId: 'CASE-1', reason })
      expect((await page(clueId)).clue).to.include({ state: 'joined', caseId: 'CASE-1', disposal: reason })
    })

    it('is education', async () => {
      const clueId = await register()
      expect(await problemOf(desk.clues.educate(stranger, clueId, { reason: '改正' }))).to.equal('forbidden')
      await desk.clues.educate(officer, clueId, { reason: '当场改正，批评教育' })
      expect(await stateOf(clueId)).to.equal('educated')
      expect(await problemOf(desk.clues.educate(officer, clueId, { reason: '再来' }))).to.equal('conflict')
    })

    it('is a rejection or a transfer once the head of the department has agreed', async () => {
      const clueId = await register()
      const rejection = { end: 'rejected', reason: '不属于本机关职责' } as const
      expect(
        await faultsOf(desk.clues.propose(officer, clueId, { end: 'transferred', reason: '属交警职责' })),
      ).to.deep.equal({ organ: '移送的机关必须填写' })
      await desk.clues.propose(officer, clueId, rejection)
      expect(await stateOf(clueId)).to.equal('proposed')
      const decide = (by: Actor, decision: 'approve' | 'return', opinion = '同意') =>
        desk.clues.decideProposal(by, clueId, { decision, opinion })
      expect(await problemOf(decide(officer, 'approve'))).to.equal('forbidden')
      expect(await problemOf(decide(await desk.actor('squad-02-head'), 'approve'))).to.equal('forbidden')
      expect(await problemOf(desk.clues.educate(officer, clueId, { reason: '改正' }))).to.equal('conflict')
      expect((await page(clueId, head)).may).to.include('decide-proposal')
      await decide(head, 'return', '请补充照片')
      expect(await stateOf(clueId)).to.equal('received')
      await desk.clues.propose(officer, clueId, {
        end: 'transferred',
        reason: '属交警职责',
        organ: '县公安局',
      })
      await decide(head, 'approve')
      const { clue, history } = await page(clueId)
      expect(clue).to.include({
        state: 'transferred',
        disposal: '移送县公安局：属交警职责（审批意见：同意）',
      })
      expect(history.map(({ toState }) => toState)).to.deep.equal([
        'received',
        'proposed',
        'received',
        'proposed',
        'transferred',
      ])
      expect(await lastAudit(clueId)).to.deep.include({ action: 'clue.transferred' })
    })

    it('is not approved by the head who registered, verified or proposed it: the deputy director is asked', async () => {
      const deputy = await desk.actor('general-deputy-a')
      const clueId = await register({}, head)
      await desk.clues.propose(head, clueId, { end: 'rejected', reason: '没有违法事实' })
      const decision = { decision: 'approve', opinion: '同意' } as const
      expect(await problemOf(desk.clues.decideProposal(head, clueId, decision))).to.equal('forbidden')
      await desk.clues.decideProposal(deputy, clueId, decision)
      expect(await stateOf(clueId)).to.equal('rejected')
      const verified = await register()
      await desk.clues.assignVerification(head, verified, head.officerId!)
      await desk.clues.propose(officer, verified, { end: 'rejected', reason: '没有违法事实' })
      expect(await problemOf(desk.clues.decideProposal(head, verified, decision))).to.equal('forbidden')
    })

    it('is undone by supervision alone, with a reason, and the limit starts anew', async () => {
      const clueId = await register()
      const why = { reason: '群众反映没有改正' }
      expect(await problemOf(desk.clues.reopen(supervisor, clueId, why))).to.equal('conflict')
      await desk.clues.educate(officer, clueId, { reason: '当场改正' })
      expect(await problemOf(desk.clues.reopen(head, clueId, why))).to.equal('forbidden')
      await desk.clues.reopen(supervisor, clueId, why)
      const { clue, deadlines, history } = await page(clueId)
      expect(clue).to.include({ state: 'received', disposal: null })
      expect(history.at(-1)!.note).to.equal(why.reason)
      expect(
        deadlines.filter(({ limit }) => limit === 'clue-decision').map(({ state }) => state),
      ).to.have.members(['running', 'met'])
      const filed = await register()
      await desk.database.write((tx) => desk.clues.accept(tx, officer, filed, 'CASE-1'))
      expect(await problemOf(desk.clues.reopen(supervisor, filed, why))).to.equal('conflict')
    })
  })

  describe('an answer', () => {
    it('is owed to who gave a name, shows its colour, and ends the limit', async () => {
      const monday = desk.clock.now()
      const clueId = await register()
      const waiting = async (query = {}) =>
        (await desk.clues.answersDue(officer, query)).items.filter(({ id }) => id === clueId)
      expect((await waiting())[0]!.answer).to.include({ colour: 'green', dueOn: '2026-03-23' })
      expect(await waiting({ colour: 'red' })).to.have.length(0)
      expect((await desk.clues.list(officer, { due: 'answer' })).items.map(({ id }) => id)).not.to.include(
        clueId,
      )
      desk.clock.set(parseInstant('2026-03-24T09:00:00+08:00'))
      expect((await waiting({ colour: 'red' }))[0]!.answer.left).to.equal('已超期 1 个工作日')
      expect((await desk.clues.list(officer, { due: 'answer' })).items.map(({ id }) => id)).to.include(clueId)
      const answer = { manner: '电话', content: '已经要求店主收回货架', answeredAt: desk.clock.now() }
      const bad = (change: object) => problemOf(desk.clues.answer(officer, clueId, { ...answer, ...change }))
      expect(await bad({ manner: '飞鸽' })).to.equal('input-invalid')
      expect(await bad({ answeredAt: monday - 1 })).to.equal('input-invalid')
      expect(await problemOf(desk.clues.answer(stranger, clueId, answer))).to.equal('forbidden')
      expect(await desk.clues.answer(officer, clueId, answer)).to.include({ state: 'over' })
      expect(await waiting()).to.have.length(0)
      expect((await page(clueId)).facts.at(-1)).to.deep.include({ kind: 'clue-answer', data: answer })
    })

    it('is not owed to nobody', async () => {
      const clueId = await register({ anonymous: true, particulars: {} })
      const answer = { manner: '电话', content: '已处理', answeredAt: desk.clock.now() }
      expect(await problemOf(desk.clues.answer(officer, clueId, answer))).to.equal('conflict')
    })

    it('waits in pages that lose and repeat nobody', async () => {
      const all = await desk.clues.answersDue(head, { limit: 200 })
      const paged: string[] = []
      for (let cursor: string | undefined; ;) {
        const { items, next } = await desk.clues.answersDue(head, { limit: 3, cursor })
        paged.push(...items.map(({ id }) => id))
        if (next === null) break
        cursor = next
      }
      expect(paged.length).to.be.greaterThan(6)
      expect(paged).to.deep.equal(all.items.map(({ id }) => id))
    })
  })

  describe('the list', () => {
    it('filters, pages, and ends at one’s reach', async () => {
      const content = '独一无二的内容'
      const ids = [
        await register({ content }),
        await register({ content, source: 'patrol', particulars: {} }),
      ]
      const find = async (query: object, by = officer) =>
        (await desk.clues.list(by, { text: content, ...query })).items.map(({ id }) => id)
      expect(await find({})).to.deep.equal([...ids].reverse())
      expect(await find({ source: 'patrol' })).to.deep.equal([ids[1]])
      expect(await find({ state: 'educated' })).to.deep.equal([])
      expect(await find({ place: '人民路', mine: true })).to.have.length(2)
      expect(await find({ receivedFrom: desk.clock.now() + 1 })).to.deep.equal([])
      expect(await find({}, stranger)).to.deep.equal([])
      expect(await find({}, supervisor)).to.have.length(2)
      const { next } = await desk.clues.list(officer, { text: content, limit: 1 })
      expect(await find({ cursor: next! })).to.deep.equal([ids[0]])
      expect(await problemOf(desk.clues.page(stranger, ids[0]!))).to.equal('forbidden')
      expect(await problemOf(desk.clues.list(await desk.actor('property-keeper-1'), {}))).to.equal(
        'forbidden',
      )
    })
  })

  describe('an attachment', () => {
    it('is what its first bytes say, once, with both fingerprints', async () => {
      const clueId = await register()
      const add = (bytes: Uint8Array, name = '现场.jpg', personal = false) =>
        desk.clues.addAttachment(officer, clueId, { name, personal, bytes })
      const added = await add(jpeg)
      expect(added).to.include({ mediaType: 'image/jpeg', size: 7 })
      expect([added.sha256, added.sm3].every((mark) => /^[0-9a-f]{64}$/.test(mark))).to.equal(true)
      expect((await add(jpeg)).id).to.equal(added.id)
      expect(await faultsOf(add(Buffer.from('<html>'), '假的.jpg'))).to.have.property('content')
      expect(await faultsOf(add(jpeg, '../etc/passwd'))).to.have.property('name')
      const mp4 = await add(Buffer.from('\0\0\0\x18ftypisom'), '视频.mp4')
      expect(mp4.mediaType).to.equal('video/mp4')
      expect((await page(clueId)).attachments).to.have.length(2)
      expect((await desk.clues.attachment(colleague, added.id)).bytes.equals(jpeg)).to.equal(true)
      expect(await problemOf(desk.clues.attachment(stranger, added.id))).to.equal('forbidden')
    })

    it('that shows who complained is for who handles the clue', async () => {
      const clueId = await register()
      const { id } = await desk.clues.addAttachment(officer, clueId, {
        name: '投诉信.jpg',
        personal: true,
        bytes: jpeg,
      })
      expect(await problemOf(desk.clues.attachment(colleague, id))).to.equal('forbidden')
      await desk.clues.attachment(officer, id)
      expect(await lastAudit(clueId)).to.deep.include({ action: 'clue.unmasked', after: { attachment: id } })
    })
  })
}
