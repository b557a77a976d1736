import { sqliteFile } from '../../test/databases.ts'
import { keyRotationBehaves } from '../../test/registers/key-rotation.ts'

keyRotationBehaves(sqliteFile)
