/** Archived cases of one squad, those who rate them, and those who are rated. */
import type { Actor } from '../../src/identity/actor.ts'
import type { Problem } from '../../src/platform/problem.ts'
import { criteriaFor, type Sheet } from '../../src/quality/score.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { onTheSpot } from '../cases/on-the-spot.ts'

const names = {
  officer: 'squad-01-officer-1',
  second: 'squad-01-officer-2',
  legal: 'squad-01-legal',
  head: 'squad-01-head',
  otherHead: 'squad-02-head',
  deputy: 'general-deputy-a',
  director: 'general-director',
  arranger: 'supervision-supervisor-1',
  one: 'legal-reviewer-1',
  other: 'legal-reviewer-2',
  third: 'supervision-supervisor-2',
} as const

export function qualityDesk(open: () => Promise<WholeBureau>) {
  let bureau: WholeBureau
  const people = {} as Record<keyof typeof names, Actor>
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    for (const [who, userName] of Object.entries(names))
      people[who as keyof typeof names] = await bureau.actor(userName)
  })
  after(() => bureau?.close())

  /** Warned on the spot; the case waits to be filed. */
  const decided = async () => {
    const { caseId } = await bureau.cases.decideOnTheSpot(
      people.officer,
      onTheSpot(bureau.clock.now(), people.second.officerId!, { penalty: { warning: true } }),
    )
    return caseId
  }
  const archived = async () => {
    const caseId = await decided()
    await bureau.complete(people.legal, 'file-summary-decision', caseId, { inOrder: 'yes', remark: '符合' })
    await bureau.eventually(
      'the archive',
      async () => (await bureau.cases.page(people.officer, caseId)).case.state === 'archived',
    )
    return caseId
  }
  /** Full points, less so many of the first criterion. */
  const sheet = (off = 0, knockOuts: string[] = []): Sheet => ({
    scores: criteriaFor(bureau.quality.rules, 'summary').map(({ code, points }, index) => ({
      criterion: code,
      points: index === 0 ? Math.max(0, points - off) : points,
      ...(index === 0 && off > 0 && { remark: '立案日期涂改' }),
    })),
    knockOuts: knockOuts.map((criterion) => ({ criterion, remark: '卷内没有告知记录' })),
  })
  /** Two raters are at it. */
  const begun = async (caseId: string, raters: Actor[] = [people.one, people.other]) => {
    const { id } = await bureau.quality.openReview(people.arranger, caseId)
    await bureau.quality.appointRaters(
      people.arranger,
      id,
      raters.map(({ officerId }) => officerId!),
    )
    return id
  }
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => {
        throw new Error('was not refused')
      },
      ({ code, fields = [] }: Problem) => [code, ...fields.map(({ path }) => path)].join(' '),
    )
  const told = async (actor: Actor, kind: string) =>
    (await bureau.tasks.notifications.mine(actor)).filter((one) => one.kind === kind)
  return {
    get bureau() {
      return bureau
    },
    people,
    decided,
    archived,
    sheet,
    begun,
    refusal,
    told,
  }
}
