/** Accounts, sign-in, sessions, grants, and the policy that every service asks. */
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { Actor, Grant, RoleCode } from './actor.ts'
import type { OidcSignIn } from './oidc.ts'
import type { Policy } from './policy.ts'
import type { RoleTable } from './role-table.ts'
import type { RouteRights } from './route-rights.ts'
import type { SecondFactor } from './second-factor.ts'

export interface Account {
  id: string
  officerId: string | null
  userName: string
  name: string
  disabled: boolean
  password: Password['kind']
  roles: Grant[]
}

/** Of an account: the person's own; a one-time password, to be changed before anything else; none where they sign in at another provider only. */
export type Password = { kind: 'own' | 'one-time'; hash: string } | { kind: 'none' }

export interface OpenedAccount {
  account: Account
  /** Shown this once; null where the account has no password. */
  oneTimePassword: string | null
}

/** What the officers slice knows and a new account needs. */
export interface OfficersOnFile {
  /** @throws Problem `not-found`. */
  get(id: string, sql?: Sql): Promise<{ name: string; active: boolean }>
}

export interface NewAccount {
  id?: string
  officerId: string | null
  userName: string
  name: string
  roles: Grant[]
}

export interface SignInRequest {
  userName: string
  password: string
  /** Of the authenticator app, or a recovery code. */
  code?: string | undefined
  from: string
}

export interface SignedIn {
  /** Goes to the browser once; the database has only its hash. */
  token: string
  /** Epoch ms. */
  expiresAt: number
  /** ms from now until then. */
  length: number
  actor: Actor
}

/** Who holds a role, with the grant by which they do. */
export interface Holder {
  accountId: string
  officerId: string
  grant: Grant
}

export interface Identity extends Policy {
  roleTable: RoleTable
  routeRights: RouteRights
  readonly secondFactor: SecondFactor
  readonly oidc: OidcSignIn
  /**
   * Who holds a role that asks for a second factor and has none is signed in to set one up, and to nothing else.
   * @throws Problem `sign-in-failed`, `code-required`, or `too-many-requests` while the name is locked after repeated failures.
   */
  signIn(request: SignInRequest): Promise<SignedIn>
  /** The actor's own password, once more before something that matters. @throws Problem `sign-in-failed`, `too-many-requests`. */
  requirePassword(actor: Actor, password: string): Promise<{ userName: string }>
  /** A code of the actor's second factor, which is then used up. @throws Problem `sign-in-failed`, `too-many-requests`. */
  requireCode(actor: Actor, code: string): Promise<void>
  /** @throws Problem `input-invalid` for two roles that nobody may hold together 职责分离. */
  requireApart(roles: readonly RoleCode[]): void
  endEnrolling(tx: WriteTransaction, actor: Actor): Promise<void>
  /** By an administrator, for another person who has lost phone and codes; ends their sessions. */
  resetSecondFactor(tx: WriteTransaction, actor: Actor, accountId: string): Promise<void>
  signOut(actor: Actor): Promise<void>
  /** The actor of a session token; undefined when it is unknown, expired, revoked, or its account disabled. */
  actorOf(token: string, from: string): Promise<Actor | undefined>
  /** Revokes every session of an account, or all but the given one. */
  revokeSessions(tx: WriteTransaction, accountId: string, except?: string): Promise<void>
  /** By its owner; ends their other sessions. @throws Problem `sign-in-failed`, `too-many-requests`, `input-invalid`. */
  changePassword(actor: Actor, current: string, next: string): Promise<void>
  /** By an administrator, for another person: ends their sessions and their lock-out. @returns a one-time password. */
  resetPassword(actor: Actor, accountId: string): Promise<string>
  /**
   * By who runs the machine, where no administrator can: ends sessions and lock-out, and the second factor where asked. @returns a one-time password.
   * @throws Problem `not-found`, `conflict` for an account that is disabled.
   */
  resetPasswordAtMachine(
    operator: string,
    userName: string,
    what: { withSecondFactor: boolean },
  ): Promise<string>
  /** Ends a lock-out before its time. @throws Problem as above. */
  unlockAtMachine(operator: string, userName: string): Promise<void>

  account(id: string): Promise<Account>
  accounts(): Promise<Account[]>
  addAccount(tx: WriteTransaction, actor: Actor, account: NewAccount, password: Password): Promise<Account>
  /** By an administrator, for another person: an officer, or somebody with a name. */
  openAccount(
    actor: Actor,
    account: {
      userName: string
      officerId: string | null
      name?: string | undefined
      roles: Grant[]
      password: 'one-time' | 'none'
    },
  ): Promise<OpenedAccount>
  /** So that a bureau can begin. @param name otherwise the role's title. @throws Problem `conflict` while anybody is administrator. */
  openFirstAdministrator(userName: string, name?: string): Promise<OpenedAccount>
  /** The officer has another name now, and so has their account. */
  renameHolder(tx: WriteTransaction, officerId: string, name: string): Promise<void>
  /** Once, while the registers are built. */
  useOfficers(officers: OfficersOnFile): void
  /** @throws Problem `conflict` where the account of an officer who has left should be enabled. */
  setDisabled(tx: WriteTransaction, actor: Actor, accountId: string, disabled: boolean): Promise<void>
  /** The officer has left: their account is disabled, their sessions end. */
  lockHolder(tx: WriteTransaction, actor: Actor, officerId: string): Promise<void>
  /** Replaces the grants of an account. */
  setGrants(tx: WriteTransaction, actor: Actor, accountId: string, roles: Grant[]): Promise<void>
  /** Officers who hold the role by an account that is not disabled. */
  holders(role: RoleCode): Promise<Holder[]>
  /** The grants of an officer, e.g. for delegation: one gives only what one has. */
  grantsOf(officerId: string, sql?: Sql): Promise<Grant[]>
}
