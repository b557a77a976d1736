import { sqliteFile } from '../../test/databases.ts'
import { accountsBehave } from '../../test/registers/accounts.ts'

accountsBehave(sqliteFile)
