import { sqliteFile } from '../databases.ts'
import { custodyStories } from './custody-stories.ts'
import { twoProcessStories } from './two-process-stories.ts'
import { uploadStories } from './upload-stories.ts'

describe('uploads of evidence', () => uploadStories(sqliteFile))
describe('evidence', () => custodyStories(sqliteFile))
describe('an upload that two processes take', () => twoProcessStories(sqliteFile))
