/** The same on MariaDB, where clients really meet; and the process of a measure on a real Zeebe broker. */
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded, onZeebe } from '../engine-under-test.ts'
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { propertyOverHttp } from './over-http.ts'
import { flowStories } from './flow-stories.ts'
import { measureStories } from './measure-stories.ts'
import { randomStore } from './random-store.ts'
import { sheetStories } from './sheet-stories.ts'
import { storeStories } from './store-stories.ts'

describe('property on MariaDB', () => {
  const open = () => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })
  describe('coercive measures', () => measureStories(open))
  describe('the store', () => storeStories(open))
  describe('sheets of the store', () => sheetStories(open))
  describe('over HTTP', () => propertyOverHttp('mariadb'))
  describe('a store with many clients', () => randomStore(open, 15))
})

describe('property on Zeebe and MariaDB', () =>
  describe('the process of a measure', () =>
    flowStories(() => openWholeBureau({ engine: onZeebe, make: mariadbDatabase }))))
