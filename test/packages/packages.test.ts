/** Export packages on the embedded engine and SQLite. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { packageStories } from './package-stories.ts'

describe('an export package', () => packageStories(() => openWholeBureau({ engine: onEmbedded })))
