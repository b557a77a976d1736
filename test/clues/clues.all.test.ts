/** The same on MariaDB. */
import { mariadbDatabase } from '../databases.ts'
import { clueEndStories } from './clue-end-stories.ts'
import { clueStories } from './clue-stories.ts'
import { httpStories } from './http-stories.ts'
import { importStories } from './import-stories.ts'

describe('clues on MariaDB', () => clueStories(mariadbDatabase))
describe('the end of clues on MariaDB', () => clueEndStories(mariadbDatabase))
describe('import of clues on MariaDB', () => importStories(mariadbDatabase))
describe('clues over HTTP on MariaDB', () => httpStories(mariadbDatabase))
