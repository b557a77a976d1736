import { sqliteFile } from '../../test/databases.ts'
import { officerCertificatesBehave } from '../../test/registers/officer-certificates.ts'

officerCertificatesBehave(sqliteFile)
