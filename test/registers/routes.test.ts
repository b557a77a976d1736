import { sqliteFile } from '../databases.ts'
import { routesBehave } from './routes.ts'

routesBehave(sqliteFile)
