/** The tasklist: what is whose, taking a task, giving it back, completing it. Completion facts belong to the slices above, which register for them. */
import type { Audit } from '../audit/service.ts'
import type { Outbox, Projection, Settlement, Ticket } from '../engine/outbox/index.ts'
import type { Variables } from '../engine/port.ts'
import type { Actor } from '../identity/actor.ts'
import type { Policy, PolicyObject } from '../identity/policy.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { Log } from '../platform/log.ts'
import { type NewId, risingIds } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import { settleAct } from './acts.ts'
import { type Memberships, membershipsOf, mayTake, personId } from './candidates.ts'
import { assignTask } from './claim-task.ts'
import { completeInstead, completeTask } from './complete-task.ts'
import type { ElementNames } from './element-names.ts'
import type { FormData } from './form-schema.ts'
import type { Forms } from './forms.ts'
import { handOver } from './hand-over.ts'
import { liveProjection } from './live/changes.ts'
import { createLiveStreams, type LiveStreams } from './live/stream.ts'
import type { TaskActRow, TaskRow } from './model.ts'
import { listTasks, type TaskQuery } from './list.ts'
import { type DoneQuery, listDone } from './list-done.ts'
import { createNotifications, type Notifications } from './notifications.ts'
import { taskProjection } from './projection.ts'
import { tasksAt } from './tasks-at.ts'
import { type CaseLabel, type TaskPage, type TaskView, viewTask } from './views.ts'

/** What the slice above says about a completion: the facts it writes, and what the engine may know of them (ids and routing facts only). */
export interface CompletionHandler {
  /** Form of the tasks it is for; `*` for those that have no handler of their own. */
  formId: string
  /** Checks and writes facts as `submitted`. @throws Problem: then nothing has happened. */
  accept(tx: WriteTransaction, completion: Completion): Promise<Variables>
  /** The engine's verdict, in the transaction that records it. */
  settled(tx: WriteTransaction, act: TaskActRow, settlement: Settlement): Promise<void>
}

export interface Completion {
  actor: Actor
  task: TaskRow
  /** Checked against the form; money in fen. */
  data: FormData
  /** What the form and the task mark for the engine. */
  routing: Variables
  /** Documents as the person saw them, where the door says so. */
  shown: ShownDocument[]
  actId: string
}

export interface ShownDocument {
  documentId: string
  sha256: string
}

/** What the cases slice knows and the tasklist needs. */
export interface CaseAccess {
  /** Open cases that the officer handles. */
  caseIdsOf(officerId: string): Promise<string[]>
  policyObject(caseId: string): Promise<PolicyObject | undefined>
  /** Of a case; null for one that is not known. */
  departmentOf(sql: Sql, caseId: string): Promise<string | null>
  /** @throws Problem `forbidden` when the law asks more of who takes a task of this form than a role: a legal qualification. */
  requireFit(actor: Actor, formId: string): Promise<void>
  /** For lists: number and title of each case, by id. */
  labels(caseIds: string[]): Promise<Map<string, CaseLabel>>
  /** What each of these approvals is about, by id. */
  approvalSubjects(approvalIds: string[]): Promise<Map<string, string>>
}

export interface Submitted {
  actId: string
  ticket: Ticket
}

/** A task that a person has done. */
export interface DoneTask extends TaskView {
  actId: string
  /** Epoch ms. */
  doneAt: number
}

export interface Tasks {
  /** In this order. */
  readonly projections: Projection[]
  readonly live: LiveStreams
  /** One source of ids for acts, decisions and facts, so that what was done later is listed later. */
  readonly newId: NewId
  readonly notifications: Notifications
  /** Once, while the application is built. */
  onCompletion(handler: CompletionHandler): void
  useCaseAccess(access: CaseAccess): void
  /** After each deployment: the feed names forms by key only. */
  rememberForms(forms: { formKey: string; formId: string }[]): void

