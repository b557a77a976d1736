/** Review and litigation on the embedded engine; what becomes of money: remedies-and-money.all.test.ts. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { remedyStories } from './remedy-stories.ts'

describe('review and litigation', () => remedyStories(() => openWholeBureau({ engine: onEmbedded })))
