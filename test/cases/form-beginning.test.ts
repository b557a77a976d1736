/** Nobody is asked for what is known: a form begins with it, and a person confirms it by handing the form in. */
import { expect } from 'chai'
import { formBeginning, type Known } from '../../src/cases/form-beginning.ts'
import type { Form } from '../../src/tasks/index.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type Play, startCase } from './officer-at-work.ts'
import { openWholeBureau, type WholeBureau } from './whole-bureau.ts'

describe('what a form begins with', () => {
  let bureau: WholeBureau
  let play: Play
  before(async () => {
    bureau = await openWholeBureau({ engine: onEmbedded })
    play = await startCase(bureau)
  })
  after(() => bureau.close())

  async function beginning(form: string, actor = play.lead) {
    const { userTaskKey } = await bureau.task(actor, form, play.caseId)
    return (await bureau.cases.taskPage(actor, userTaskKey)).begin
  }

  it('is what the clue says of the act, until the case has an entry of its own', async () => {
    const { clue } = await bureau.cases.page(play.lead, play.caseId)
    const begin = await beginning('enter-case')
    expect(begin).to.include({ place: clue.place })
    expect(begin).to.not.have.property('description')
    await play.fill('enter-case', { place: '示例县人民路 14 号门前' })
    await play.decide('squad-01-legal', { decision: 'return', returnTo: 0, opinion: '请核对地点' })
    expect(await beginning('enter-case')).to.include({ place: '示例县人民路 14 号门前' })
  })

  it('is one’s own words where they came back, but nothing that has to be affirmed anew', async () => {
    await play.fill('enter-case')
    await play.approve()
    expect(await beginning('draft-filing')).to.deep.equal({})
    await play.fill('draft-filing', { proposal: '在店门外摆卖，建议立案。' })
    await play.decide('squad-01-legal', { decision: 'return', returnTo: 0, opinion: '请写明地点' })
    expect(await beginning('draft-filing')).to.deep.equal({ proposal: '在店门外摆卖，建议立案。' })
  })

  it('carries an amount on from the report to the notice', async () => {
    await play.fill('draft-filing')
    await play.approve()
    await play.investigate()
    await play.fill('serve-correction-order')
    await play.fill('draft-investigation-report', { fineYuan: 300 })
    await play.approve()
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    expect(await beginning('draft-advance-notice')).to.deep.equal({ intendedFineYuan: 300 })
  })

  it('knows who speaks for the party, and when the clue says that it happened', () => {
    const form = (from: string): Form => ({
      id: 'asks',
      components: [{ type: 'textfield', key: 'f', properties: { from } }],
    })
    const occurredAt = Date.parse('2026-03-02T06:00:00+08:00')
    const clue = { place: '人民路', longitude: null, latitude: null, occurredAt, violationCode: null }
    const of = (from: string, more: Partial<Known> = {}) =>
      formBeginning(form(from), { clue, party: null, facts: [], ...more }).f
    const organisation = { kind: 'organisation', name: '示例商贸有限公司', legalRepresentative: '李示例' }
    expect(of('party.person', { party: organisation })).to.equal('李示例')
    expect(of('party.person', { party: { ...organisation, kind: 'citizen', name: '张三' } })).to.equal('张三')
    expect(of('party.person')).to.equal(undefined)
    expect(of('clue.occurredAt')).to.equal('2026-03-01T22:00:00.000Z')
    expect(of('clue.violationCode clue.place')).to.equal('人民路')
  })

  it('is never a number that a page covers', () => {
    const data = { personName: '张三', personIdNumber: '33038119900101233X' }
    const interview = { kind: 'interview', data, officerId: null, at: 1 }
    const clue = { place: '', longitude: null, latitude: null, occurredAt: null, violationCode: null }
    const begun = (key: string) =>
      formBeginning(
        {
          id: 'asks',
          components: [{ type: 'textfield', key, properties: { from: `interview.${key}` } }],
        } as Form,
        { clue, party: null, facts: [interview] },
      )
    expect(begun('personName')).to.deep.equal({ personName: '张三' })
    expect(begun('personIdNumber')).to.deep.equal({})
  })

  it('is nothing of the case for who only decides its approval', async () => {
    const review = await (async () => {
      await play.fill('draft-advance-notice')
      const legal = await bureau.actor('squad-01-legal')
      const { userTaskKey } = await bureau.task(legal, 'review', play.caseId)
      return bureau.cases.taskPage(legal, userTaskKey)
    })()
    expect(review.begin).to.deep.equal({})
  })
})
