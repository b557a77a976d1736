import { sqliteFile } from '../databases.ts'
import { backupStories } from './backup-stories.ts'

describe('a backup', () => backupStories(sqliteFile, sqliteFile))
