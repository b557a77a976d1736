/** A case with an order to put something right that the party does not follow, and its officers over HTTP: what 本机关强制执行 is told with. */
import { expect } from 'chai'
import { caseRoutes } from '../../src/cases/routes.ts'
import type { SideFlowCode } from '../../src/cases/side-flows/kinds.ts'
import type { RunningServer } from '../../src/http/server.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant, legalDay, parseInstant } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import { serveRoutes } from '../serve-routes.ts'
import { type Play, startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

interface Answer {
  status: number
  code?: string
  detail?: string
  fields?: { path: string; message: string }[]
  [name: string]: unknown
}
interface Own {
  id: string
  means: string
  state: string
  endedBy: string | null
  waitsFor: string | null
  steps: { kind: string }[]
}

export function ownEnforcementDesk(open: () => Promise<WholeBureau>) {
  let bureau: WholeBureau
  let server: RunningServer
  let play: Play
  const people = new Map<string, Actor>()

  before(async function () {
    this.timeout(240_000)
    bureau = await open()
    for (const name of ['squad-01-officer-1', 'squad-02-officer-1'])
      people.set(name, await bureau.actor(name))
    server = await serveRoutes({
      routes: caseRoutes(bureau),
      authenticate: (request) => Promise.resolve(people.get(request.get('x-person') ?? '')),
      clock: bureau.clock,
    })
  })
  after(async () => {
    await server?.close()
    await bureau?.close()
  })

  async function ask(
    method: string,
    path: string,
    body?: object,
    who = 'squad-01-officer-1',
  ): Promise<Answer> {
    const response = await fetch(`${server.address}/api/v1/cases/${play.caseId}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-person': who },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { ...(text === '' ? {} : (JSON.parse(text) as object)), status: response.status }
  }

  const today = () => legalDay(bureau.clock.now())
  const now = (later = 0) => isoInstant(bureau.clock.now() + later)
  const desk = {
    get bureau() {
      return bureau
    },
    get play() {
      return play
    },
    today,
    now,
    ask,
    /** Its order, to be followed within five days, is served. */
    async ordered(): Promise<void> {
      play = await startCase(bureau)
      await play.file()
      await play.fill('inspect-scene')
      await play.fill('interview-party')
      await play.photograph()
      await play.fill('collect-evidence')
      await play.fill('order-correction', {
        demand: '拆除搭建在人行道上的棚架，清除堆放的建筑垃圾。',
        until: addDays(today(), 5),
        corrected: false,
      })
      await play.approve(['squad-01-head'])
      await play.fill('serve-correction-order', { at: now() })
      await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    },
    work: (at: Play) => void (play = at),
    async taken(path: string, body: object): Promise<Answer> {
      const answer = await ask('POST', path, body)
      if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`)
      return answer
    },
    /** Refused, saying the article; what a field is told counts as well. */
    async refused(article: string, path: string, body: object): Promise<void> {
      const { status, detail = '', fields = [] } = await ask('POST', path, body)
      expect([409, 422], `${path}: ${detail}`).to.include(status)
      expect([detail, ...fields.map(({ message }) => message)].join('\n'), path).to.include(article)
    },
    async granted(kind: SideFlowCode, given: object, becomes = 'done'): Promise<string> {
      const { id } = await desk.taken(`/${kind}`, given)
      await play.approve()
      await bureau.eventually(`${kind} ${becomes}`, async () => {
        const found = (await bureau.cases.page(play.lead, play.caseId)).sideFlows.find((one) => one.id === id)
        if (found?.state === 'refused' && becomes !== 'refused') throw new Error(`${kind}: ${found.reason}`)
        return found?.state === becomes
      })
      return id as string
    },
    async issued(): Promise<string[]> {
      const { documents } = await bureau.cases.page(play.lead, play.caseId)
      return documents.filter(({ state }) => state === 'issued').map(({ kind }) => kind)
    },
    async written(kind: string): Promise<string> {
      const { documents } = await bureau.cases.page(play.lead, play.caseId)
      const { id } = documents.findLast((one) => one.kind === kind)!
      return (await bureau.documents.html(play.lead, id)).toString()
    },
    async handOver(kind: string): Promise<void> {
      const { documents } = await bureau.cases.page(play.lead, play.caseId)
      await desk.taken('/service-attempts', {
        way: 'in-person',
        documentIds: [documents.findLast((one) => one.kind === kind && one.state === 'issued')!.id],
        outcome: 'served',
        at: now(),
        place: '示例县人民路 12 号',
        recipient: '张三丰',
      })
    },
    async own(): Promise<Own> {
      const { own } = await ask('GET', '/enforcement')
      return (own as Own[]).at(-1)!
    },
    limit: async (code: string) =>
      (await bureau.deadlines.ofCase(play.caseId)).findLast((one) => one.limit === code),
    /** Ten in the morning of the day. */
    async to(day: string): Promise<void> {
      await bureau.advance(parseInstant(`${day}T10:00:00+08:00`) - bureau.clock.now())
    },
    async workingDay(from: string): Promise<string> {
      return bureau.deadlines.isWorkingDay(from) ? from : desk.workingDay(addDays(from, 1))
    },
    /** A day's work between nine and five. */
    hours: (day: string, from = '09:00', to = '17:00') => ({
      startsAt: `${day}T${from}:00+08:00`,
      endsAt: `${day}T${to}:00+08:00`,
    }),
    async site(day: string, change: object = {}, from = '10:00', to = '12:00'): Promise<object> {
      const { id } = await play.photograph()
      return {
        startedAt: `${day}T${from}:00+08:00`,
        endedAt: `${day}T${to}:00+08:00`,
        place: '示例县人民路 12 号',
        officerIds: [play.lead.officerId!, play.assisting.officerId!],
        recorder: play.assisting.officerId!,
        partyPresent: false,
        witness: '社区工作人员王某',
        content: '棚架已经全部拆除，材料堆放在路边由当事人领回。',
        statement: '当事人没有到场。',
        recordingIds: [id],
        outcome: 'completed',
        ...change,
      }
    },
    demand: (change: object = {}) => ({
      means: 'demolition',
      source: 'correction-order',
      obligation: '拆除搭建在人行道上的棚架。',
      way: '自行拆除并清运。',
      ...change,
    }),
    /** 催告, approved and handed over; its limit runs. */
    async demanded(change: object = {}): Promise<string> {
      await desk.to(addDays((await desk.dutyEnds()) ?? today(), 1))
      await desk.granted('enforcement-demand', desk.demand(change))
      await desk.handOver('enforcement-demand')
      return (await desk.limit('enforcement-demand'))!.dueOn
    },
    async dutyEnds(): Promise<string | undefined> {
      return (await bureau.cases.fact(bureau.database, play.caseId, 'correction'))?.until as
        string | undefined
    },
  }
  return desk
}
