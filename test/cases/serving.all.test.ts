/** The same stories on MariaDB, and on a real Zeebe broker. */
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded, onZeebe } from '../engine-under-test.ts'
import { courtStory } from './court-story.ts'
import { enforcementStories } from './enforcement-stories.ts'
import { servedOverHttp } from './over-http.ts'
import { serviceStories } from './service-stories.ts'
import { lapseStory, stayStories } from './stay-stories.ts'
import { summaryClosingStories } from './summary-closing-stories.ts'
import { openWholeBureau } from './whole-bureau.ts'

for (const [where, open] of [
  ['the embedded engine and MariaDB', () => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })],
  ['Zeebe', () => openWholeBureau({ engine: onZeebe })],
] as const)
  describe(`after an act is decided, on ${where}`, () => {
    describe('service', () => serviceStories(open))
    describe('enforcement', () => enforcementStories(open))
    describe('the end of a case decided on the spot', () => summaryClosingStories(open))
    describe('the way to the court', () => courtStory(open))
    describe('a stay of enforcement', () => stayStories(open))
    describe('three years of it', () => lapseStory(open, true))
    describe('three years of it, with harm', () => lapseStory(open, false))
    if (where !== 'Zeebe') describe('over HTTP', () => servedOverHttp(open))
  })
