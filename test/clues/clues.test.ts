import { sqliteFile } from '../databases.ts'
import { clueEndStories } from './clue-end-stories.ts'
import { clueStories } from './clue-stories.ts'
import { httpStories } from './http-stories.ts'
import { importStories } from './import-stories.ts'

describe('clues', () => clueStories(sqliteFile))
describe('the end of clues', () => clueEndStories(sqliteFile))
describe('import of clues', () => importStories(sqliteFile))
describe('clues over HTTP', () => httpStories(sqliteFile))
