import { sqliteFile } from '../../test/databases.ts'
import { rulesBehave } from '../../test/registers/rules.ts'

rulesBehave(sqliteFile)
