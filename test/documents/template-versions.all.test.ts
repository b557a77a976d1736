import { sqliteFile } from '../databases.ts'
import { templateVersionsBehave } from './template-versions.ts'

templateVersionsBehave(sqliteFile)
