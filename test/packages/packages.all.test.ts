/** Export packages on MariaDB, and by the command line. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { commandStories } from './command-stories.ts'
import { packageStories } from './package-stories.ts'

describe('an export package on MariaDB', () =>
  packageStories(() => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })))
describe('zhiheng case', () => commandStories())
