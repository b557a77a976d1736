/** The behaviours of the registers once more, on MariaDB. */
import { accountsBehave } from './accounts.ts'
import { auditBehaves } from './audit.ts'
import { mariadbDatabase } from '../databases.ts'
import { deadlinesBehave } from './deadlines.ts'
import { identityBehaves } from './identity.ts'
import { keyRotationBehaves } from './key-rotation.ts'
import { lawLibraryBehaves } from './law-library.ts'
import { lawPlacesBehave } from './law-places.ts'
import { migrationsBehave } from './migrations.ts'
import { officerCertificatesBehave } from './officer-certificates.ts'
import { officerFilesBehave } from './officer-files.ts'
import { officersBehave } from './officers.ts'
import { partyFilesBehave } from './party-files.ts'
import { partyMergingBehaves } from './party-merging.ts'
import { partiesBehave } from './parties.ts'
import { routesBehave } from './routes.ts'
import { rulesBehave } from './rules.ts'
import { signInBehaves } from './sign-in.ts'
import { violationDraftsBehave } from './violation-drafts.ts'

describe('registers on MariaDB', function () {
  this.timeout(120_000)
  const behaviours = [
    migrationsBehave,
    auditBehaves,
    identityBehaves,
    signInBehaves,
    accountsBehave,
    keyRotationBehaves,
    officersBehave,
    officerCertificatesBehave,
    officerFilesBehave,
    partiesBehave,
    partyFilesBehave,
    partyMergingBehaves,
    rulesBehave,
    lawLibraryBehaves,
    lawPlacesBehave,
    violationDraftsBehave,
    deadlinesBehave,
    routesBehave,
  ]
  for (const behave of behaviours) behave(mariadbDatabase)
})
