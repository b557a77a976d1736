/** The same stories on a real Zeebe broker, with MariaDB. */
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded, onZeebe } from '../engine-under-test.ts'
import { courtStory } from './court-story.ts'
import { enforcementStories } from './enforcement-stories.ts'
import { servedOverHttp } from './over-http.ts'
import { serviceStories } from './service-stories.ts'
import { lapseStory, stayStories } from './stay-stories.ts'
import { summaryClosingStories } from './summary-closing-stories.ts'
import { openWholeBureau } from './whole-bureau.ts'

describe('after an act is decided, on Zeebe and MariaDB', () => {
  const open = () => openWholeBureau({ engine: onZeebe, make: mariadbDatabase })
  describe('service', () => serviceStories(open))
  describe('enforcement', () => enforcementStories(open))
  describe('the end of a case decided on the spot', () => summaryClosingStories(open))
  describe('the way to the court', () => courtStory(open))
  describe('a stay of enforcement', () => stayStories(open))
  describe('three years of it', () => lapseStory(open, true))
  describe('three years of it, with harm', () => lapseStory(open, false))
})

describe('after an act is decided, over HTTP on MariaDB', () =>
  servedOverHttp(() => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })))
