/** What everybody of a case does in their tasks: forms filled in, reviews through the tiers. */
import { ordinaryForms } from '../../cases/ordinary-forms.ts'
import type { Task } from '../story-steps.ts'
import { CaseSeen } from './case-seen.ts'

export class CaseTasks extends CaseSeen {
  get head(): string {
    return `${this.squad}-head`
  }

  get deputy(): string {
    return Number(this.squad.slice(-2)) <= 5 ? 'general-deputy-a' : 'general-deputy-b'
  }

  get tiers(): readonly string[] {
    return [`${this.squad}-legal`, this.head, 'legal-reviewer-1', this.deputy]
  }

  async form(elementId: string): Promise<{ [field: string]: unknown }> {
    const recorder = await this.year.idOf(this.assisting)
    const { person } = this.party
    return (
      ordinaryForms({ partyId: this.party.id, recorder, now: this.year.bureau.now(), person })[elementId] ??
      {}
    )
  }

  /** @throws Error where it is refused: the story can't go on. */
  async complete(by: string, task: Task, data: object): Promise<void> {
    const person = await this.year.as(by)
    const reply = await this.year.steps.complete(person, task, data)
    await this.year.steps.effective(`${this.caseId} ${task.elementId}`, person, reply)
    if (reply.status >= 300) throw new Error(`${task.elementId} by ${by}: ${JSON.stringify(reply.body)}`)
  }

  async fill(elementId: string, change: object = {}, by: string = this.lead): Promise<void> {
    if (elementId === 'draft-closing-report') await this.signRecords()
    const task = await this.year.steps.taskOf(await this.year.as(by), this.caseId, elementId)
    await this.complete(by, task, { ...(await this.form(elementId)), ...change })
  }

  async refusesToFill(
    elementId: string,
    change: object,
    path: string,
    by: string = this.lead,
  ): Promise<void> {
    const person = await this.year.as(by)
    const task = await this.year.steps.taskOf(person, this.caseId, elementId)
    const reply = await this.year.steps.complete(person, task, { ...(await this.form(elementId)), ...change })
    await this.year.steps.refused(`${elementId} with a wrong ${path}`, reply, [422])
    const { fields = [] } = reply.body as unknown as { fields?: { path: string }[] }
    this.year.check.true(
      `${elementId}: ${path} is named`,
      fields.some((one) => one.path === path),
    )
  }

  /** @param subject which approval, where several of the case wait for the same people. */
  async decide(by: string, decision: object, subject?: string): Promise<void> {
    const approval = subject === undefined ? undefined : await this.approval(subject)
    const task = await this.year.steps.taskOf(
      await this.year.as(by),
      this.caseId,
      'review',
      ({ approvalId }) => approval === undefined || approvalId === approval,
    )
    await this.complete(by, task, { opinion: '同意', ...decision })
  }

  /** All tiers agree, one after another. */
  /** Every tier is against it; the last one decides. */
  async refuseToApprove(
    opinion: string,
    subject?: string,
    by: readonly string[] = this.tiers,
  ): Promise<void> {
    for (const userName of by) await this.decide(userName, { decision: 'reject', opinion }, subject)
  }
  async approve(by: readonly string[] = this.tiers, subject?: string): Promise<void> {
    for (const userName of by) await this.decide(userName, { decision: 'agree' }, subject)
  }

  /** 案审会票签 by three of the four members who are left, then the head of the organ, who had a vote of the board as well. */
  async approveHeavy(): Promise<void> {
    const director = await this.year.as('general-director')
    const others = this.deputy === 'general-deputy-a' ? 'general-deputy-b' : 'general-deputy-a'
    await this.approve([...this.tiers, 'legal-head', others])
    const { userTaskKey: vote } = await this.year.steps.taskOf(director, this.caseId, 'review')
    await this.approve(['general-head'])
    const own = await this.year.steps.taskOf(
      director,
      this.caseId,
      'review',
      ({ userTaskKey }) => userTaskKey !== vote,
    )
    await this.complete('general-director', own, { decision: 'agree', opinion: '同意' })
  }
}
