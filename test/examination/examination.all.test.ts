/** The same on MariaDB, and by the command line. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { checkStories } from './check-stories.ts'
import { examinationStories } from './examination-stories.ts'

describe('an examination on MariaDB', () =>
  examinationStories(() => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })))
describe('zhiheng audit check', () => checkStories())
