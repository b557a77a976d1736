import { sqliteFile } from '../../test/databases.ts'
import { rulesBehave } from '../../test/registers/rules.ts'
import { violationDraftsBehave } from '../../test/registers/violation-drafts.ts'

rulesBehave(sqliteFile)
violationDraftsBehave(sqliteFile)
