/** The same on MariaDB. */
import { mariadbDatabase } from '../databases.ts'
import { custodyStories } from './custody-stories.ts'
import { twoProcessStories } from './two-process-stories.ts'
import { uploadStories } from './upload-stories.ts'

describe('uploads of evidence on MariaDB', () => uploadStories(mariadbDatabase))
describe('evidence on MariaDB', () => custodyStories(mariadbDatabase))
describe('an upload that two processes take on MariaDB', () => twoProcessStories(mariadbDatabase))
