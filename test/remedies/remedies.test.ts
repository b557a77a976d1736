/** Review and litigation on the embedded engine. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { dischargeStories } from './discharge-stories.ts'
import { refundStories } from './refund-stories.ts'
import { remedyStories } from './remedy-stories.ts'

describe('review and litigation', () => remedyStories(() => openWholeBureau({ engine: onEmbedded })))
describe('refunds', () => refundStories(() => openWholeBureau({ engine: onEmbedded })))
describe('a fine that is changed under way', () =>
  dischargeStories(() => openWholeBureau({ engine: onEmbedded })))
