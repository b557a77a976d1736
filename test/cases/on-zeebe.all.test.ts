/** The same stories where a large bureau runs: on a real Zeebe broker, with MariaDB. The embedded engine on MariaDB has its conformance cases. */
import { mariadbDatabase } from '../databases.ts'
import { onZeebe } from '../engine-under-test.ts'
import { caseStories, modelStories } from './every-story.ts'
import { openWholeBureau } from './whole-bureau.ts'

const where = { engine: onZeebe, make: mariadbDatabase }

describe('on Zeebe and MariaDB', () => {
  caseStories(() => openWholeBureau(where))
  modelStories(
    () => openWholeBureau(where),
    (adapt) => openWholeBureau({ ...where, adapt }),
  )
})