  /** Open tasks that are assigned to the actor or that they may take, or those that the query asks for; due ones first. @throws Problem `forbidden` where that reaches too far. */
  mine(actor: Actor, query?: TaskQuery): Promise<TaskPage>
  /** What the actor has done, last first. */
  done(actor: Actor, query?: DoneQuery): Promise<{ items: DoneTask[]; next: string | null }>
  ofCase(caseId: string): Promise<TaskView[]>
  /** Open at the instant (epoch ms). @param label the case as it was then. */
  ofCaseAt(caseId: string, at: number, label: CaseLabel): Promise<TaskView[]>
  /** @throws Problem `not-found`, `forbidden`. */
  get(actor: Actor, userTaskKey: string): Promise<TaskView>
  claim(actor: Actor, userTaskKey: string): Promise<Submitted>
  unclaim(actor: Actor, userTaskKey: string): Promise<Submitted>
  /** Hands a task to another candidate-to-be 转办; the slice above has checked whom. Takes part in the caller's transaction. */
  handOver(tx: WriteTransaction, actor: Actor, task: TaskRow, to: { officerId: string }): Promise<Submitted>
  /** @throws Problem `input-invalid` (by the form), `conflict` (ended, or a completion is under way), `forbidden`. */
  complete(actor: Actor, userTaskKey: string, data: FormData, shown?: ShownDocument[]): Promise<Submitted>
  /** The open task of a case that has this form and whose completion nobody has submitted. @param lock a dialect's `forUpdate`, in a transaction. */
  waiting(
    tx: Pick<WriteTransaction, 'sql'>,
    caseId: string,
    formId: string,
    lock?: string,
  ): Promise<TaskRow | undefined>
  /** What a task waits for has come about in another way: completes it, in the caller's transaction; the slice above has checked and written its facts. */
  completeInstead(
    tx: WriteTransaction,
    actor: Actor,
    task: TaskRow,
    given: { data: FormData; actId: string },
  ): Promise<Submitted>
  /** The act as its author may see it. */
  act(actor: Actor, actId: string): Promise<TaskActRow>
  /** The row, for slices above. */
  row(tx: WriteTransaction, userTaskKey: string): Promise<TaskRow>
}

export interface TaskParts {
  database: Database
  clock: Clock
  log: Log
  outbox: Outbox
  audit: Audit
  policy: Policy
  forms: Forms
  elementNames: ElementNames
}

/** What the use cases of this folder share. */
export interface TaskRoom extends TaskParts {
  newId: NewId
  handlers: Map<string, CompletionHandler>
  notifications: Notifications
  membershipsOf(actor: Actor): Promise<Memberships>
  /** Of a case, as far as rights are concerned. */
  policyObject(caseId: string): Promise<PolicyObject | undefined>
  requireTaker(actor: Actor, task: TaskRow): Promise<void>
  requireFit(actor: Actor, task: TaskRow): Promise<void>
}

