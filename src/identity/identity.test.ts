import { sqliteFile } from '../../test/registers/bureau.ts'
import { identityBehaves } from '../../test/registers/identity.ts'

identityBehaves(sqliteFile)
