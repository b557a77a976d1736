import { sqliteFile } from '../databases.ts'
import { verificationStories } from './verification-stories.ts'

describe('verification of documents', () => verificationStories(sqliteFile))
