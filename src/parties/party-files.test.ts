import { sqliteFile } from '../../test/databases.ts'
import { partyFilesBehave } from '../../test/registers/party-files.ts'

partyFilesBehave(sqliteFile)
