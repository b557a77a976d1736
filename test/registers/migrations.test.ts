import { sqliteFile } from '../databases.ts'
import { migrationsBehave } from './migrations.ts'

migrationsBehave(sqliteFile)
