import { sqliteFile } from '../databases.ts'
import { generateStories, inventedNumberStories } from './generate-stories.ts'

describe('an invented bureau', () => generateStories(sqliteFile))
describe('numbers of invented parties', inventedNumberStories)
