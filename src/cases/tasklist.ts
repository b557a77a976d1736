/** 待办页: a page of what one may do now, with what is left of its time and the words with which it came; what one has done, and what one got a copy of. */
import type { LastWords } from '../approvals/index.ts'
import type { TimeLeft } from '../deadlines/time-left.ts'
import type { Actor } from '../identity/actor.ts'
import type { DoneQuery, DoneTask, TaskQuery, TaskView } from '../tasks/index.ts'
import { labelsOf } from './case-names.ts'
import type { CaseRoom } from './room.ts'

interface TasklistItem extends TaskView {
  /** Null: nothing is due. */
  due: TimeLeft | null
  /** Null: nobody has sent it, the process has. */
  sent: LastWords | null
  /** Name of who has taken it; null: nobody, or somebody who is no officer. */
  assigneeName: string | null
  /** Name of the officer in whose place one is asked 委托; null: one is asked oneself. */
  inPlaceOf: string | null
}

/** `delegated`: only what one is asked in another's place. */
interface TasklistQuery extends Omit<TaskQuery, 'whose'> {
  whose?: TaskQuery['whose'] | 'delegated'
}

interface Tasklist {
  items: TasklistItem[]
  next: string | null
}

export interface Tasklists {
  /** @throws Problem `forbidden` where the query reaches too far. */
  open(actor: Actor, query: TasklistQuery): Promise<Tasklist>
  /** What one has done, last first. */
  done(actor: Actor, query: DoneQuery): Promise<{ items: DoneItem[]; next: string | null }>
  /** Approvals one got a copy of 抄送, last first. */
  copied(actor: Actor, query: DoneQuery): Promise<{ items: CopiedItem[]; next: string | null }>
}

export function createTasklists(room: CaseRoom): Tasklists {
  return {
    open: (actor, query) => tasklist(room, actor, query),
    done: (actor, query) => doneTasks(room, actor, query),
    copied: (actor, query) => copiedApprovals(room, actor, query),
  }
}

async function tasklist(room: CaseRoom, actor: Actor, { whose, ...query }: TasklistQuery): Promise<Tasklist> {
  if (whose === 'delegated') return delegated(room, actor, query)
  const { items, next } = await room.tasks.mine(actor, { ...query, whose })
  return { items: await withTheirCourse(room, actor, items), next }
}

/** Few are asked in another's place, and only by name: those by name are gone through until some are found. */
async function delegated(room: CaseRoom, actor: Actor, query: TasklistQuery): Promise<Tasklist> {
  let cursor = query.cursor
  for (;;) {
    const { items, next } = await room.tasks.mine(actor, { ...query, whose: 'asked', cursor })
    const found = (await withTheirCourse(room, actor, items)).filter(({ inPlaceOf }) => inPlaceOf !== null)
    if (found.length > 0 || next === null) return { items: found, next }
    cursor = next
  }
}

async function withTheirCourse(
  { approvals, deadlines, officers, database: { sql } }: CaseRoom,
  { officerId }: Actor,
  items: TaskView[],
): Promise<TasklistItem[]> {
  const ids = items.flatMap(({ approvalId }) => approvalId ?? [])
  const words = await approvals.lastWords(sql, ids)
  const places = officerId === null ? new Map() : await approvals.asksInPlaceOf(sql, officerId, ids)
  const people = [...places.values(), ...items.flatMap(({ assignee }) => assignee ?? [])]
  const names = new Map((await officers.getMany([...new Set(people)])).map(({ id, name }) => [id, name]))
  return items.map((task) => ({
    ...task,
    due: task.dueAt === null ? null : deadlines.leftBetween(task.createdAt, task.dueAt),
    sent: words.get(task.approvalId ?? '') ?? null,
    assigneeName: names.get(task.assignee ?? '') ?? null,
    // A task of the case itself bears the last approval's id; only a review is about it.
    inPlaceOf: task.formId === 'review' ? (names.get(places.get(task.approvalId ?? '')) ?? null) : null,
  }))
}

interface DoneItem extends DoneTask {
  /** Of a review: what one decided. */
  decided: LastWords | null
}

async function doneTasks(
  { tasks, approvals, database }: CaseRoom,
  actor: Actor,
  query: DoneQuery,
): Promise<{ items: DoneItem[]; next: string | null }> {
  const { items, next } = await tasks.done(actor, query)
  const decisions = await approvals.decisions(
    database.sql,
    items.map(({ actId }) => actId),
  )
  return { items: items.map((item) => ({ ...item, decided: decisions.get(item.actId) ?? null })), next }
}

interface CopiedItem {
  id: string
  approvalId: string
  /** What the approval is about: 立案审批表. */
  title: string
  caseId: string
  caseNumber: string | null
  caseTitle: string | null
  /** Who sent the copy, and when (epoch ms). */
  by: string
  at: number
  state: string
  /** Null while it runs. */
  outcome: string | null
}

async function copiedApprovals(
  room: CaseRoom,
  { officerId }: Actor,
  query: DoneQuery,
): Promise<{ items: CopiedItem[]; next: string | null }> {
  const {
    approvals,
    officers,
    database: { sql },
  } = room
  if (officerId === null) return { items: [], next: null }
  const { copies, next } = await approvals.copiedTo(sql, officerId, query)
  const subjects = await approvals.subjects(
    sql,
    copies.map(({ approval }) => approval.id),
  )
  const labels = await labelsOf(room, [...new Set(copies.map(({ approval }) => approval.case_id))])
  const senders = await officers.getMany([...new Set(copies.map(({ copy }) => copy.sent_by))])
  const names = new Map(senders.map(({ id, name }) => [id, name]))
  return {
    items: copies.map(({ copy, approval }) => ({
      id: copy.id,
      approvalId: approval.id,
      title: subjects.get(approval.id) ?? '审批',
      caseId: approval.case_id,
      caseNumber: labels.get(approval.case_id)?.number ?? null,
      caseTitle: labels.get(approval.case_id)?.title ?? null,
      by: names.get(copy.sent_by) ?? '',
      at: Number(copy.sent_at),
      state: approval.state,
      outcome: approval.outcome,
    })),
    next,
  }
}
