import { mariadbDatabase, sqliteFile } from '../databases.ts'
import { backupStories } from './backup-stories.ts'

describe('a backup on MariaDB', () => backupStories(mariadbDatabase, mariadbDatabase))
describe('a backup of SQLite, restored into MariaDB', () => backupStories(sqliteFile, mariadbDatabase))
