import { sqliteFile } from '../../test/registers/bureau.ts'
import { officersBehave } from '../../test/registers/officers.ts'

officersBehave(sqliteFile)
