import { dueStories } from './due-stories.ts'

describe('what is due, on MariaDB', () => dueStories('mariadb'))
