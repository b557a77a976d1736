import { sqliteFile } from '../databases.ts'
import { outsideNotificationsBehave } from './outside.ts'

outsideNotificationsBehave(sqliteFile)
