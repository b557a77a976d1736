/** What happens now and then, on the embedded engine and SQLite. It needs Node alone, and is here for its length. */
import { sqliteFile } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { modelStories, rarerStories, storedStories } from './every-story.ts'
import { openWholeBureau } from './whole-bureau.ts'

const open = () => openWholeBureau({ engine: onEmbedded })

describe('now and then, on the embedded engine', () => {
  rarerStories(open)
  storedStories(open, sqliteFile)
  modelStories((adapt) => openWholeBureau({ engine: onEmbedded, adapt }))
})
