import { sqliteFile } from '../databases.ts'
import { custodyStories } from './custody-stories.ts'
import { uploadStories } from './upload-stories.ts'

describe('uploads of evidence', () => uploadStories(sqliteFile))
describe('evidence', () => custodyStories(sqliteFile))
