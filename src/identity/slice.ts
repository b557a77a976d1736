/** Builds the identity slice: data/roles.yaml, accounts, sessions, policy. */
import type { Audit } from '../audit/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { createAccountOpening } from './account-opening.ts'
import { createAccountPasswords } from './account-passwords.ts'
import { createAccountRescue } from './account-rescue.ts'
import { createAccounts } from './accounts.ts'
import type { FieldCipher } from './field-cipher.ts'
import { createOidcSignIn, type OidcSettings } from './oidc.ts'
import { createPolicy } from './policy.ts'
import { readRoleTable } from './role-table.ts'
import { readRouteRights } from './route-rights.ts'
import type { Identity } from './service.ts'
import { createLockOut } from './lock-out.ts'
import { createSecondFactor } from './second-factor.ts'
import { createSessions } from './sessions.ts'
import { readSignInRules } from './sign-in-rules.ts'

export interface IdentityParts {
  database: Database
  clock: Clock
  audit: Audit
  /** The folder `data/`. */
  seedFolder: string
  cipher: FieldCipher
  /** A demo bureau may waive the second factor. */
  demo: boolean
  /** Sign-in at another provider; left out: passwords only. */
  oidc?: OidcSettings | undefined
}

/** @throws ZodError when data/roles.yaml is malformed. */
export function createIdentity({
  database,
  clock,
  audit,
  seedFolder,
  cipher,
  demo,
  oidc: settings,
}: IdentityParts): Identity {
  const roleTable = readRoleTable(seedFolder)
  const policy = createPolicy(roleTable)
  const rules = readSignInRules(seedFolder, demo)
  const lockOut = createLockOut({ database, clock, audit, rules })
  const secondFactor = createSecondFactor({ database, clock, audit, cipher, rules })
  const revokeSessions = (tx: WriteTransaction, accountId: string, except?: string) =>
    sessions.revokeSessions(tx, accountId, except)
  const { find, requireOther, ...accounts } = createAccounts({
    database,
    clock,
    audit,
    policy,
    roleTable,
    lockOut,
    secondFactor,
    revokeSessions,
    requireOnDuty: (sql, officerId) => requireOnDuty(sql, officerId),
  })
  const passwords = createAccountPasswords({
    database,
    audit,
    lockOut,
    rules,
    find,
    requireOther,
    revokeSessions,
  })
  const { requireOnDuty, ...opening } = createAccountOpening({
    database,
    policy,
    roleTable,
    elsewhere: settings !== undefined,
    addAccount: accounts.addAccount,
  })
  const rescue = createAccountRescue({ database, audit, lockOut, secondFactor, revokeSessions })
  const sessions = createSessions({
    database,
    clock,
    audit,
    rules,
    lockOut,
    secondFactor,
    grantsOfAccount: accounts.grantsOfAccount,
  })
  const { finish, ...opened } = sessions
  const oidc = createOidcSignIn({ database, clock, rules, settings, finish })
  return {
    roleTable,
    routeRights: readRouteRights(seedFolder),
    secondFactor,
    oidc,
    ...policy,
    ...accounts,
    ...passwords,
    ...opening,
    ...rescue,
    ...opened,
  }
}
