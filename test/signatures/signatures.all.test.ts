/** The same on MariaDB. */
import { mariadbDatabase } from '../databases.ts'
import { signatureStories } from './signature-stories.ts'

describe('signatures on MariaDB', () => signatureStories(mariadbDatabase))
