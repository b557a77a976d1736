/** Builds the identity slice: data/roles.yaml, accounts, sessions, policy. */
import type { Audit } from '../audit/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { createAccounts } from './accounts.ts'
import { createPolicy } from './policy.ts'
import { readRoleTable } from './role-table.ts'
import type { Identity } from './service.ts'
import { createSessions, defaultSignInRules, type SignInRules } from './sessions.ts'

export interface IdentityParts {
  database: Database
  clock: Clock
  audit: Audit
  /** The folder `data/`. */
  seedFolder: string
  signInRules?: SignInRules
}

/** @throws ZodError when data/roles.yaml is malformed. */
export function createIdentity({
  database,
  clock,
  audit,
  seedFolder,
  signInRules = defaultSignInRules,
}: IdentityParts): Identity {
  const roleTable = readRoleTable(seedFolder)
  const policy = createPolicy(roleTable)
  const accounts = createAccounts({
    database,
    clock,
    audit,
    policy,
    revokeSessions: (tx, accountId, except) => sessions.revokeSessions(tx, accountId, except),
  })
  const sessions = createSessions({
    database,
    clock,
    audit,
    rules: signInRules,
    grantsOfAccount: accounts.grantsOfAccount,
  })
  return { roleTable, ...policy, ...accounts, ...sessions }
}
