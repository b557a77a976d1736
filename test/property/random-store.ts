/**
 * Many clients who do whatever comes to their minds, legal or not, at the same time. What they may not do is refused with a problem, and whatever happened, no
 * goods are lost, doubled, or out without a release.
 */
import fc from 'fast-check'
import type { Actor } from '../../src/identity/actor.ts'
import { Problem } from '../../src/platform/problem.ts'
import { exitWays, type ExitWay, measureKinds } from '../../src/property/model.ts'
import type { ExitParticulars } from '../../src/property/give-out.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { invariantsHold } from './invariants.ts'
import { fruit, openStore, returned, type Store } from './store.ts'

/** What keeps the goods moving is done more often. */
const acts = [
  'apply',
  'apply-again',
  'on-the-spot',
  'settle',
  'settle',
  'settle',
  'decide',
  'execute',
  'take-in',
  'take-in',
  'move',
  'extend',
  'release',
  'release',
  'give-out',
  'give-out',
  'give-out',
  'give-out',
  'open-stock-take',
  'count',
  'close-stock-take',
] as const

const step = fc.record({
  act: fc.constantFrom(...acts),
  /** Which measure, item or release of those there are. */
  which: fc.nat(),
  /** Tenths of a kilogram. */
  amount: fc.integer({ min: 0, max: 125 }),
  way: fc.constantFrom<ExitWay>('returned', ...exitWays),
  shelf: fc.constantFrom('A-01', 'A-02', 'C-01'),
  outcome: fc.constantFrom('agreed', 'agreed', 'agreed', 'returned', 'rejected', 'withdrawn'),
  kind: fc.constantFrom(...measureKinds),
  /** Somebody who has no right to it. */
  stranger: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

export function randomStore(open: () => Promise<WholeBureau>, numRuns: number): void {
  let bureau: WholeBureau
  let store: Store
  let stranger: Actor

  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    store = await openStore(bureau)
    stranger = await bureau.actor('squad-02-officer-1')
  })
  after(() => bureau?.close())

  it('conserves what it holds, whatever its clients do at once', async () => {
    const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 3, maxLength: 12 })
    let done = 0
    await fc.assert(
      fc.asyncProperty(rounds, async (plan) => {
        await seedStock()
        for (const round of plan) {
          const outcomes = await Promise.all(round.map((one) => tried(one)))
          done += outcomes.filter(Boolean).length
          await invariantsHold(bureau.database)
        }
      }),
      { numRuns, endOnFailure: true },
    )
    // A test of refusals alone would show nothing.
    if (done < numRuns) throw new Error(`only ${done} acts were done`)
  }).timeout(300_000)

  /** Something to act on, so that runs do not begin with an empty store. */
  async function seedStock(): Promise<void> {
    const { measureId, itemIds } = await store.take([fruit, fruit])
    await tried({ ...none, act: 'close-stock-take' })
    await store.store(itemIds[0]!)
    const { requestId } = await store.releaseOf(measureId, [{ itemId: itemIds[0]!, quantity: '5' }])
    await store.close(requestId, 'agreed')
  }
  const none: Step = {
    act: 'apply',
    which: 0,
    amount: 0,
    way: 'returned',
    shelf: 'A-01',
    outcome: 'agreed',
    kind: 'seizure',
    stranger: false,
  }

  /** @returns whether it was done; anything but a problem for the person who asked is a fault. */
  async function tried(one: Step): Promise<boolean> {
    try {
      return await perform(one)
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return false
      throw error
    }
  }

  /** One of the newest eight, so that runs meet on the same ones. */
  async function pick(which: number, query: string): Promise<{ [column: string]: string } | undefined> {
    const rows = await bureau.database.sql.all<{ [column: string]: string }>(
      `${query} ORDER BY id DESC LIMIT 8`,
    )
    return rows[which % Math.max(rows.length, 1)]
  }

  /** Mostly a measure at which the act is due, now and then any. */
  async function ripe(act: Step['act'], which: number): Promise<string | undefined> {
    const due =
      act === 'decide'
        ? 'approved_at IS NOT NULL AND decision_number IS NULL'
        : act === 'execute'
          ? "state = 'decided'"
          : act === 'apply-again'
            ? "state = 'returned' OR (urgent = 1 AND approved_at IS NULL)"
            : '1 = 1'
    const found = which % 5 === 0 ? undefined : await pick(which, `SELECT id FROM measures WHERE ${due}`)
    return (found ?? (await pick(which, 'SELECT id FROM measures')))?.id
  }

  async function perform({
    act,
    which,
    amount,
    way,
    shelf,
    outcome,
    kind,
    stranger: strange,
  }: Step): Promise<boolean> {
    const { property } = bureau
    const officer = strange ? stranger : store.lead
    const keeper = strange ? store.lead : store.keeper
    const quantity = String((amount % 9 === 0 ? amount : amount % 30) / 10)
    const warehouse = shelf === 'C-01' ? 'w2' : 'w1'
    const measureId = (await ripe(act, which)) ?? ''
    const itemId = (await pick(which, 'SELECT id FROM property_items'))?.id ?? ''
    switch (act) {
      case 'apply':
        await property.apply(officer, store.caseId, store.measureWords(kind))
        return true
      case 'apply-again':
        await property.applyAgain(officer, measureId, '补充理由')
        return true
      case 'on-the-spot':
        await property.executeOnTheSpot(officer, store.caseId, store.measureWords(kind), store.site([fruit]))
        return true
      case 'settle': {
        const pending = await pick(which, "SELECT id FROM measure_requests WHERE state = 'pending'")
        if (pending) await store.close(pending.id!, outcome)
        return pending !== undefined
      }
      case 'decide':
        await store.decided(measureId)
        return true
      case 'execute':
        await property.execute(officer, measureId, store.site([{ ...fruit, quantity }, fruit]))
        return true
      case 'take-in':
        await property.takeIn(keeper, itemId, {
          warehouse,
          shelf,
          quantity: amount % 5 === 0 ? quantity : '12.5',
        })
        return true
      case 'move':
        await property.move(keeper, itemId, { warehouse, shelf, note: '整理货位' })
        return true
      case 'extend':
        await property.applyForExtension(officer, measureId, { days: 1 + (amount % 35), reason: '案情复杂' })
        return true
      case 'release': {
        const own = await pick(which, `SELECT id, measure_id FROM property_items`)
        await property.applyForRelease(officer, own?.measure_id ?? '', {
          ground: 'disposal',
          reason: '依法处理',
          items: [{ itemId: amount % 4 === 0 ? itemId : (own?.id ?? ''), quantity, way }],
        })
        return true
      }
      case 'give-out': {
        const line = await pick(
          which,
          `SELECT l.release_id AS id, l.item_id, l.way FROM property_release_items l JOIN property_releases r ON r.id = l.release_id
           WHERE l.given_out < l.quantity AND (r.state = 'approved' OR ${amount % 6} = 0)`,
        )
        await property.giveOut(keeper, line?.id ?? '', {
          itemId: amount % 7 === 0 ? itemId : (line?.item_id ?? ''),
          quantity,
          particulars: particularsOf(amount % 5 === 0 ? way : ((line?.way ?? 'returned') as ExitWay)),
        })
        return true
      }
      case 'open-stock-take':
        await property.openStockTake(keeper, 'w2')
        return true
      case 'count': {
        const take = await pick(which, 'SELECT id FROM stock_takes')
        await property.count(keeper, take?.id ?? '', { itemId, quantity, shelf: 'C-01' })
        return true
      }
      case 'close-stock-take': {
        const take = await pick(0, "SELECT id FROM stock_takes WHERE state = 'open'")
        if (!take) return false
        const { differences } = await property.stockTake(keeper, take.id!)
        await property.closeStockTake(
          keeper,
          take.id!,
          differences.map(({ itemId: one }) => ({ itemId: one, explanation: '已核查' })),
        )
        return true
      }
    }
  }

  function particularsOf(way: ExitWay): ExitParticulars {
    switch (way) {
      case 'returned':
        return returned(bureau.clock.now()) as ExitParticulars
      case 'confiscated':
        return { way }
      case 'transferred':
        return { way, organ: '市场监督管理局', receivedBy: '李四' }
      case 'destroyed':
        return {
          way,
          officerIds: [store.lead.officerId!, store.assisting.officerId!],
          witness: '王五',
          place: '垃圾处理场',
        }
      case 'auctioned':
        return { way, auctioneer: '示例拍卖行', proceedsFen: 100 }
    }
  }
}
