/** What asks little of the engine, on MariaDB; the stories that ask much of it are told on Zeebe and MariaDB at once (on-zeebe). */
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { storedStories } from './every-story.ts'
import { openWholeBureau } from './whole-bureau.ts'

describe('on the embedded engine and MariaDB', () =>
  storedStories(() => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase }), mariadbDatabase))
