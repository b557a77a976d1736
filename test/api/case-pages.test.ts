/** What the API's description says of the pages of a case is what they answer, to the last name: the web's types are made from it alone. */
import { expect } from 'chai'
import { ulid } from 'ulid'
import { z } from 'zod'
import type { CaseRelationRow, PartyMessageRow } from '../../src/cases/model.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import { insertRow } from '../../src/platform/database/rows.ts'
import { type Play, startCase } from '../cases/officer-at-work.ts'
import { onTheSpot } from '../cases/on-the-spot.ts'
import { openWholeBureau, type WholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { askOverHttp } from './ask-over-http.ts'
import type { Schema } from './from-schema.ts'

type Description = {
  paths: {
    [path: string]: {
      get?: { responses: { 200: { content: { 'application/json': { schema: Schema } } } } }
    }
  }
}
type Page = { [part: string]: unknown }

/** Where a schema lets in names that it does not say. */
function looseIn(schema: Schema, at = ''): string[] {
  const within = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => looseIn(inner, `${at}.${name}`)),
    ...(schema.items ? looseIn(schema.items, `${at}[]`) : []),
    ...[...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((way) => looseIn(way, at)),
  ]
  return schema.type === 'object' && schema.additionalProperties !== false ? [at, ...within] : within
}

const isEmpty = (part: unknown) => part === null || (Array.isArray(part) && part.length === 0)

