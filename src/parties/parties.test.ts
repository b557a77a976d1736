import { sqliteFile } from '../../test/databases.ts'
import { partiesBehave } from '../../test/registers/parties.ts'

partiesBehave(sqliteFile)
