/** The same on MariaDB. */
import { mariadbDatabase } from '../databases.ts'
import { verificationStories } from './verification-stories.ts'

describe('verification of documents on MariaDB', () => verificationStories(mariadbDatabase))
