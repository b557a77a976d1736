/** Case reviews and supervision notices on the embedded engine. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { reviewStories } from './review-stories.ts'
import { supervisionStories } from './supervision-stories.ts'

describe('case reviews', () => reviewStories(() => openWholeBureau({ engine: onEmbedded })))
describe('supervision notices', () => supervisionStories(() => openWholeBureau({ engine: onEmbedded })))
