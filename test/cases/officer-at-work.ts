/** An officer and their approvers who play the steps of an ordinary case through the services. */
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import type { FormData } from '../../src/tasks/index.ts'
import { citizen, ordinaryForms, photo, signedOnPaper, signedWaiver } from './ordinary-forms.ts'
import type { WholeBureau } from './whole-bureau.ts'

/** So far, in all bureaus. */
let photographs = 0

export const tiers = ['squad-01-legal', 'squad-01-head', 'legal-reviewer-1', 'general-deputy-a'] as const

/** @param person the party. */
export async function startCase(bureau: WholeBureau, person: typeof citizen = citizen) {
  const lead = await bureau.actor('squad-01-officer-1')
  const assisting = await bureau.actor('squad-01-officer-2')
  const { clueId } = await bureau.clues.register(lead, {
    source: 'patrol',
    place: '示例县人民路 12 号',
    content: '店外占道经营',
    category: '市容环境卫生',
  })
  const opening = { clueId, leadOfficerId: lead.officerId!, assistingOfficerIds: [assisting.officerId!] }
  const { caseId, ticket } = await bureau.cases.openCase(lead, opening)
  await bureau.settled({ ticket })
  const { party } = await bureau.database.write((tx) => bureau.parties.findOrCreate(tx, lead, person, caseId))
  const forms = ordinaryForms({
    partyId: party.id,
    recorder: assisting.officerId!,
    now: bureau.clock.now(),
    person,
  })

  return officerAtWork(bureau, { caseId, lead, assisting, forms })
}

/** The same people at a case that is there. */
export function officerAtWork(
  bureau: WholeBureau,
  {
    caseId,
    lead,
    assisting,
    forms,
  }: { caseId: string; lead: Actor; assisting: Actor; forms: Record<string, FormData> },
) {
  const play = {
    caseId,
    lead,
    assisting,
    forms,
    /** The lead officer completes a form of the case, or another person does. */
    async fill(elementId: string, change: FormData = {}, actor: Actor = lead): Promise<void> {
      if (elementId === 'draft-closing-report') await play.signRecords()
      await bureau.complete(actor, elementId, caseId, { ...forms[elementId], ...change })
    },
    /** 笔录: all of them on paper. */
    async signRecords(): Promise<void> {
      for (const { documentId } of await bureau.signatures.unsigned(lead, caseId))
        await bureau.signatures.recordPaperOriginal(lead, documentId, { note: signedOnPaper })
    },
    async decide(userName: string, decision: FormData): Promise<void> {
      await bureau.complete(await bureau.actor(userName), 'review', caseId, decision)
    },
    /** All tiers agree, in order; the correction order needs the head alone. */
    /** Every tier is against it; the last one decides. */
    async refuseToApprove(opinion: string, by: readonly string[] = tiers): Promise<void> {
      for (const userName of by) await play.decide(userName, { decision: 'reject', opinion })
    },
    async approve(by: readonly string[] = tiers): Promise<void> {
      for (const userName of by) await play.decide(userName, { decision: 'agree', opinion: '同意' })
    },
    /** The running approval of the case. */
    approval: () =>
      bureau.eventually('an approval with an open tier', async () => {
        const [row] = await bureau.database.sql.all<{ id: string }>(
          `SELECT a.id FROM approvals a JOIN approval_tiers t ON t.id = a.round_id WHERE a.case_id = ? AND a.state = 'running' AND t.state = 'open'`,
          [caseId],
        )
        return row?.id
      }),
    /** Entered and filed, through all tiers. */
    async file(): Promise<void> {
      for (const form of ['enter-case', 'draft-filing']) {
        await play.fill(form)
        await play.approve()
      }
    },
    /** Investigated up to the correction order, which waits to be served. */
    async investigate(): Promise<void> {
      await play.fill('inspect-scene')
      await play.fill('interview-party')
      await play.photograph()
      await play.fill('collect-evidence')
      await play.fill('order-correction')
      await play.approve(['squad-01-head'])
    },
    /** The correction order is served, the investigation reported and its report approved. */
    async report(change: FormData = {}): Promise<void> {
      await play.fill('serve-correction-order')
      await play.fill('draft-investigation-report', change)
      await play.approve()
    },
    /** From the evidence to the notice that is served. */
    async notify(notice: FormData = {}): Promise<void> {
      await play.photograph()
      await play.fill('collect-evidence')
      await play.fill('order-correction')
      await play.approve(['squad-01-head'])
      await play.report()
      await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
      await play.fill('draft-advance-notice', notice)
      await play.approve()
      await play.fill('serve-advance-notice')
    },
    /** 集体讨论 by five members, all of one mind. */
    async discuss(conclusion: FormData): Promise<void> {
      const members = await Promise.all(
        ['general-director', 'general-deputy-a', 'general-deputy-b', 'general-head', 'legal-head'].map(
          (userName) => bureau.actor(userName),
        ),
      )
      const [host] = members as [Actor]
      await bureau.task(host, 'discuss-collectively', caseId)
      const { discussion } = bureau.cases
      const { id } = await discussion.open(host, caseId, {
        place: '局三楼会议室',
        startedAt: bureau.clock.now(),
        hostId: host.officerId!,
      })
      for (const member of members)
        await discussion.vote(member, id, { choice: 'agree', opinion: '事实清楚，裁量适当' })
      await play.concludeDiscussion(conclusion)
    },
    async concludeDiscussion(conclusion: FormData): Promise<void> {
      await bureau.complete(await bureau.actor('general-director'), 'discuss-collectively', caseId, {
        endedAt: isoInstant(bureau.clock.now()),
        reporter: '孙清源',
        recorder: '法制科记录员',
        reported: '当事人店外占道经营。',
        discussionOutcome: 'penalty',
        ...conclusion,
      })
    },
    /** What the party signed, as evidence, with the day on which it came. */
    waiver: async () => ({
      receivedAt: isoInstant(bureau.clock.now()),
      evidenceId: (await play.photograph(signedWaiver)).id,
    }),
    /** 放弃陈述申辩、听证. */
    async waive(): Promise<void> {
      const given = await play.waiver()
      const { ticket } = await bureau.cases.recordPartyMessage(lead, caseId, 'rights-waived', given)
      await bureau.settled({ ticket: ticket! })
    },
    photograph: (words = { name: '现场照片', shows: '店门外占道摆放的蔬菜筐' }) =>
      bureau.evidence.addFile(lead, caseId, {
        kind: '电子数据',
        mediaType: 'image/png',
        // Another picture each time: the same one is evidence of a case once.
        bytes: Buffer.concat([photo, Buffer.from(`${photographs++}`)]),
        takenAt: bureau.clock.now(),
        place: '示例县人民路 12 号',
        takenBy: lead.officerId!,
        ...words,
      }),
  }
  return play
}

export type Play = Awaited<ReturnType<typeof startCase>>
