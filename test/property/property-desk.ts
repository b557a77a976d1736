/** A bureau with a store, a case under investigation for each story. */
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { openStore, type Store } from './store.ts'

export function propertyDesk(open: () => Promise<WholeBureau>) {
  let bureau: WholeBureau
  let store: Store

  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(60_000)
    store = await openStore(bureau)
  })
  const state = async (measureId: string) =>
    (await bureau.property.measure(store.lead, measureId)).measure.state
  const item = async (itemId: string) => (await bureau.property.item(store.keeper, itemId)).item
  return {
    get bureau() {
      return bureau
    },
    get store() {
      return store
    },
    state,
    item,
  }
}
