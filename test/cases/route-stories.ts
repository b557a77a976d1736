/** Modes and exclusions that the default route does not show: 会签 all, 票签 quorum, the drafter, the same person. */
import { expect } from 'chai'
import { legalDay } from '../../src/platform/clock.ts'
import { refusal } from './refused-with.ts'
import { startCase, tiers } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

/** Replaces, in the rule of the legal section (third tier), mode and quorum; and lets the head's tier pass for the same person. */
export function adaptRoute(mode: 'all' | 'quorum', quorum: number) {
  return (name: string, content: string): string => {
    if (name !== 'approval-route.dmn') return content
    const rules = content.split(/(?=<rule )/)
    const change = (rule: string) => {
      if (rule.includes('"legal-section"'))
        return rule.replace('"one"', `"${mode}"`).replace('<text>1</text>', `<text>${quorum}</text>`)
      return rule.includes('"department-head"') ? rule.replace('"exclude"', '"pass"') : rule
    }
    return rules.map(change).join('')
  }
}

const reviewers = ['legal-head', 'legal-reviewer-1', 'legal-reviewer-2', 'legal-reviewer-3']

export function routeStories(
  open: (adapt: (name: string, content: string) => string) => Promise<WholeBureau>,
): void {
  const withBureau = async (
    adapt: (name: string, content: string) => string,
    work: (bureau: WholeBureau) => Promise<void>,
  ) => {
    const bureau = await open(adapt)
    try {
      await work(bureau)
    } finally {
      await bureau.close()
    }
  }
  const toThirdTier = async (bureau: WholeBureau) => {
    const play = await startCase(bureau)
    await play.fill('enter-case')
    const approvalId = await play.approval()
    await play.approve(tiers.slice(0, 2))
    const view = () => bureau.approvals.get(play.lead, approvalId)
    return {
      play,
      view,
      tier: (index: number) =>
        bureau.eventually(`tier ${index}`, async () => (await view()).tierIndex === index),
    }
  }

  it('asks all of a tier 会签, and one return ends it', async function () {
    this.timeout(120_000)
    await withBureau(adaptRoute('all', 1), async (bureau) => {
      const { play, view, tier } = await toThirdTier(bureau)
      for (const userName of reviewers.slice(0, 3))
        await play.decide(userName, { decision: 'agree', opinion: '同意' })
      expect((await view()).tierIndex).to.equal(3)
      await play.decide(reviewers[3]!, { decision: 'return', returnTo: 1, opinion: '请补正' })
      await tier(1)
    })
  })

  it('gives a tier whose row says no days those of the limits 每级审批', async function () {
    this.timeout(120_000)
    const unsaid = (name: string, content: string) =>
      name === 'approval-route.dmn'
        ? content.replace(
            /(<outputEntry id="approval-route-unit-legal-officer-limitWorkdays-output">\s*<text>)2</,
            '$1null<',
          )
        : content
    await withBureau(unsaid, async (bureau) => {
      await bureau.database.write(({ sql }) =>
        sql.run("UPDATE limits SET length = 5 WHERE code = 'approval-tier'"),
      )
      const play = await startCase(bureau)
      await play.fill('enter-case')
      const approvalId = await play.approval()
      await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意' })
      await bureau.eventually(
        'the second tier',
        async () => (await bureau.approvals.get(play.lead, approvalId)).tierIndex === 2,
      )
      const rounds = await bureau.database.sql.all<{ due_at: number }>(
        'SELECT due_at FROM approval_tiers WHERE approval_id = ? ORDER BY sequence',
        [approvalId],
      )
      const today = legalDay(bureau.clock.now())
      expect(rounds.map(({ due_at }) => legalDay(Number(due_at)))).to.deep.equal(
        [5, 2].map((days) => bureau.deadlines.addWorkingDays(today, days)),
      )
    })
  })

  it('passes a tier by quorum 票签: a majority, whatever the rest say', async function () {
    this.timeout(120_000)
    await withBureau(adaptRoute('quorum', 0.5), async (bureau) => {
      const { play, tier, view } = await toThirdTier(bureau)
      await play.decide(reviewers[0]!, { decision: 'reject', opinion: '不同意' })
      for (const userName of reviewers.slice(1))
        await play.decide(userName, { decision: 'agree', opinion: '同意' })
      await tier(4)
      expect((await view()).decisions.filter(({ tierIndex }) => tierIndex === 3)).to.have.length(4)
    })
  })

  it('passes by itself where the route lets the same person pass, and records that', async function () {
    this.timeout(120_000)
    await withBureau(adaptRoute('all', 1), async (bureau) => {
      const [legal, head] = await Promise.all([bureau.actor('squad-01-legal'), bureau.actor('squad-01-head')])
      await bureau.database.write(async (tx) => {
        await bureau.identity.setGrants(tx, await bureau.actor('general-admin-1'), legal.accountId, [
          ...legal.roles,
          ...head.roles,
        ])
        await bureau.identity.setGrants(tx, await bureau.actor('general-admin-1'), head.accountId, [])
      })
      const play = await startCase(bureau)
      await play.fill('enter-case')
      const approvalId = await play.approval()
      await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意' })
      const seen = await bureau.eventually('tier 3', async () => {
        const view = await bureau.approvals.get(play.lead, approvalId)
        return view.tierIndex === 3 && view
      })
      expect(seen.decisions[1]).to.deep.include({
        tierIndex: 2,
        officerId: legal.officerId,
        decision: 'agree',
        detail: { autoPass: true },
      })
    })
  })

  it('never asks an officer of the case to approve it, whatever else they are', async function () {
    this.timeout(120_000)
    await withBureau(
      (_name, content) => content,
      async (bureau) => {
        const [assisting, head] = await Promise.all([
          bureau.actor('squad-01-officer-2'),
          bureau.actor('squad-01-head'),
        ])
        const admin = await bureau.actor('general-admin-1')
        await bureau.database.write((tx) =>
          bureau.identity.setGrants(tx, admin, assisting.accountId, [...assisting.roles, ...head.roles]),
        )
        const play = await startCase(bureau)
        await play.fill('enter-case')
        const approvalId = await play.approval()
        await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意' })
        const { waitingFor } = await bureau.eventually('the second tier', async () => {
          const view = await bureau.approvals.get(play.lead, approvalId)
          return view.tierIndex === 2 && view
        })
        expect(waitingFor.map(({ officerId }) => officerId)).to.deep.equal([head.officerId])
        const to = { toOfficerId: assisting.officerId!, reason: '出差' }
        expect(await refusal(bureau.approvals.reassign(head, approvalId, to))).to.equal('conflict')
      },
    )
  })

  it('never lets the drafter approve: nobody left is an incident, which the legal section sees and resolves', async function () {
    this.timeout(120_000)
    await withBureau(
      (_name, content) => content,
      async (bureau) => {
        const head = await bureau.actor('squad-01-head')
        await bureau.database.write(async (tx) =>
          bureau.identity.setGrants(tx, await bureau.actor('general-admin-1'), head.accountId, [
            ...head.roles,
            { role: 'officer', scope: 'department', departmentId: head.roles[0]!.departmentId },
          ]),
        )
        const play = await startCase(bureau)
        await bureau.database.write((tx) =>
          tx.sql.run(
            "INSERT INTO case_officers (case_id, officer_id, part, from_at) VALUES (?, ?, 'assisting', 0)",
            [play.caseId, head.officerId!],
          ),
        )
        await play.fill('enter-case', {}, await bureau.actor('squad-01-head'))
        await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意' })
        const section = await bureau.actor('legal-head')
        const incident = await bureau.eventually(
          'the incident',
          async () => (await bureau.cases.incidents(section, { caseId: play.caseId }))[0],
        )
        expect(incident.message).to.contain('起草人')
        expect(await refusal(bureau.cases.incidents(play.lead))).to.equal('forbidden')
        const other = await bureau.actor('squad-02-head')
        await bureau.database.write(async (tx) =>
          bureau.identity.setGrants(tx, await bureau.actor('general-admin-1'), other.accountId, [
            ...other.roles,
            { ...head.roles[0]! },
          ]),
        )
        await bureau.settled({ ticket: await bureau.cases.resolveIncident(section, incident.incidentKey) })
        await play.decide('squad-02-head', { decision: 'agree', opinion: '同意' })
      },
    )
  })
}
