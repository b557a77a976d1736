import { sqliteFile } from './bureau.ts'
import { migrationsBehave } from './migrations.ts'

migrationsBehave(sqliteFile)
