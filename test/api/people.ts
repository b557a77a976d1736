/** One person of every role who is near a thing of the furnished bureau (of its squad or department, or of the whole bureau) or far from it. */
import type { RoleCode } from '../../src/identity/actor.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'

/** `own`: a thing's officer · `near`: of its department · `far`: of another. Who has the whole bureau is far from everything. */
export type Nearness = 'own' | 'near' | 'far'

export interface Tried {
  role: RoleCode
  nearness: Nearness
  userName: string
}

export const people: Tried[] = [
  { role: 'officer', nearness: 'own', userName: 'squad-01-officer-1' },
  { role: 'officer', nearness: 'near', userName: 'squad-01-officer-3' },
  { role: 'officer', nearness: 'far', userName: 'squad-06-officer-1' },
  { role: 'unit-legal-officer', nearness: 'near', userName: 'squad-01-legal' },
  { role: 'unit-legal-officer', nearness: 'far', userName: 'squad-06-legal' },
  { role: 'department-head', nearness: 'near', userName: 'squad-01-head' },
  { role: 'department-head', nearness: 'far', userName: 'squad-06-head' },
  { role: 'deputy-director', nearness: 'near', userName: 'general-deputy-a' },
  { role: 'deputy-director', nearness: 'far', userName: 'general-deputy-b' },
  { role: 'legal-section', nearness: 'far', userName: 'legal-reviewer-1' },
  { role: 'director', nearness: 'far', userName: 'general-director' },
  { role: 'board', nearness: 'far', userName: 'squad-10-officer-1' },
  { role: 'warehouse-keeper', nearness: 'far', userName: 'property-keeper-1' },
  { role: 'statistician', nearness: 'far', userName: 'general-statistician' },
  { role: 'supervisor', nearness: 'far', userName: 'supervision-supervisor-1' },
  { role: 'designer', nearness: 'far', userName: 'command-designer-1' },
  { role: 'rule-owner', nearness: 'far', userName: 'legal-rules-2' },
  { role: 'administrator', nearness: 'far', userName: 'general-admin-1' },
]

/** People of one role alone, so that nothing is theirs by another. */
export async function leaveOneRoleEach(bureau: WholeBureau): Promise<void> {
  await bureau.database.write(async (tx) => {
    for (const { role, userName } of people) {
      const { accountId, roles } = await bureau.actor(userName)
      const alone =
        role === 'board'
          ? [{ role, scope: 'bureau' as const, departmentId: null }]
          : roles.filter((one) => one.role === role)
      if (alone.length !== roles.length || role === 'board')
        await bureau.identity.setGrants(tx, (await bureau.actor('general-admin-2'))!, accountId, alone)
    }
  })
}
