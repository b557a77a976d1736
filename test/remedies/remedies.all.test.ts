/** The same stories on MariaDB, and on a real Zeebe broker. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded, onZeebe } from '../engine-under-test.ts'
import { dischargeStories } from './discharge-stories.ts'
import { remediesOverHttp } from './over-http.ts'
import { refundStories } from './refund-stories.ts'
import { remedyStories } from './remedy-stories.ts'

describe('review and litigation on MariaDB', () =>
  remedyStories(() => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })))
describe('review and litigation on Zeebe', () => remedyStories(() => openWholeBureau({ engine: onZeebe })))
describe('review and litigation through HTTP', () => remediesOverHttp('sqlite'))
describe('review and litigation through HTTP on MariaDB', () => remediesOverHttp('mariadb'))
describe('refunds on MariaDB', () =>
  refundStories(() => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })))
describe('refunds on Zeebe', () => refundStories(() => openWholeBureau({ engine: onZeebe })))
describe('a fine that is changed under way on MariaDB', () =>
  dischargeStories(() => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })))
