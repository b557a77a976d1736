/** The whole course of review and litigation, on the embedded engine and SQLite. It needs Node alone, and is here for its length. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { remedyStories } from './remedy-stories.ts'

describe('review and litigation', () => remedyStories(() => openWholeBureau({ engine: onEmbedded })))
