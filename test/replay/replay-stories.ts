/** A case plays, and after every step its page is kept; replayed afterwards, each instant must show what the page showed then. */
import { expect } from 'chai'
import type { CasePage } from '../../src/cases/case-page.ts'
import type { CaseAt } from '../../src/cases/replay/case-at.ts'
import { legalDay, isoInstant } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import { type Play, startCase } from '../cases/officer-at-work.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { conclude, giveBack, register } from '../remedies/decided-case.ts'
import { insertRow } from '../../src/platform/database/rows.ts'
import { problemOf } from '../registers/identity.ts'

const minute = 60_000

export function replayStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  const kept: { step: string; at: number; page: CasePage }[] = []
  before(async function () {
    this.timeout(400_000)
    bureau = await open()
    await playCase()
  })
  after(() => bureau?.close())

  /** What has been clicked but not settled is in no snapshot: the page is kept when nothing is under way. */
  async function keep(step: string): Promise<void> {
    await bureau.quiet()
    // On a broker, what the workers did comes back with the feed.
    for (let before = ''; ;) {
      const page = await bureau.cases.page(play.lead, play.caseId)
      const now = JSON.stringify(page)
      if (now === before) {
        kept.push({ step, at: bureau.clock.now(), page })
        break
      }
      before = now
      await new Promise((resolve) => setTimeout(resolve, 300))
      await bureau.quiet()
    }
    await bureau.advance(7 * minute)
  }

  const step = async (name: string, act: () => Promise<unknown>) => {
    await act()
    await keep(name)
  }

  async function playCase(): Promise<void> {
    await bureau.advance(minute)
    play = await startCase(bureau)
    const { fill, approve, decide, photograph, caseId, lead, assisting } = play
    await keep('opened')
    await step('entry filled', () => fill('enter-case'))
    await step('entry approved', () => approve())
    const taken = await bureau.task(lead, 'draft-filing', caseId)
    await step('task claimed', async () => bureau.settled(await bureau.tasks.claim(lead, taken.userTaskKey)))
    await step('task given back', async () =>
      bureau.settled(await bureau.tasks.unclaim(lead, taken.userTaskKey)),
    )
    await step('filing drafted', () => fill('draft-filing'))
    await step('first tier agrees', () =>
      decide('squad-01-legal', { decision: 'agree', opinion: '同意立案' }),
    )
    await step('second tier returns', () =>
      decide('squad-01-head', { decision: 'return', returnTo: 0, opinion: '请写明地点' }),
    )
    await step('drafted anew', () => fill('draft-filing', { proposal: '在人民路 12 号占道经营，建议立案。' }))
    await step('filed', () => approve())
    await step('inspected', () => fill('inspect-scene'))
    await step('photographed', () => photograph())
    await step('suspension asked for', async () =>
      bureau.settled(
        await bureau.cases.requestSideFlow(lead, caseId, 'suspension', {
          reason: '等待鉴定结论',
          basis: '行政处罚法 第六十条',
          resumeWhen: '鉴定结论送达',
        }),
      ),
    )
    await step('suspended', () => approve())
    await bureau.advance(3 * 86_400_000)
    await step('resumed', () => fill('resume-case', { reason: '鉴定结论已送达' }))
    await step('another officer', async () => {
      const successor = await bureau.actor('squad-01-officer-3')
      await bureau.settled(
        await bureau.cases.requestSideFlow(lead, caseId, 'change-of-officers', {
          officerId: assisting.officerId!,
          successorId: successor.officerId!,
          reason: '工作调整',
        }),
      )
      await decide('squad-01-head', { decision: 'agree', opinion: '同意' })
    })
    await step('party changed', async () => {
      const [row] = await bureau.database.sql.all<{ party_id: string }>(
        'SELECT party_id FROM cases WHERE id = ?',
        [caseId],
      )
      const { version } = await bureau.parties.get(lead, row!.party_id)
      await bureau.database.write((tx) =>
        bureau.parties.update(tx, lead, row!.party_id, { phone: '13900000001' }, version),
      )
    })
    await step('interviewed', () => fill('interview-party', { recorder: lead.officerId! }))
    await step('evidence', () => fill('collect-evidence'))
    await step('corrected', () => fill('order-correction'))
    await step('correction approved', () => approve(['squad-01-head']))
    await step('correction served', () =>
      fill('serve-correction-order', { at: isoInstant(bureau.clock.now()) }),
    )
    await step('report', () => fill('draft-investigation-report'))
    await step('report approved', () => approve())
    await decideAndClose()
    await step('the decision has to be made again', async () => {
      const clerk = await bureau.actor('legal-reviewer-1')
      const review = await register(bureau, clerk, caseId)
      await conclude(bureau, clerk, review, 'revoked', {
        redo: { from: 'decision', by: addDays(legalDay(bureau.clock.now()), 60) },
      })
      await bureau.task(await bureau.actor('legal-reviewer-2'), 'legal-review', caseId)
    })
    await step('the first fine goes back', () => giveBack(bureau, play))
    await decideAndClose()
  }

  /** From the legal review to the archive. */
  async function decideAndClose(): Promise<void> {
    const { fill, approve, caseId, lead } = play
    await step('reviewed', async () => fill('legal-review', {}, await bureau.actor('legal-reviewer-2')))
    await step('notice drafted', () => fill('draft-advance-notice'))
    await step('notice approved', () => approve())
    await step('notice served', () => fill('serve-advance-notice', { at: isoInstant(bureau.clock.now()) }))
    await step('rights waived', () => play.waive())
    await step('decision drafted', () => fill('draft-decision'))
    await step('decided', () => approve())
    await step('served', () => fill('serve-decision', { at: isoInstant(bureau.clock.now()) }))
    for (const paidFen of [10_000, 20_000])
      await step(`paid ${paidFen}`, async () => {
        const payment = {
          paidFen,
          paidOn: legalDay(bureau.clock.now()),
          receiptNumber: `示例-${paidFen}`,
        }
        const { ticket } = await bureau.cases.recordPartyMessage(lead, caseId, 'payment-received', payment)
        if (ticket) await bureau.settled({ ticket })
      })
    await step('closing drafted', () => fill('draft-closing-report'))
    await step('archived', async () => {
      await approve()
      await bureau.eventually('the case is archived', async () => {
        const seen = await bureau.cases.page(lead, caseId)
        return seen.case.state === 'archived'
      })
    })
  }

  it('shows at each instant the page that was there', async function () {
    this.timeout(60_000)
    expect(kept.length).to.be.above(48)
    const auditor = await bureau.actor('legal-head')
    for (const { step, at, page } of kept) {
      const replayed = await bureau.cases.at(auditor, play.caseId, at)
      expect(replayed.instant).to.equal(isoInstant(at))
      expect(comparable(replayed), step).to.deep.equal(comparable(page))
    }
  })

  it('shows the same between two steps, until the instant of the next', async () => {
    const auditor = await bureau.actor('legal-head')
    for (const { at, page, step } of kept.slice(3, 12)) {
      const later = await bureau.cases.at(auditor, play.caseId, at + 5 * minute)
      expect(comparable(later), step).to.deep.equal(comparable(page))
    }
  })

  it('draws every step on the model that it was gone through, whatever has been deployed since', async () => {
    const { trace } = await bureau.cases.page(play.lead, play.caseId)
    const before = await bureau.cases.diagrams(play.lead, play.caseId)
    const instances = new Map(before.instances.map((one) => [one.processInstanceKey, one]))
    const models = new Map(before.models.map(({ key, bpmn }) => [key, bpmn]))
    expect(before.instances.map(({ processId }) => processId)).to.include.members([
      'case-ordinary',
      'approval',
    ])
    expect(before.instances.filter(({ itsOwn }) => !itsOwn)).to.deep.equal([])
    const strayed = trace.filter(
      ({ processInstanceKey, elementId }) =>
        !models.get(instances.get(processInstanceKey)?.model ?? '')?.includes(`id="${elementId}"`),
    )
    expect(strayed.map(({ processId, elementId }) => `${processId}: ${elementId}`)).to.deep.equal([])

    await bureau.database.write(({ sql }) =>
      insertRow(sql, 'deployed_models', {
        process_definition_key: '1',
        process_id: 'case-ordinary',
        version: 2,
        resource_name: 'case-ordinary.bpmn',
        content: '<drawn anew/>',
        deployed_at: bureau.clock.now(),
      }),
    )
    expect(await bureau.cases.diagrams(play.lead, play.caseId)).to.deep.equal(before)
    // Of what was begun before models were kept, the newest is shown, and said to be.
    await bureau.database.write(({ sql }) =>
      sql.run(
        "UPDATE process_instances SET process_definition_key = NULL WHERE process_id = 'case-ordinary' AND case_id = ?",
        [play.caseId],
      ),
    )
    const older = await bureau.cases.diagrams(play.lead, play.caseId)
    const main = older.instances.find(({ processId }) => processId === 'case-ordinary')
    expect(main).to.include({ itsOwn: false, version: 2 })
    expect(older.models.find(({ key }) => key === main!.model)?.bpmn).to.equal('<drawn anew/>')
    expect(
      await problemOf(bureau.cases.diagrams(await bureau.actor('squad-02-officer-1'), play.caseId)),
    ).to.equal('forbidden')
  })

  it('is there from the opening on, for whoever may replay, and not of the future', async () => {
    const auditor = await bureau.actor('legal-head')
    const openedAt = kept[0]!.page.case.openedAt
    const at = (actor: typeof auditor, instant: number) =>
      problemOf(bureau.cases.at(actor, play.caseId, instant))
    expect(await at(auditor, openedAt - 1)).to.equal('not-found')
    expect(await at(auditor, bureau.clock.now() + 1)).to.equal('input-invalid')
    expect(await at(play.lead, kept[3]!.at)).to.equal('forbidden')
    expect(await at(await bureau.actor('squad-02-head'), kept[3]!.at)).to.equal('forbidden')
  })
}

/** Of both, what is shown: only what was effective; without the version, which counts saves; lists that have no order of their own by their id. */
function comparable(page: CasePage | CaseAt) {
  const byId = <T extends { id: string }>(list: T[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const { instant: _instant, ...parts } = page as CaseAt
  const { version: _version, ...summary } = page.case as CasePage['case']
  return {
    ...parts,
    case: summary,
    facts: page.facts.filter(({ state }) => state === 'effective'),
    messages: page.messages.filter(({ state }) => state === 'effective'),
    deadlines: byId(page.deadlines as { id: string }[]),
    documents: byId(page.documents),
    // The tasklist names the case's last approval beside tasks of the case too, from whenever it is there.
    tasks: page.tasks
      .map((task) => ({ ...task, approvalId: task.processId === 'approval' ? task.approvalId : null }))
      .toSorted((a, b) => (a.userTaskKey < b.userTaskKey ? -1 : 1)),
  }
}
