/** Who answers for what a command does. */
import type { Actor } from '../identity/actor.ts'
import type { Identity } from '../identity/service.ts'

/** @throws Error where no account in use has the name. */
export async function actorNamed(identity: Pick<Identity, 'accounts'>, userName: string): Promise<Actor> {
  const account = (await identity.accounts()).find((one) => one.userName === userName && !one.disabled)
  if (!account) throw new Error(`没有可用的账号 ${userName}`)
  const { id: accountId, officerId, name, roles } = account
  return { accountId, officerId, name, roles, from: 'command line' }
}
