/** Clues as they are registered, changed, found alike, listed. */
import { expect } from 'chai'
import type { MakeDatabase } from '../databases.ts'
import type { Problem } from '../../src/platform/problem.ts'
import { problemOf } from '../registers/identity.ts'
import { clueCrew, complaint, faultsOf } from './clue-crew.ts'

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

export function clueStories(make: MakeDatabase): void {
  const crew = clueCrew(make)
  const { register, page, stateOf, lastAudit } = crew

  describe('registration', () => {
    it('gives gapless numbers of the year, also when many register at once and some fail', async () => {
      const before = Number(
        /第(\d+)号/.exec((await crew.desk.clues.register(crew.officer, complaint)).number)![1],
      )
      const all = await Promise.allSettled(
        Array.from({ length: 12 }, (_, index) =>
          crew.desk.database.write(async (tx) => {
            const made = await crew.desk.clues.insert(
              tx,
              crew.officer,
              await crew.desk.clues.check(crew.officer, complaint),
            )
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
      const tomorrow = crew.desk.clock.now() + 86_400_000
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
      const other = { source: 'digital-city', particulars: { ticketNumber: 'T-2' } }
      const outcomes = await Promise.all(
        [1, 2, 3].map(() =>
          register(other).then(
            () => 'registered',
            ({ code }: Problem) => code,
          ),
        ),
      )
      expect(outcomes.sort()).to.deep.equal(['conflict', 'conflict', 'registered'])
    })

    it('is for officers who may', async () => {
      expect(await problemOf(register({}, await crew.desk.actor('general-statistician')))).to.equal(
        'forbidden',
      )
    })
  })

  describe('a reporter', () => {
    it('is sealed at rest, masked on pages, and not in lists', async () => {
      const clueId = await register()
      const rows = await crew.desk.database.sql.all('SELECT * FROM clues WHERE id = ?', [clueId])
      expect(JSON.stringify(rows)).not.to.match(/王小明|13812345678/)
      for (const reader of [crew.officer, crew.head, crew.supervisor]) {
        const { clue } = await page(clueId, reader)
        expect(clue.particulars.map(({ value }) => value)).to.deep.equal(['王**', '138****5678'])
      }
      expect(JSON.stringify(await crew.desk.clues.list(crew.officer, {}))).not.to.match(/王|138/)
      const audit = await crew.desk.audit.list({ object: { type: 'clue', id: clueId } })
      expect(JSON.stringify(audit)).not.to.match(/王小明|13812345678/)
    })

    it('is shown in clear to who handles the clue, and each look is logged', async () => {
      const clueId = await register()
      expect(await crew.desk.clues.reveal(crew.officer, clueId, '电话核实情况')).to.include({
        reporterName: '王小明',
        reporterPhone: '13812345678',
      })
      expect(await lastAudit(clueId)).to.deep.include({ action: 'clue.unmasked', authority: '电话核实情况' })
      for (const other of [
        crew.colleague,
        crew.stranger,
        crew.supervisor,
        await crew.desk.actor('legal-reviewer-1'),
      ])
        expect(await problemOf(crew.desk.clues.reveal(other, clueId, '看看')), other.name).to.equal(
          'forbidden',
        )
      await crew.desk.clues.assignVerification(crew.head, clueId, crew.colleague.officerId!)
      expect(await crew.desk.clues.reveal(crew.colleague, clueId, '上门核查')).to.have.property(
        'reporterName',
        '王小明',
      )
      expect(await problemOf(crew.desk.clues.reveal(crew.officer, clueId, ' '))).to.equal('input-invalid')
    })
  })

  describe('a change', () => {
    it('counts on the version that was seen, and stays in the history', async () => {
      const clueId = await register()
      const { version } = await crew.desk.clues.amend(
        crew.officer,
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
      expect(await problemOf(crew.desk.clues.amend(crew.officer, clueId, { place: '甲' }, 1))).to.equal(
        'conflict',
      )
      expect(await problemOf(crew.desk.clues.amend(crew.colleague, clueId, { place: '甲' }, 2))).to.equal(
        'forbidden',
      )
      await crew.desk.clues.educate(crew.officer, clueId, { reason: '当场改正' })
      expect(await problemOf(crew.desk.clues.amend(crew.officer, clueId, { place: '甲' }, 3))).to.equal(
        'conflict',
      )
    })

    it('of a reporter says that, not what', async () => {
      const clueId = await register()
      await crew.desk.clues.amend(crew.officer, clueId, { particulars: { reporterName: '李大海' } }, 1)
      const { history, clue } = await page(clueId)
      expect(history.at(-1)!.note).to.equal('修改：来源信息')
      expect(clue.particulars[0]!.value).to.equal('李**')
    })

    it('from anonymous to a name starts the limit of the answer', async () => {
      const clueId = await register({ anonymous: true, particulars: {} })
      const { particulars } = complaint
      await crew.desk.clues.amend(crew.officer, clueId, { anonymous: false, particulars }, 1)
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
      const found = await crew.desk.clues.similar(crew.officer, first)
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
      await register({ ...elsewhere, place }, crew.stranger)
      const [other] = await crew.desk.clues.similar(crew.officer, mine)
      expect(other).to.include({ place, content: null })
    })

    it('lie within thirty days', async () => {
      const place = '老码头'
      const now = crew.desk.clock.now()
      await register({ ...elsewhere, place, receivedAt: now - 31 * 86_400_000 })
      expect(
        await crew.desk.clues.similar(crew.officer, await register({ ...elsewhere, place })),
      ).to.deep.equal([])
    })
  })

  describe('the list', () => {
    it('filters, pages, and ends at one’s reach', async () => {
      const content = '独一无二的内容'
      const ids = [
        await register({ content }),
        await register({ content, source: 'patrol', particulars: {} }),
      ]
      const find = async (query: object, by = crew.officer) =>
        (await crew.desk.clues.list(by, { text: content, ...query })).items.map(({ id }) => id)
      expect(await find({})).to.deep.equal([...ids].reverse())
      expect(await find({ source: 'patrol' })).to.deep.equal([ids[1]])
      expect(await find({ state: 'educated' })).to.deep.equal([])
      expect(await find({ place: '人民路', mine: true })).to.have.length(2)
      expect(await find({ receivedFrom: crew.desk.clock.now() + 1 })).to.deep.equal([])
      expect(await find({}, crew.stranger)).to.deep.equal([])
      expect(await find({}, crew.supervisor)).to.have.length(2)
      const { next } = await crew.desk.clues.list(crew.officer, { text: content, limit: 1 })
      expect(await find({ cursor: next! })).to.deep.equal([ids[0]])
      expect(await problemOf(crew.desk.clues.page(crew.stranger, ids[0]!))).to.equal('forbidden')
      expect(await problemOf(crew.desk.clues.list(await crew.desk.actor('property-keeper-1'), {}))).to.equal(
        'forbidden',
      )
    })
  })

  describe('an attachment', () => {
    it('is what its first bytes say, once, with both fingerprints', async () => {
      const clueId = await register()
      const add = (bytes: Uint8Array, name = '现场.jpg', personal = false) =>
        crew.desk.clues.addAttachment(crew.officer, clueId, { name, personal, bytes })
      const added = await add(jpeg)
      expect(added).to.include({ mediaType: 'image/jpeg', size: 7 })
      expect([added.sha256, added.sm3].every((mark) => /^[0-9a-f]{64}$/.test(mark))).to.equal(true)
      expect((await add(jpeg)).id).to.equal(added.id)
      expect(await faultsOf(add(Buffer.from('<html>'), '假的.jpg'))).to.have.property('content')
      expect(await faultsOf(add(jpeg, '../etc/passwd'))).to.have.property('name')
      const mp4 = await add(Buffer.from('\0\0\0\x18ftypisom'), '视频.mp4')
      expect(mp4.mediaType).to.equal('video/mp4')
      expect((await page(clueId)).attachments).to.have.length(2)
      expect((await crew.desk.clues.attachment(crew.colleague, added.id)).bytes.equals(jpeg)).to.equal(true)
      expect(await problemOf(crew.desk.clues.attachment(crew.stranger, added.id))).to.equal('forbidden')
    })

    it('that shows who complained is for who handles the clue', async () => {
      const clueId = await register()
      const { id } = await crew.desk.clues.addAttachment(crew.officer, clueId, {
        name: '投诉信.jpg',
        personal: true,
        bytes: jpeg,
      })
      expect(await problemOf(crew.desk.clues.attachment(crew.colleague, id))).to.equal('forbidden')
      await crew.desk.clues.attachment(crew.officer, id)
      expect(await lastAudit(clueId)).to.deep.include({ action: 'clue.unmasked', after: { attachment: id } })
    })
  })
}
