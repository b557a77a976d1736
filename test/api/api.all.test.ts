/** The API once more on MariaDB, and the long fuzzing: ZHIHENG_TEST_FUZZ requests (100,000; a fifth of them on MariaDB), from ZHIHENG_TEST_SEED. */
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { furnish, type FurnishedBureau } from './furnished-bureau.ts'
import { fuzzStories } from './fuzz-stories.ts'
import { rightsStories } from './rights-stories.ts'

const runs = Number(process.env.ZHIHENG_TEST_FUZZ ?? 100_000)
const seed = Number(process.env.ZHIHENG_TEST_SEED ?? 20_261_125)

describe('the API as a whole, on MariaDB', () => {
  let furnished: FurnishedBureau
  before(async function () {
    this.timeout(120_000)
    furnished = await furnish(await openWholeBureau({ engine: onEmbedded, make: mariadbDatabase }))
  })
  after(() => furnished?.close())
  rightsStories(() => furnished)
  fuzzStories(() => furnished, { runs: Math.ceil(runs / 5), seed })
})

describe('the API as a whole, for long', () => {
  let furnished: FurnishedBureau
  before(async function () {
    this.timeout(120_000)
    furnished = await furnish(await openWholeBureau({ engine: onEmbedded }))
  })
  after(() => furnished?.close())
  fuzzStories(() => furnished, { runs, seed })
})
