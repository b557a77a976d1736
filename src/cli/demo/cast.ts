/** The people of the demo bureau as actors. */
import type { Application } from '../../application.ts'
import { type Actor, hasRole } from '../../identity/actor.ts'
import type { TaskView } from '../../tasks/index.ts'

export interface Cast {
  byUserName(userName: string): Actor
  byOfficer(officerId: string): Actor
  /** The title of a role: the one that a task asks for, else the first that this person holds. */
  roleOf(actor: Actor, role?: string): string
  /** The lead officer where they may, else whoever may; and the role that the task is offered to, where it is offered to one. */
  whoMay(task: TaskView, lead: Actor): Promise<{ who: Actor; role: string | undefined }>
  readonly legal: Actor
  readonly supervisor: Actor
}

export async function castOf(app: Application): Promise<Cast> {
  const accounts = await app.identity.accounts()
  const actors = new Map(
    accounts.map(({ id, officerId, name, roles, userName }) => [
      userName,
      { accountId: id, officerId, name, roles, from: 'demo' } as Actor,
    ]),
  )
  const find = (what: string, test: (actor: Actor, userName: string) => boolean): Actor => {
    const found = [...actors].find(([userName, actor]) => test(actor, userName))
    if (!found) throw new Error(`the demo bureau has no ${what}`)
    return found[1]
  }
  const titleOf = (actor: Actor, role = actor.roles[0]?.role ?? 'officer') =>
    app.identity.roleTable.roles.get(role)?.title ?? ''
  const roleOffered = async ({ userTaskKey }: TaskView, { roles }: Actor): Promise<string | undefined> => {
    const offers = await app.database.sql.all<{ candidate: string }>(
      "SELECT candidate FROM task_candidates WHERE user_task_key = ? AND kind = 'group'",
      [userTaskKey],
    )
    return roles.find(({ role }) => offers.some(({ candidate }) => candidate.split(':')[1] === role))?.role
  }
  return {
    byUserName: (userName) => find(`account ${userName}`, (_actor, name) => name === userName),
    byOfficer: (officerId) =>
      find(`account of officer ${officerId}`, (actor) => actor.officerId === officerId),
    roleOf: titleOf,
    async whoMay(task, lead) {
      for (const actor of [lead, ...actors.values()]) {
        if (actor !== lead && hasRole(actor, 'administrator')) continue
        const { items } = await app.tasks.mine(actor, { caseId: task.caseId! }).catch(() => ({ items: [] }))
        if (items.some(({ userTaskKey }) => userTaskKey === task.userTaskKey))
          return { who: actor, role: await roleOffered(task, actor) }
      }
      throw new Error(`nobody may do ${task.elementId} (${task.title})`)
    },
    legal: find('member of the legal section', (actor) => hasRole(actor, 'legal-section')),
    supervisor: find('supervisor', (actor) => hasRole(actor, 'supervisor')),
  }
}
