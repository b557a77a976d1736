import { mariadbDatabase } from '../databases.ts'
import { deskStories } from './desk-stories.ts'

describe('the desks over cases, on MariaDB', () => deskStories(mariadbDatabase))