describe('the pages of a case', () => {
  let bureau: WholeBureau
  let play: Play
  let door: Awaited<ReturnType<typeof askOverHttp>>
  let paths: Description['paths']
  before(async function () {
    this.timeout(180_000)
    bureau = await openWholeBureau({ engine: onEmbedded })
    door = await askOverHttp(bureau)
    paths = (JSON.parse((await door.ask('GET', '/openapi.json')).text) as Description).paths
    play = await startCase(bureau)
    await play.fill('enter-case')
    await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意' })
    await play.decide('squad-01-head', { decision: 'return', returnTo: 0, opinion: '请写明地点' })
    await play.fill('enter-case')
    await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意' })
    await play.photograph()
    await enterWhatComesLater()
    await bureau.quiet()
  })
  after(async () => {
    await door?.close()
    await bureau?.close()
  })

  /** A consultation, a copy, a request beside the stages, and rows of what only a long story would bring about. */
  async function enterWhatComesLater(): Promise<void> {
    const { caseId, lead } = play
    const approvalId = await bureau.eventually('the head’s tier', async () => {
      const id = await play.approval()
      return (await bureau.approvals.get(lead, id)).tierIndex === 2 && id
    })
    const head = await bureau.actor('squad-01-head')
    const reader = await bureau.actor('squad-06-legal')
    const question = { officerId: reader.officerId!, question: '是否妥当？' }
    await bureau.approvals.consult(head, approvalId, question)
    await bureau.approvals.sendCopies(head, approvalId, [reader.officerId!])
    const sideFlow = await bureau.cases.requestSideFlow(lead, caseId, 'stop-order', {
      demand: '立即停止店外经营',
    })
    await bureau.settled(sideFlow)
    const at = bureau.clock.now()
    const other = await startCase(bureau)
    await bureau.database.write(async (tx) => {
      await insertRow<PartyMessageRow>(tx.sql, 'party_messages', {
        id: ulid(),
        case_id: caseId,
        name: 'statement-received',
        data: JSON.stringify({ receivedAt: isoInstant(at), content: '已经改正' }),
        recorded_by: lead.accountId,
        state: 'effective',
        at,
        effective_at: at,
      })
      await insertRow<CaseRelationRow>(tx.sql, 'case_relations', {
        id: ulid(),
        kind: 'split',
        from_case_id: caseId,
        to_case_id: other.caseId,
        side_flow_id: sideFlow.id,
        reason: '另一当事人',
        at,
      })
      await bureau.parties.addRecord(tx, lead, {
        partyId: play.forms['enter-case']!.partyId as string,
        violationCode: 'SR-001',
        decidedOn: '2025-06-02',
        fineFen: 20_000,
        caseId: other.caseId,
      })
    })
  }

  const described = (path: string) => paths[path]!.get!.responses[200].content['application/json'].schema

  /** The answer, checked against what is said of the path. */
  async function page(path: string, address: string, userName: string): Promise<Page> {
    const { status, text } = await door.ask('GET', address, { token: await door.signIn(userName) })
    expect([status, text]).to.deep.equal([200, text])
    const answer = JSON.parse(text) as Page
    const { error } = z.fromJSONSchema(described(path) as never).safeParse(answer)
    expect(error && z.prettifyError(error), address).to.equal(undefined)
    return answer
  }
  const empty = (answer: Page) => Object.keys(answer).filter((part) => isEmpty(answer[part]))

  it('name all their parts, but for what a form asks', () => {
    const filled = ['.facts[].data', '.sideFlows[].data', '.messages[].data']
    expect(looseIn(described('/cases/{caseId}'))).to.deep.equal(filled)
    expect(looseIn(described('/cases/{caseId}/at'))).to.deep.equal(filled)
    expect(looseIn(described('/tasks/{userTaskKey}/page'))).to.deep.equal([
      '.form',
      '.begin',
      '.facts[].data',
    ])
  })

  it('answer what is described, of a case in progress', async () => {
    const today = await page('/cases/{caseId}', `/cases/${play.caseId}`, 'squad-01-officer-1')
    expect(empty(today)).to.deep.equal([])
    const instant = isoInstant(bureau.clock.now())
    const then = await page(
      '/cases/{caseId}/at',
      `/cases/${play.caseId}/at?instant=${instant}`,
      'squad-01-head',
    )
    expect(empty(then)).to.deep.equal([])
    expect(then.instant).to.equal(instant)
  })

  it('answer what is described, of a case that was decided on the spot', async () => {
    const { assisting } = play
    const { caseId } = await bureau.cases.decideOnTheSpot(
      play.lead,
      onTheSpot(bureau.clock.now(), assisting.officerId!),
    )
    await page('/cases/{caseId}', `/cases/${caseId}`, 'squad-01-officer-1')
  })

  it('answer what is described, of a task that asks for approval and of one that fills in a form', async () => {
    const path = '/tasks/{userTaskKey}/page'
    const head = await bureau.actor('squad-01-head')
    const tasks = (await bureau.tasks.mine(head, { caseId: play.caseId })).items
    const pages = await Promise.all(
      tasks.map(({ userTaskKey }) => page(path, `/tasks/${userTaskKey}/page`, 'squad-01-head')),
    )
    const review = pages.find(({ before }) => !isEmpty(before))!
    expect(empty(review)).to.deep.equal(['unweighed'])
    const { consultations, copies, decisions } = review.approval as { [part: string]: unknown[] }
    expect([consultations, copies, decisions].filter(isEmpty)).to.deep.equal([])

    const other = await startCase(bureau)
    const drafting = await bureau.task(other.lead, 'enter-case', other.caseId)
    const form = await page(path, `/tasks/${drafting.userTaskKey}/page`, 'squad-01-officer-1')
    expect(form.duties).to.not.deep.equal([])
  })

  it('show no day of birth, which the masked number hides', async () => {
    const head = await bureau.actor('squad-01-head')
    const [task] = (await bureau.tasks.mine(head, { caseId: play.caseId })).items
    const { party: ofTask } = await bureau.cases.taskPage(head, task!.userTaskKey)
    const { party } = await bureau.cases.page(head, play.caseId)
    const { party: then } = await bureau.cases.at(head, play.caseId, bureau.clock.now())
    for (const one of [ofTask, party, then]) {
      expect(one).to.include({ name: '张三丰', idNumber: '330381********233X' })
      expect(one).to.not.have.property('birthDay')
    }
  })
})
