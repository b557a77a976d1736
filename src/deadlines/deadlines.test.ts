import { sqliteFile } from '../../test/registers/bureau.ts'
import { deadlinesBehave } from '../../test/registers/deadlines.ts'

deadlinesBehave(sqliteFile)
