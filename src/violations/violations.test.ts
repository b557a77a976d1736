import { sqliteFile } from '../../test/registers/bureau.ts'
import { rulesBehave } from '../../test/registers/rules.ts'

rulesBehave(sqliteFile)
