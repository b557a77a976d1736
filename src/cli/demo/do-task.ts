/** A task of the story done by whoever may do it: its form filled in, or the tier's decision given. */
import type { Application } from '../../application.ts'
import type { Actor } from '../../identity/actor.ts'
import type { FormData, TaskView } from '../../tasks/index.ts'
import type { Cast } from './cast.ts'
import type { DemoInput } from './input.ts'
import { type Say, settled, stageTitle } from './step.ts'
import { fillTime, type StoryTime } from './story-time.ts'

const oneLine = (title: string) => title.replace(/\s+/g, '')
const decisionWords: { [decision: string]: string } = { agree: '同意', return: '退回', reject: '不予批准' }

export async function fill(
  app: Application,
  cast: Cast,
  input: DemoInput,
  task: TaskView,
  known: { lead: Actor; recorder: Actor; partyId: string; time: StoryTime; seenAt: number },
  say: Say,
): Promise<void> {
  const { who, role } = await cast.whoMay(task, known.lead)
  if (task.elementId === 'draft-closing-report') await signRecords(app, who, task.caseId!, say)
  const form = app.forms.get(task.formId)
  const offered: FormData = {
    partyId: known.partyId,
    violationCode: input.violation.code,
    recorder: known.recorder.officerId!,
  }
  const data = {
    ...Object.fromEntries(
      Object.entries(offered).filter(([key]) => form?.components.some((component) => component.key === key)),
    ),
    ...(fillTime(input.facts[task.elementId] ?? {}, known.time.now(), known.seenAt) as FormData),
  }
  await complete(app, who, task, data)
  say(
    stageTitle(task.stage),
    oneLine(task.title),
    { element: task.elementId, role: cast.roleOf(who, role), ...(task.law !== null && { law: task.law }) },
    who,
  )
}

/** 笔录 are signed on paper in a story: nobody of it has a device in hand. */
async function signRecords(app: Application, who: Actor, caseId: string, say: Say): Promise<void> {
  for (const { documentId, name } of await app.signatures.unsigned(who, caseId)) {
    await app.signatures.recordPaperOriginal(who, documentId, {
      note: '当事人、执法人员已在原件上逐页签名。',
    })
    say('结案归档', `登记《${name}》的纸质原件`, { law: '行政处罚法 第五十五条' }, who)
  }
}

export async function review(
  app: Application,
  cast: Cast,
  input: DemoInput,
  task: TaskView,
  rounds: Map<string, { round: number; place: number }>,
  say: Say,
): Promise<void> {
  const approval = await app.approvals.get(cast.supervisor, task.approvalId!)
  const tier = approval.route.find(({ index }) => index === approval.tierIndex)!
  const who = cast.byOfficer(approval.waitingFor[0]!.officerId)
  const key = input.decisions[`${approval.stage}/${approval.subject}`]
    ? `${approval.stage}/${approval.subject}`
    : approval.stage
  const at = rounds.get(approval.id) ?? {
    round: [...rounds.keys()].filter((id) => id.startsWith(`${key} `)).length,
    place: 0,
  }
  if (at.place === 0) rounds.set(`${key} ${approval.id}`, at)
  const decision = input.decisions[key]?.[at.round]?.[at.place] ?? {
    decision: 'agree' as const,
    opinion: '同意。',
  }
  rounds.set(approval.id, { ...at, place: at.place + 1 })
  const data: FormData = {
    decision: decision.decision,
    opinion: decision.opinion,
    ...(decision.decision === 'return' && { returnTo: decision.returnTo ?? 0 }),
  }
  await complete(app, who, task, data)
  say(
    stageTitle(task.stage),
    `审批 第 ${approval.tierIndex} 级 ${tier.tier}`,
    {
      element: task.elementId,
      role: tier.tier,
      decision: decisionWords[decision.decision]!,
      opinion: decision.opinion,
      ...(task.law !== null && { law: task.law }),
    },
    who,
  )
}

async function complete(app: Application, who: Actor, task: TaskView, data: FormData): Promise<void> {
  try {
    const { ticket } = await app.tasks.complete(who, task.userTaskKey, data)
    await settled(app, ticket)
  } catch (error) {
    const fields = (error as { fields?: { path: string; message: string }[] }).fields ?? []
    throw new Error(
      [
        `${task.elementId}(${task.title}): ${(error as Error).message}`,
        ...fields.map(({ path, message }) => `facts.${task.elementId}.${path}: ${message}`),
      ].join('\n'),
      { cause: error },
    )
  }
}
