/** Review and litigation on the embedded engine. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { refundStories } from './refund-stories.ts'
import { remedyStories } from './remedy-stories.ts'

describe('review and litigation', () => remedyStories(() => openWholeBureau({ engine: onEmbedded })))
describe('refunds', () => refundStories(() => openWholeBureau({ engine: onEmbedded })))
