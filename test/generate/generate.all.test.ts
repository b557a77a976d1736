import { mariadbDatabase } from '../databases.ts'
import { generateStories } from './generate-stories.ts'

describe('an invented bureau on MariaDB', () => generateStories(mariadbDatabase))
