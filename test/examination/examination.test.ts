/** Examinations on the embedded engine and SQLite. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { checkStories } from './check-stories.ts'
import { examinationStories } from './examination-stories.ts'

describe('an examination', () => examinationStories(() => openWholeBureau({ engine: onEmbedded })))
describe('zhiheng audit check', () => checkStories())
