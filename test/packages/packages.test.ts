/** Export packages on the embedded engine and SQLite, and by the command line. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { commandStories } from './command-stories.ts'
import { packageStories } from './package-stories.ts'

describe('an export package', () => packageStories(() => openWholeBureau({ engine: onEmbedded })))
describe('zhiheng case', () => commandStories())
