/** The same stories on a real Zeebe broker, with MariaDB. */
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { mariadbDatabase } from '../databases.ts'
import { onZeebe } from '../engine-under-test.ts'
import { dischargeStories } from './discharge-stories.ts'
import { remediesOverHttp } from './over-http.ts'
import { refundStories } from './refund-stories.ts'
import { remedyStories } from './remedy-stories.ts'

const open = () => openWholeBureau({ engine: onZeebe, make: mariadbDatabase })

describe('review and litigation on Zeebe and MariaDB', () => remedyStories(open))
describe('review and litigation through HTTP', () => remediesOverHttp('sqlite'))
describe('review and litigation through HTTP on MariaDB', () => remediesOverHttp('mariadb'))
describe('refunds on Zeebe and MariaDB', () => refundStories(open))
describe('a fine that is changed under way on Zeebe and MariaDB', () => dischargeStories(open))
