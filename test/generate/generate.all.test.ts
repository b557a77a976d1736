import { mariadbDatabase, sqliteFile } from '../databases.ts'
import { generateStories } from './generate-stories.ts'

describe('an invented bureau', () => generateStories(sqliteFile))
describe('an invented bureau on MariaDB', () => generateStories(mariadbDatabase))
