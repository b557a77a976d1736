/** Where two approvals of a case wait for the same person: each decision names its own. */
import type { WholeBureau } from '../whole-bureau.ts'

/** @param caseOf id of the case, now. */
export function twoApprovals(bureauOf: () => WholeBureau, caseOf: () => string) {
  /** Who is to decide on the subject now agrees. */
  return async function agreeTo(subject: string, userName: string): Promise<void> {
    const bureau = bureauOf()
    const { id } = await bureau.eventually(`the approval of ${subject}`, async () => {
      const [row] = await bureau.database.sql.all<{ id: string }>(
        "SELECT id FROM approvals WHERE case_id = ? AND subject = ? AND state = 'running'",
        [caseOf(), subject],
      )
      return row
    })
    const reviewer = await bureau.actor(userName)
    const task = await bureau.eventually(`the review of ${userName}`, async () =>
      (await bureau.tasks.mine(reviewer, { caseId: caseOf() })).items.find(
        (one) => one.approvalId === id && one.state === 'open',
      ),
    )
    await bureau.settled(
      await bureau.tasks.complete(reviewer, task.userTaskKey, { decision: 'agree', opinion: '同意' }),
    )
  }
}
