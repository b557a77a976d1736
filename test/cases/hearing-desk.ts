/** A case whose party may ask for a hearing, the host and the clerk of it, and the steps they take in the stories. */
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import type { FormData } from '../../src/tasks/index.ts'
import { type Play, startCase, tiers } from './officer-at-work.ts'
import { refusedWith } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000
const hour = 3_600_000

/** All tiers agree where the board votes: three of its four who are left, then the head of the organ, who had a vote of the board as well. */
async function approveHeavy(bureau: WholeBureau, play: Play): Promise<void> {
  await play.approve([...tiers, 'legal-head', 'general-deputy-b'])
  const director = await bureau.actor('general-director')
  const { userTaskKey: vote } = await bureau.task(director, 'review', play.caseId)
  await play.approve(['general-head'])
  // A cluster's tasklist shows the vote that is not needed any more for a moment longer.
  const own = await bureau.eventually('the tier of the head of the organ', async () =>
    (await bureau.tasks.mine(director, { caseId: play.caseId })).items.find(
      ({ elementId, userTaskKey }) => elementId === 'review' && userTaskKey !== vote,
    ),
  )
  await bureau.settled(
    await bureau.tasks.complete(director, own.userTaskKey, { decision: 'agree', opinion: '同意' }),
  )
}

/** A case that waits for what the party says to its notice of a heavy penalty, with the right to a hearing. */
export async function notifyOfHearing(bureau: WholeBureau): Promise<Play> {
  const play = await startCase(bureau)
  await play.file()
  await play.investigate()
  await play.report({ heavyPenalty: true })
  await notifyReported(bureau, play)
  return play
}

/** From the report that is approved to the notice that is served. */
export async function notifyReported(bureau: WholeBureau, play: Play): Promise<void> {
  await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
  await play.discuss({ conclusion: '同意拟处罚意见。', fineYuan: 300 })
  await play.fill('draft-advance-notice')
  await approveHeavy(bureau, play)
  await play.fill('serve-advance-notice', { at: isoInstant(bureau.clock.now()) })
  await bureau.eventually('the limit for asking', async () =>
    (await bureau.deadlines.ofCase(play.caseId)).some(
      ({ limit, endedOn }) => limit === 'hearing-request' && endedOn === null,
    ),
  )
}

export function hearingDesk(open: () => Promise<WholeBureau>) {
  let bureau: WholeBureau
  let play: Play
  let host: Actor
  let clerk: Actor
  let others: string[]
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    host = await bureau.actor('legal-reviewer-2')
    clerk = await bureau.actor('legal-reviewer-1')
    others = [
      (await bureau.actor('legal-reviewer-3')).officerId!,
      (await bureau.actor('legal-rules-1')).officerId!,
    ]
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(120_000)
    play = await notifyOfHearing(bureau)
  })

  const now = (later = 0) => isoInstant(bureau.clock.now() + later)
  const says = async (name: Parameters<WholeBureau['cases']['recordPartyMessage']>[2], data: FormData) => {
    const { ticket } = await bureau.cases.recordPartyMessage(play.lead, play.caseId, name, data)
    if (ticket) await bureau.settled({ ticket })
  }
  const hearings = () => bureau.cases.hearingsOf(play.lead, play.caseId)
  const becomes = (state: string) =>
    bureau.eventually(`the hearing is ${state}`, async () => (await hearings()).at(-1)?.state === state)
  const limit = async (code: string) =>
    (await bureau.deadlines.ofCase(play.caseId)).find((one) => one.limit === code)!
  /** The code of the problem and the paths of its fields, in one line. */
  const refusal = async (work: Promise<unknown>) => (await refusedWith(work)).join(' ')
  const issued = async (kind: string) =>
    (await bureau.cases.page(play.lead, play.caseId)).documents.filter(
      (one) => one.kind === kind && one.state === 'issued',
    ).length
  const form = (startsAt: number, change: FormData = {}): FormData => ({
    hostId: host.officerId!,
    hearers: [{ officerId: others[0]! }],
    recorderId: others[1]!,
    startsAt: isoInstant(startsAt),
    place: '示例县综合行政执法局听证室',
    way: '公开',
    ...change,
  })
  const arrange = (startsAt: number, change: FormData = {}) =>
    bureau.complete(clerk, 'arrange-hearing', play.caseId, form(startsAt, change))
  const approve = () => play.approve(['general-deputy-a'])
  const notice = (change: FormData = {}): FormData => ({
    way: '直接送达',
    place: '示例县人民路 12 号',
    at: now(),
    recipient: '张三丰',
    ...change,
  })
  const serve = (change: FormData = {}) =>
    bureau.complete(play.lead, 'serve-hearing-notice', play.caseId, notice(change))
  const people: FormData[] = [
    { role: '当事人', name: '张三丰' },
    { role: '案件调查人员', name: '办案人员甲', identity: '执法队员' },
  ]
  const session = (change: FormData = {}): FormData => ({
    outcome: 'held',
    startedAt: now(-hour),
    endedAt: now(),
    participants: people,
    speeches: [
      { speaker: '调查人员', words: '当事人占道经营，建议罚款三百元。' },
      { speaker: '当事人', words: '我已经改正，请求从轻。' },
    ],
    ...change,
  })
  const later = (days: number) => bureau.clock.now() + days * day
  const moveTo = (instant: number) => bureau.advance(instant - bureau.clock.now())
  const requested = async () => {
    await says('hearing-requested', { receivedAt: now() })
    await becomes('requested')
  }

  return {
    get bureau() {
      return bureau
    },
    get play() {
      return play
    },
    get host() {
      return host
    },
    get clerk() {
      return clerk
    },
    get others() {
      return others
    },
    now,
    later,
    moveTo,
    says,
    hearings,
    becomes,
    limit,
    refusal,
    issued,
    form,
    arrange,
    approve,
    notice,
    serve,
    people,
    session,
    requested,
  }
}
