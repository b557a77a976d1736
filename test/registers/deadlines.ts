import { expect } from 'chai'
import { systemActor } from '../../src/identity/actor.ts'
import { parseInstant } from '../../src/platform/clock.ts'
import type { WriteTransaction } from '../../src/platform/database/sql.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'
import { problemOf } from './identity.ts'

export function deadlinesBehave(make: MakeDatabase): void {
  describe('deadlines', () => {
    let bureau: Bureau
    before(async () => (bureau = await openBureau(make, { demo: false })))
    after(() => bureau.close())

    const actor = systemActor('test')
    const to = (day: string, time = '10:00:00') => bureau.clock.set(parseInstant(`${day}T${time}+08:00`))
    const write = <T>(work: (tx: WriteTransaction) => Promise<T>) => bureau.database.write(work)
    const only = async (caseId: string) => (await bureau.deadlines.ofCase(caseId))[0]!

    it('starts once, counts down in words and colour, and is met', async () => {
      to('2026-03-02')
      const key = { caseId: 'CASE-A', limit: 'hearing-request' }
      const first = await write((tx) => bureau.deadlines.start(tx, actor, key))
      const again = await write((tx) => bureau.deadlines.start(tx, actor, key))
      expect(again.id).to.equal(first.id)
      expect(first).to.include({
        dueOn: '2026-03-09',
        left: '还剩 5 个工作日',
        colour: 'green',
        basis: '行政处罚法 第六十四条、第八十五条',
      })
      const course: [string, string][] = []
      for (const day of ['2026-03-05', '2026-03-06', '2026-03-08', '2026-03-09', '2026-03-10']) {
        to(day)
        const { left, colour } = await only('CASE-A')
        course.push([left, colour])
      }
      expect(course).to.deep.equal([
        ['还剩 2 个工作日', 'green'],
        ['还剩 1 个工作日', 'blue'],
        ['还剩 1 个工作日', 'blue'],
        ['今天到期', 'red'],
        ['已超期 1 个工作日', 'red'],
      ])
      const stopped = await write((tx) =>
        bureau.deadlines.stop(tx, actor, key, parseInstant('2026-03-09T20:00:00+08:00')),
      )
      expect(stopped).to.include({ state: 'met', endedOn: '2026-03-09', left: '已按期办结', colour: 'green' })
      expect(await write((tx) => bureau.deadlines.stop(tx, actor, key))).to.equal(undefined)
    })

    it('says due when it is, and when to ask again', async () => {
      to('2026-03-02')
      const key = { caseId: 'CASE-B', limit: 'statement-defence' }
      await write((tx) => bureau.deadlines.start(tx, actor, key))
      const check = () => write((tx) => bureau.deadlines.check(tx, key))
      const early = await check()
      expect(early).to.include({ due: false, nextCheckAt: '2026-03-05T15:59:59.001Z' })
      bureau.clock.set(parseInstant(early.nextCheckAt!))
      expect(await check()).to.include({ due: true, nextCheckAt: null })
      expect((await bureau.deadlines.dueBefore(bureau.clock.now())).map(({ caseId }) => caseId)).to.contain(
        'CASE-B',
      )
      const late = await write((tx) => bureau.deadlines.stop(tx, actor, key))
      expect(late).to.include({ state: 'over', left: '逾期办结，超期 1 个工作日', colour: 'red' })
      expect(await problemOf(check())).to.equal('not-found')
    })

    it('stands still as long as one of several causes is open, and leaves out each day once', async () => {
      to('2026-03-02')
      const key = { caseId: 'CASE-TWO-CAUSES', limit: 'case-decision' }
      await write((tx) => bureau.deadlines.start(tx, actor, key))
      const why = { reason: '中止', basis: '行政处罚法 第六十条' }
      const suspend = (cause?: string) =>
        write((tx) => bureau.deadlines.suspend(tx, actor, key, { ...why, cause }))
      const resume = (cause?: string) => write((tx) => bureau.deadlines.resume(tx, actor, key, { cause }))
      to('2026-03-05')
      await suspend()
      to('2026-03-10')
      await suspend('hearing')
      expect(await problemOf(suspend('hearing'))).to.equal('conflict')
      to('2026-03-12')
      expect((await resume()).state).to.equal('suspended')
      expect(await problemOf(resume())).to.equal('conflict')
      to('2026-03-20')
      const resumed = await resume('hearing')
      // From the 5th to the 19th.
      expect(resumed).to.include({ state: 'running', excludedDays: 15, dueOn: '2026-06-15' })
    })

    it('stands still while suspended and moves by the days that were not counted', async () => {
      to('2026-01-05')
      const key = { caseId: 'CASE-C', limit: 'case-decision' }
      const { id } = await write((tx) => bureau.deadlines.start(tx, actor, key))
      to('2026-03-02')
      const why = { reason: '鉴定', basis: '行政处罚法 第六十条' }
      const suspended = await write((tx) => bureau.deadlines.suspend(tx, actor, key, why))
      expect(suspended).to.include({ state: 'suspended', left: '已中止计时' })
      expect(await problemOf(write((tx) => bureau.deadlines.suspend(tx, actor, key, why)))).to.equal(
        'conflict',
      )
      to('2026-03-12')
      const waiting = await write((tx) => bureau.deadlines.check(tx, { id }))
      expect(waiting).to.include({ due: false, nextCheckAt: '2026-03-12T16:00:00.000Z' })
      const resumed = await write((tx) => bureau.deadlines.resume(tx, actor, key))
      expect(resumed).to.include({ state: 'running', dueOn: '2026-04-15', excludedDays: 10 })
      expect(resumed.pauses).to.deep.equal([{ fromOn: '2026-03-02', toOn: '2026-03-12', ...why, cause: '' }])
      const extended = await write((tx) =>
        bureau.deadlines.extend(tx, actor, key, { length: 30, unit: 'calendar_day', basis: '延长审批' }),
      )
      expect(extended.dueOn).to.equal('2026-05-15')
      const actions = (await bureau.audit.list({ caseId: 'CASE-C' })).map(({ action }) => action)
      expect(actions).to.deep.equal(['deadline.suspended', 'deadline.resumed', 'deadline.extended'])
    })

    it('keeps several of one limit apart by their subject', async () => {
      to('2026-03-02')
      const start = (subject: string) =>
        write((tx) =>
          bureau.deadlines.start(tx, actor, { caseId: 'CASE-D', limit: 'approval-tier', subject }),
        )
      const [first, second] = [await start('task-1'), await start('task-2')]
      expect(first.id).not.to.equal(second.id)
      await write((tx) =>
        bureau.deadlines.stop(tx, actor, { caseId: 'CASE-D', limit: 'approval-tier', subject: 'task-1' }),
      )
      expect(
        (await bureau.deadlines.ofCase('CASE-D')).map(({ subject, state }) => [subject, state]),
      ).to.deep.equal([
        ['task-2', 'running'],
        ['task-1', 'met'],
      ])
    })

    it('counts hours by the clock', async () => {
      to('2026-03-06', '18:00:00')
      await write((tx) =>
        bureau.deadlines.start(tx, actor, { caseId: 'CASE-E', limit: 'urgent-measure-approval' }),
      )
      to('2026-03-07', '13:00:00')
      expect(await only('CASE-E')).to.include({ left: '还剩 5 小时', colour: 'blue' })
      to('2026-03-07', '18:30:00')
      expect(await only('CASE-E')).to.include({ state: 'over', left: '已超期 1 小时', colour: 'red' })
    })

    it('refuses an unknown limit, and working days of an unannounced year', async () => {
      to('2026-12-29')
      const start = (limit: string) =>
        write((tx) => bureau.deadlines.start(tx, actor, { caseId: 'CASE-F', limit }))
      expect(await problemOf(start('no-such-limit'))).to.equal('not-found')
      expect(await problemOf(start('service-of-decision'))).to.equal('calendar-missing')
      expect(await start('case-decision')).to.include({
        provisional: true,
        left: '还剩 90 天（暂按周末推算）',
      })
    })

    it('holds every limit of data/limits.csv with its basis', async () => {
      const limits = await bureau.deadlines.limits()
      expect(limits).to.have.length(42)
      expect(await bureau.deadlines.limit('demand-before-court')).to.deep.include({
        length: 10,
        unit: 'working_day',
        basis: '行政强制法 第五十四条、第六十九条',
        confirmed: null,
      })
    })
  })
}
