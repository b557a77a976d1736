import { sqliteFile } from '../../test/databases.ts'
import { identityBehaves } from '../../test/registers/identity.ts'

identityBehaves(sqliteFile)
