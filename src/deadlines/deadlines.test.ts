import { sqliteFile } from '../../test/databases.ts'
import { deadlinesBehave } from '../../test/registers/deadlines.ts'

deadlinesBehave(sqliteFile)