export function createTasks(parts: TaskParts): Tasks {
  const { database, outbox, policy } = parts
  const handlers = new Map<string, CompletionHandler>()
  const formKeys = new Map<string, string>()
  const notifications = createNotifications(parts)
  let access: CaseAccess = {
    caseIdsOf: () => Promise.resolve([]),
    policyObject: () => Promise.resolve(undefined),
    departmentOf: () => Promise.resolve(null),
    requireFit: () => Promise.resolve(),
    labels: () => Promise.resolve(new Map()),
    approvalSubjects: () => Promise.resolve(new Map()),
  }

  const room: TaskRoom = {
    ...parts,
    newId: risingIds(parts.clock),
    handlers,
    notifications,
    membershipsOf: async (actor) =>
      membershipsOf(actor, actor.officerId === null ? [] : await access.caseIdsOf(actor.officerId)),
    policyObject: (caseId) => access.policyObject(caseId),
    requireFit: (actor, task) => access.requireFit(actor, task.form_id),
    async requireTaker(actor, task) {
      policy.require(actor, 'task.complete')
      if (task.assignee === personId(actor)) return
      if (task.assignee !== null) throw problem('conflict', '任务已由他人认领，请联系认领人退回后再办理')
      if (!(await mayTake(database.sql, task.user_task_key, await room.membershipsOf(actor)))) {
        throw problem('forbidden', '您不是本任务的候选办理人')
      }
    },
  }
  const find = async (userTaskKey: string) => {
    const [task] = await database.sql.all<TaskRow>('SELECT * FROM tasks WHERE user_task_key = ?', [
      userTaskKey,
    ])
    if (!task) throw problem('not-found', `任务 ${userTaskKey} 不存在`)
    return task
  }
  const views = async (rows: TaskRow[]): Promise<TaskView[]> => {
    const labels = await access.labels([...new Set(rows.flatMap(({ case_id }) => case_id ?? []))])
    return viewsOf(rows, ({ case_id }) => (case_id === null ? undefined : labels.get(case_id)))
  }
  const viewsOf = async (rows: TaskRow[], labelOf: (row: TaskRow) => CaseLabel | undefined) => {
    // A task of the case itself bears the last approval's id; only a review is about it.
    const reviewed = ({ form_id, approval_id }: TaskRow) => (form_id === 'review' ? approval_id : null)
    const subjects = await access.approvalSubjects([...new Set(rows.flatMap((row) => reviewed(row) ?? []))])
    return rows.map((row) =>
      viewTask(row, parts.elementNames, labelOf(row), subjects.get(reviewed(row) ?? '')),
    )
  }

  outbox.onSettled('task', (tx, act, settlement) => settleAct(room, tx, act.id, settlement))

  return {
    newId: room.newId,
    projections: [
      liveProjection(),
      taskProjection(database, {
        formIdOf: (formKey) => formKeys.get(formKey),
        departmentOf: (sql, caseId) => access.departmentOf(sql, caseId),
      }),
    ],
    live: createLiveStreams({ ...parts, membershipsOf: room.membershipsOf }),
    notifications,
    onCompletion(handler) {
      if (handlers.has(handler.formId)) throw new Error(`form ${handler.formId} is completed by two slices`)
      handlers.set(handler.formId, handler)
    },
    useCaseAccess(given) {
      access = given
    },
    rememberForms(forms) {
      for (const { formKey, formId } of forms) formKeys.set(formKey, formId)
    },
    async mine(actor, query = {}) {
      policy.require(actor, 'task.read')
      const memberships = await room.membershipsOf(actor)
      const list = { sql: database.sql, policy, memberships }
      const { rows, next } = await listTasks(list, actor, query)
      return { items: await views(rows), next }
    },
    async done(actor, query = {}) {
      policy.require(actor, 'task.read')
      const { done, next } = await listDone(database.sql, actor, query)
      const shown = await views(done.map(({ task }) => task))
      return {
        items: done.map(({ act }, index) => ({ ...shown[index]!, actId: act.id, doneAt: Number(act.at) })),
        next,
      }
    },
    async ofCase(caseId) {
      return views(
        await database.sql.all<TaskRow>(
          "SELECT * FROM tasks WHERE case_id = ? AND state = 'open' ORDER BY created_at",
          [caseId],
        ),
      )
    },
    async ofCaseAt(caseId, at, label) {
      const rows = await tasksAt(database.sql, caseId, at)
      return viewsOf(rows, () => label)
    },
    async get(actor, userTaskKey) {
      const task = await find(userTaskKey)
      const mine =
        task.assignee === personId(actor) ||
        (await mayTake(database.sql, userTaskKey, await room.membershipsOf(actor)))
      if (!mine) {
        const object = task.case_id === null ? undefined : await access.policyObject(task.case_id)
        policy.require(actor, 'case.read', object ?? {})
      }
      return (await views([task]))[0]!
    },
    claim: async (actor, key) => assignTask(room, actor, await find(key), personId(actor)),
    unclaim: async (actor, key) => assignTask(room, actor, await find(key), null),
    handOver: (tx, actor, task, { officerId }) => handOver(room, tx, actor, task, officerId),
    complete: async (actor, key, data, shown = []) => completeTask(room, actor, await find(key), data, shown),
    async waiting({ sql }, caseId, formId, lock = '') {
      const [task] = await sql.all<TaskRow>(
        `SELECT * FROM tasks WHERE case_id = ? AND form_id = ? AND state = 'open' AND submitted_act IS NULL ORDER BY created_at DESC LIMIT 1 ${lock}`,
        [caseId, formId],
      )
      return task
    },
    completeInstead: (tx, actor, task, given) => completeInstead(room, tx, actor, task, given),
    async act(actor, actId) {
      const [act] = await database.sql.all<TaskActRow>('SELECT * FROM task_acts WHERE id = ?', [actId])
      if (!act || act.account_id !== actor.accountId) throw problem('not-found', '没有这次操作的记录')
      return act
    },
    async row(tx, userTaskKey) {
      const [task] = await tx.sql.all<TaskRow>(
        `SELECT * FROM tasks WHERE user_task_key = ? ${database.dialect.forUpdate}`,
        [userTaskKey],
      )
      if (!task) throw problem('not-found', `任务 ${userTaskKey} 不存在`)
      return task
    },
  }
}
