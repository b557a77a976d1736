/** The same on MariaDB. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { examinationStories } from './examination-stories.ts'

describe('an examination on MariaDB', () =>
  examinationStories(() => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })))
