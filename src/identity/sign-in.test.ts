import { sqliteFile } from '../../test/databases.ts'
import { signInBehaves } from '../../test/registers/sign-in.ts'

signInBehaves(sqliteFile)
