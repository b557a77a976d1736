/** The same stories on MariaDB. */
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { caseStories, storedStories } from './every-story.ts'
import { openWholeBureau } from './whole-bureau.ts'

describe('on the embedded engine and MariaDB', () => {
  const open = () => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })
  caseStories(open)
  storedStories(open, mariadbDatabase)
})
