/** One ordinary case 越门占道 from clue to archive with everything real: embedded engine, models, workers, database, and printed documents. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRenderer } from '../../src/documents/renderer.ts'
import { onEmbedded } from '../cases/on-embedded.ts'
import { ordinaryCaseStory } from '../cases/ordinary-case-story.ts'
import { openWholeBureau } from '../cases/whole-bureau.ts'

describe('an ordinary case, printed', function () {
  this.timeout(180_000)
  // Unpacked fonts are worth keeping between runs.
  ordinaryCaseStory(async () => {
    const renderer = createRenderer({
      cacheDirectory: process.env.ZHIHENG_CACHE ?? join(tmpdir(), 'zhiheng-cache'),
    })
    await renderer.warmUp()
    return openWholeBureau({ engine: onEmbedded, renderer })
  })
})
