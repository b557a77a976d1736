/** Property on the embedded engine and SQLite. */
import { onEmbedded } from '../engine-under-test.ts'
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { propertyOverHttp } from './over-http.ts'
import { flowStories } from './flow-stories.ts'
import { measureStories } from './measure-stories.ts'
import { randomStore } from './random-store.ts'
import { sheetStories } from './sheet-stories.ts'
import { storeStories } from './store-stories.ts'

describe('property on SQLite', () => {
  const open = () => openWholeBureau({ engine: onEmbedded })
  describe('coercive measures', () => measureStories(open))
  describe('the process of a measure', () => flowStories(open))
  describe('the store', () => storeStories(open))
  describe('sheets of the store', () => sheetStories(open))
  describe('over HTTP', () => propertyOverHttp('sqlite'))
  describe('a store with many clients', () => randomStore(open, 15))
})
