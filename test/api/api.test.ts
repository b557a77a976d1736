import { onEmbedded } from '../engine-under-test.ts'
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { furnish, type FurnishedBureau } from './furnished-bureau.ts'
import { fuzzStories } from './fuzz-stories.ts'
import { rightsStories } from './rights-stories.ts'

describe('the API as a whole', () => {
  let furnished: FurnishedBureau
  before(async function () {
    this.timeout(120_000)
    furnished = await furnish(await openWholeBureau({ engine: onEmbedded }))
  })
  after(() => furnished?.close())
  rightsStories(() => furnished)
  fuzzStories(() => furnished, { runs: 3_000, seed: 42 })
})
