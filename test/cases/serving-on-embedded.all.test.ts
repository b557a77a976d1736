/** The stories of service and enforcement on the embedded engine. */
import { onEmbedded } from '../engine-under-test.ts'
import { courtStory } from './court-story.ts'
import { enforcementStories } from './enforcement-stories.ts'
import { servedOverHttp } from './over-http.ts'
import { serviceStories } from './service-stories.ts'
import { courtTermInStayStory, lapseStory, stayStories } from './stay-stories.ts'
import { summaryClosingStories } from './summary-closing-stories.ts'
import { openWholeBureau } from './whole-bureau.ts'

const open = () => openWholeBureau({ engine: onEmbedded })

describe('after an act is decided, on the embedded engine', () => {
  describe('service', () => serviceStories(open))
  describe('enforcement', () => enforcementStories(open))
  describe('the end of a case decided on the spot', () => summaryClosingStories(open))
  describe('the way to the court', () => courtStory(open))
  describe('a stay of enforcement', () => stayStories(open))
  describe('three years of it', () => lapseStory(open, true))
  describe('three years of it, with harm', () => lapseStory(open, false))
  describe('the three months for the court', () => courtTermInStayStory(open))
  describe('over HTTP', () => servedOverHttp(open))
})
