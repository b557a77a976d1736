import { sqliteFile } from '../databases.ts'
import { deskStories } from './desk-stories.ts'

describe('the desks over cases', () => deskStories(sqliteFile))
