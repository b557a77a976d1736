/**
 * The bureau's registers put together: people and rights, the four databases 四库 (officers, parties, violations, laws), time limits, the audit chain.
 * They need a database and a clock, no engine.
 */
import { randomBytes } from 'node:crypto'
import { createAudit } from './audit/service.ts'
import { limitCitations } from './deadlines/citations.ts'
import { createDeadlines } from './deadlines/slice.ts'
import type { FieldCipher } from './identity/field-cipher.ts'
import type { OidcSettings } from './identity/oidc.ts'
import { createKeyRotation } from './identity/key-rotation.ts'
import { secretPlace } from './identity/second-factor.ts'
import { createIdentity } from './identity/slice.ts'
import { createLaws } from './laws/slice.ts'
import { templateCitations } from './laws/template-citations.ts'
import { createDemoBureau, type DemoSignIn } from './officers/demo-bureau.ts'
import { createOfficers } from './officers/slice.ts'
import { places } from './notifications/model.ts'
import { createParties } from './parties/slice.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import { answerColumns } from './sealed-answers.ts'
import { violationCitations } from './violations/citations.ts'
import { createViolations } from './violations/slice.ts'

/** What a first start on an empty database made: printed once, kept nowhere. */
export interface NewDemo {
  password: string
  signIns: DemoSignIn[]
}

export type Registers = ReturnType<typeof createRegisters>

export function createRegisters(parts: {
  database: Database
  /** The same with what is sealed as it is stored; left out where `database` shows it so. */
  stored?: Database
  clock: Clock
  cipher: FieldCipher
  seedFolder: string
  templatesFolder: string
  demo: boolean
  oidc?: OidcSettings | undefined
}) {
  const { database, clock, cipher, seedFolder, templatesFolder, demo } = parts
  const audit = createAudit({ database, clock })
  const identity = createIdentity({ database, clock, audit, seedFolder, cipher, demo, oidc: parts.oidc })
  const officers = createOfficers({ database, clock, audit, identity, cipher, seedFolder })
  identity.useOfficers(officers)
  const parties = createParties({ database, clock, audit, policy: identity, cipher, seedFolder })
  const laws = createLaws({
    database,
    clock,
    audit,
    policy: identity,
    seedFolder,
    citationSources: [violationCitations(audit), limitCitations, templateCitations(templatesFolder)],
    demo,
  })
  const violations = createViolations({ database, clock, policy: identity, laws, seedFolder, demo })
  const deadlines = createDeadlines({
    database,
    clock,
    audit,
    identity,
    confirmations: laws.confirmations,
    seedFolder,
    demo,
  })
  laws.ruleTexts.use(deadlines.ruleSource)
  const keyRotation = createKeyRotation({
    database: parts.stored ?? database,
    audit,
    cipher,
    sealed: [
      parties.sealedColumns,
      { table: 'officers', key: 'id', columns: { phone: 'officers.phone' } },
      { table: 'clues', key: 'id', columns: { personal: 'clues.personal' } },
      { table: 'notification_settings', key: 'officer_id', columns: places },
      { table: 'second_factors', key: 'account_id', columns: { secret: secretPlace } },
      ...answerColumns,
    ],
  })

  return {
    audit,
    identity,
    officers,
    parties,
    laws,
    violations,
    deadlines,
    keyRotation,

    /** Brings the rules of the seed folder into the database: a version that is there stays as it is. */
    async seed(): Promise<void> {
      await database.write(async (tx) => {
        await laws.seed(tx)
        await violations.seed(tx)
        await deadlines.seed(tx)
      })
      await parties.refreshIndexes()
    },

    /** Nothing where the database knows somebody already. */
    async makeDemoBureau(password = randomBytes(9).toString('base64url')): Promise<NewDemo | undefined> {
      const signIns = await createDemoBureau({ database, clock, identity, officers, seedFolder, password })
      return signIns.length > 0 ? { password, signIns } : undefined
    },
  }
}
