import { sqliteFile } from './bureau.ts'
import { routesBehave } from './routes.ts'

routesBehave(sqliteFile)
