/** A store with something of each kind in it: goods that wait, that lie there, that partly left, a stock-taking that is going on and one that is over. */
import type { citizen } from '../cases/ordinary-forms.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { cart, fruit, openStore } from '../property/store.ts'

/** @param name of the goods. @param person from whom they were taken. */
export async function furnishStore(bureau: WholeBureau, name = cart.name, person?: typeof citizen) {
  const store = await openStore(bureau, person)
  const { property } = bureau
  await store.photograph()
  const [photo] = await bureau.database.sql.all<{ id: string }>(
    'SELECT id FROM evidence_files WHERE case_id = ?',
    [store.caseId],
  )
  const { measureId, itemIds } = await store.take([
    { ...cart, name, photoIds: [photo!.id] },
    fruit,
    { ...cart, name: '货架' },
  ])
  const [cartId, fruitId, rackId] = itemIds as [string, string, string]
  await store.store(cartId)
  await store.store(fruitId, 'C-01', 'w2')
  const { requestId, releaseId } = await store.releaseOf(measureId, [{ itemId: fruitId, quantity: '5' }])
  await store.close(requestId, 'agreed')
  await store.giveBack(releaseId, fruitId, '2')
  const over = await property.openStockTake(store.keeper, 'w2')
  await property.closeStockTake(store.keeper, over.stockTakeId, [
    { itemId: fruitId, explanation: '未找到，正在追查' },
  ])
  const { stockTakeId } = await property.openStockTake(store.keeper, 'w1')
  await property.count(store.keeper, stockTakeId, { itemId: fruitId, quantity: '10', shelf: 'A-03' })
  return {
    ...store,
    measureId,
    cartId,
    fruitId,
    rackId,
    /** What an officer of the case reads. */
    read: {
      'items of the store': '/property-items',
      'an item that waits': `/property-items/${rackId}`,
      'an item of which a part has left': `/property-items/${fruitId}`,
      'property of a case': `/cases/${store.caseId}?tab=property`,
    },
    /** What the keeper alone does. */
    kept: {
      'an item in the store': `/property-items/${cartId}`,
      'stock-takings': '/stock-takes',
      'a stock-taking': `/stock-takes/${stockTakeId}`,
      'a stock-taking that is over': `/stock-takes/${over.stockTakeId}`,
    },
  }
}
