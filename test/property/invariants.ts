/** What must hold of all property at any time, read from the tables themselves. */
import { expect } from 'chai'
import type {
  ExitRow,
  ItemRow,
  MeasureRow,
  MovementRow,
  ReleaseItemRow,
  ReleaseRow,
  RequestRow,
} from '../../src/property/model.ts'
import type { Database } from '../../src/platform/database/database.ts'

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)

export async function invariantsHold({ sql }: Pick<Database, 'sql'>): Promise<void> {
  const all = <Row>(table: string, order: string) => sql.all<Row>(`SELECT * FROM ${table} ORDER BY ${order}`)
  const measures = new Map((await all<MeasureRow>('measures', 'id')).map((one) => [one.id, one]))
  const requests = new Map((await all<RequestRow>('measure_requests', 'id')).map((one) => [one.id, one]))
  const items = await all<ItemRow>('property_items', 'series_year, serial')
  const releases = new Map((await all<ReleaseRow>('property_releases', 'id')).map((one) => [one.id, one]))
  const released = await all<ReleaseItemRow>('property_release_items', 'release_id')
  const exits = await all<ExitRow>('property_exits', 'id')
  const movements = await all<MovementRow>('property_movements', 'item_id, sequence')

  for (const year of new Set(items.map(({ series_year }) => series_year))) {
    const serials = items.filter(({ series_year }) => series_year === year).map(({ serial }) => serial)
    expect(serials, `numbers of ${year} without gaps`).to.deep.equal(serials.map((_one, index) => index + 1))
  }

  for (const item of items) {
    const own = movements.filter(({ item_id }) => item_id === item.id)
    const out = sum(exits.filter(({ item_id }) => item_id === item.id).map(({ quantity }) => quantity))
    expect(item.entered_at === null ? 0 : item.quantity, `${item.number}: in = out + on the shelf`).to.equal(
      out + item.on_shelf,
    )
    expect(sum(own.map(({ quantity_change }) => quantity_change)), `${item.number}: ledger`).to.equal(
      item.on_shelf,
    )
    expect(own.map(({ sequence }) => sequence)).to.deep.equal(own.map((_one, index) => index + 1))
    let balance = 0
    let place: string | null = null
    for (const line of own) {
      balance += line.quantity_change
      expect(line.balance, `${item.number}: balance`).to.equal(balance)
      if (line.kind === 'entry' || line.kind === 'move') place = `${line.to_warehouse}/${line.to_shelf}`
      if (line.kind === 'exit') place = null
    }
    expect(
      item.warehouse === null ? null : `${item.warehouse}/${item.shelf}`,
      `${item.number}: one place`,
    ).to.equal(place)
    const covered = released.filter(
      ({ item_id, release_id }) => item_id === item.id && releases.get(release_id)!.state !== 'refused',
    )
    expect(sum(covered.map(({ quantity }) => quantity)), `${item.number}: released`).to.be.at.most(
      item.quantity,
    )
  }

  for (const line of released) {
    const out = exits.filter((one) => one.release_id === line.release_id && one.item_id === line.item_id)
    expect(sum(out.map(({ quantity }) => quantity)), 'given out as released').to.equal(line.given_out)
  }
  for (const exit of exits) {
    const release = releases.get(exit.release_id)!
    expect(release.state, 'no exit without an approved release').to.be.oneOf(['approved', 'done'])
    const item = items.find(({ id }) => id === exit.item_id)!
    expect(item.measure_id, 'one measure').to.equal(release.measure_id)
    expect(
      movements.filter(({ exit_id }) => exit_id === exit.id).map(({ quantity_change }) => quantity_change),
    ).to.deep.equal([-exit.quantity])
  }
  for (const release of releases.values()) {
    const { act, state } = requests.get(release.request_id)!
    const allowed = act === 'release' ? state === 'agreed' : state === 'rejected'
    expect(release.state === 'approved' || release.state === 'done', 'approved as asked').to.equal(allowed)
    const open = released.some((one) => one.release_id === release.id && one.given_out < one.quantity)
    if (release.state !== 'refused') expect(release.state === 'done', 'done when all is out').to.equal(!open)
  }
  for (const measure of measures.values()) {
    const own = items.filter(({ measure_id }) => measure_id === measure.id)
    if (measure.executed_at === null)
      expect(
        own.filter(({ state }) => state !== 'listed'),
        'nothing taken before it is carried out',
      ).to.deep.equal([])
    else
      expect(measure.state === 'ended', 'ended when all is out').to.equal(
        own.every(({ state }) => state === 'out'),
      )
  }
}
