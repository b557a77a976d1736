import { sqliteFile } from '../../test/databases.ts'
import { partyMergingBehaves } from '../../test/registers/party-merging.ts'

partyMergingBehaves(sqliteFile)
