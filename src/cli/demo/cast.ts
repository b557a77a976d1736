/** The people of the demo bureau as actors. */
import type { Application } from '../../application.ts'
import { type Actor, hasRole } from '../../identity/actor.ts'
import type { TaskView } from '../../tasks/index.ts'

export interface Cast {
  byUserName(userName: string): Actor
  byOfficer(officerId: string): Actor
  /** The title of the role that counts for what this person does. */
  roleOf(actor: Actor): string
  /** The lead officer where they may, else whoever may. */
  whoMay(task: TaskView, lead: Actor): Promise<Actor>
  readonly legal: Actor
  readonly supervisor: Actor
}

export async function castOf(app: Application): Promise<Cast> {
  const accounts = await app.identity.accounts()
  const actors = new Map(
    accounts.map(({ id, officerId, name, roles, userName }) => [userName, { accountId: id, officerId, name, roles, from: 'demo' } as Actor]),
  )
  const find = (what: string, test: (actor: Actor, userName: string) => boolean): Actor => {
    const found = [...actors].find(([userName, actor]) => test(actor, userName))
    if (!found) throw new Error(`the demo bureau has no ${what}`)
    return found[1]
  }
  const titleOf = (actor: Actor) => app.identity.roleTable.roles.get(actor.roles[0]?.role ?? 'officer')?.title ?? ''
  return {
    byUserName: (userName) => find(`account ${userName}`, (_actor, name) => name === userName),
    byOfficer: (officerId) => find(`account of officer ${officerId}`, (actor) => actor.officerId === officerId),
    roleOf: titleOf,
    async whoMay(task, lead) {
      for (const actor of [lead, ...actors.values()]) {
        if (actor !== lead && hasRole(actor, 'administrator')) continue
        const { items } = await app.tasks.mine(actor, { caseId: task.caseId! }).catch(() => ({ items: [] }))
        if (items.some(({ userTaskKey }) => userTaskKey === task.userTaskKey)) return actor
      }
      throw new Error(`nobody may do ${task.elementId} (${task.title})`)
    },
    legal: find('member of the legal section', (actor) => hasRole(actor, 'legal-section')),
    supervisor: find('supervisor', (actor) => hasRole(actor, 'supervisor')),
  }
}
