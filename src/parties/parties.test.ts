import { sqliteFile } from '../../test/registers/bureau.ts'
import { partiesBehave } from '../../test/registers/parties.ts'

partiesBehave(sqliteFile)
