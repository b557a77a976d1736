/** What becomes of a fine that review or litigation changes, on the embedded engine; their whole course: on-embedded.all.test.ts. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { dischargeStories } from './discharge-stories.ts'
import { refundStories } from './refund-stories.ts'

const open = () => openWholeBureau({ engine: onEmbedded })

describe('refunds', () => refundStories(open))
describe('a fine that is changed under way', () => dischargeStories(open))
