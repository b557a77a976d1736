import { sqliteFile } from '../databases.ts'
import { signatureStories } from './signature-stories.ts'

describe('signatures', () => signatureStories(sqliteFile))
