/** 待办页: a page of what one may do now, with what is left of its time and the words with which it came. */
import type { LastWords } from '../approvals/index.ts'
import type { TimeLeft } from '../deadlines/time-left.ts'
import type { Actor } from '../identity/actor.ts'
import type { TaskView } from '../tasks/index.ts'
import type { CaseRoom } from './room.ts'

export interface TasklistItem extends TaskView {
  /** Null: nothing is due. */
  due: TimeLeft | null
  /** Null: nobody has sent it, the process has. */
  sent: LastWords | null
}

export interface TasklistQuery {
  /** Only what is assigned to the actor. */
  assigned?: boolean
  cursor?: string
  limit?: number
}

export async function tasklist(
  { tasks, approvals, deadlines, database }: CaseRoom,
  actor: Actor,
  query: TasklistQuery,
): Promise<{ items: TasklistItem[]; next: string | null }> {
  const { items, next } = await tasks.mine(actor, query)
  const words = await approvals.lastWords(
    database.sql,
    items.flatMap(({ approvalId }) => approvalId ?? []),
  )
  return {
    items: items.map((task) => ({
      ...task,
      due: task.dueAt === null ? null : deadlines.leftBetween(task.createdAt, task.dueAt),
      sent: words.get(task.approvalId ?? '') ?? null,
    })),
    next,
  }
}
