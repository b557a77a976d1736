/** Examinations on the embedded engine and SQLite; by the command line: examination.all.test.ts. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { examinationStories } from './examination-stories.ts'

describe('an examination', () => examinationStories(() => openWholeBureau({ engine: onEmbedded })))
