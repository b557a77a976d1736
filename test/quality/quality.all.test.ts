/** The same stories on MariaDB. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { reviewStories } from './review-stories.ts'
import { supervisionStories } from './supervision-stories.ts'

const open = () => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })
describe('case reviews on MariaDB', () => reviewStories(open))
describe('supervision notices on MariaDB', () => supervisionStories(open))
