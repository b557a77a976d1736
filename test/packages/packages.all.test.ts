/** The same on MariaDB. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { packageStories } from './package-stories.ts'

describe('an export package on MariaDB', () =>
  packageStories(() => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })))
