/** The same stories where a large bureau runs: on a real Zeebe broker, with MariaDB. The embedded engine on MariaDB has its conformance cases. */
import { mariadbDatabase } from '../databases.ts'
import { onZeebe } from '../engine-under-test.ts'
import { dailyStories, modelStories, orderStories, rarerStories } from './every-story.ts'
import { openWholeBureau } from './whole-bureau.ts'

const where = { engine: onZeebe, make: mariadbDatabase }
const open = () => openWholeBureau(where)

describe('on Zeebe and MariaDB', () => {
  dailyStories(open)
  rarerStories(open)
  orderStories(open)
  modelStories((adapt) => openWholeBureau({ ...where, adapt }))
})
