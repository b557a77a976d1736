import { dueStories } from './due-stories.ts'

describe('what is due', () => dueStories('sqlite'))
