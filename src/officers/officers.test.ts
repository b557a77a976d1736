import { sqliteFile } from '../../test/databases.ts'
import { officersBehave } from '../../test/registers/officers.ts'

officersBehave(sqliteFile)
