/** What the law asks at the step of a task, with the article in words; at an approval what it asks of its stage. */
import type { ApprovalView } from '../approvals/index.ts'
import type { ProcedureDuty, Stage } from '../laws/procedure-knowledge.ts'
import type { TaskView } from '../tasks/index.ts'
import type { CaseRoom } from './room.ts'

export type StepDuty = ProcedureDuty & { citation: string }

export async function stepDuties(
  { laws }: CaseRoom,
  task: TaskView,
  approval: ApprovalView | null,
): Promise<StepDuty[]> {
  const knowledge = laws.procedureKnowledge
  const found = approval
    ? knowledge
        .find({ stage: approval.stage as Stage })
        .filter(({ elements }) => elements.length === 0 || elements.includes(`approve-${approval.stage}`))
    : knowledge.find({ elementId: task.elementId })
  return Promise.all(found.map(async (one) => ({ ...one, citation: await laws.cite(one.reference) })))
}
