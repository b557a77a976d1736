import { sqliteFile } from '../../test/databases.ts'
import { officerFilesBehave } from '../../test/registers/officer-files.ts'

officerFilesBehave(sqliteFile)
