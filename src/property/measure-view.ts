/** One measure with its requests, extension, releases, exits and limits. */
import type { Deadline } from '../deadlines/service.ts'
import { shown, type Shown } from '../platform/database/rows.ts'
import type {
  Delivery,
  Execution,
  ExitRow,
  ExtensionRow,
  ItemRow,
  MeasureRow,
  ReleaseItemRow,
  ReleaseRow,
  RequestRow,
} from './model.ts'
import { toText } from './quantity.ts'
import type { PropertyRoom } from './room.ts'

type Counted<Row> = Omit<Shown<Row & object>, 'quantity' | 'givenOut' | 'particulars' | 'measureId'> & {
  quantity: string
}

export interface MeasureView {
  measure: Omit<
    Shown<MeasureRow>,
    | 'execution'
    | 'urgent'
    | 'delivery'
    | 'flowBegunAt'
    | 'processInstanceKey'
    | 'reportRemindedAt'
    | 'holdRemindedAt'
  > & {
    title: string
    urgent: boolean
    execution: Execution | null
    delivery: Delivery | null
  }
  requests: Omit<Shown<RequestRow>, 'openMark' | 'measureId'>[]
  extension: { days: number; effectiveAt: number; dueBefore: string | null } | null
  releases: (Omit<Shown<ReleaseRow>, 'measureId'> & {
    groundText: string
    items: (Counted<ReleaseItemRow> & { givenOut: string })[]
    exits: (Counted<ExitRow> & { particulars: unknown })[]
  })[]
  deadlines: Deadline[]
  /** What was issued about it: decision, list, record, extension, release. */
  documents: { id: string; kind: string; name: string; number: string | null; requestId: string | null }[]
}

export async function viewMeasure(room: PropertyRoom, row: MeasureRow): Promise<MeasureView> {
  const { database, rules, deadlines } = room
  const { sql } = database
  const requests = await sql.all<RequestRow>(
    'SELECT * FROM measure_requests WHERE measure_id = ? ORDER BY requested_at, id',
    [row.id],
  )
  const [extension] = await sql.all<ExtensionRow>('SELECT * FROM measure_extensions WHERE measure_id = ?', [
    row.id,
  ])
  const {
    execution,
    urgent,
    delivery,
    flowBegunAt: _begun,
    processInstanceKey: _process,
    reportRemindedAt: _report,
    holdRemindedAt: _hold,
    ...rest
  } = shown(row)
  const documents = await sql.all<{
    id: string
    kind: string
    name: string
    number: string | null
    request_id: string | null
  }>(
    `SELECT d.id, d.kind, d.name, d.number, l.request_id FROM measure_documents l JOIN documents d ON d.id = l.document_id
     WHERE l.measure_id = ? ORDER BY d.issued_at, d.id`,
    [row.id],
  )
  return {
    measure: {
      ...rest,
      title: rules.measures[row.kind].title,
      urgent: urgent === 1,
      execution: execution === null ? null : (JSON.parse(execution) as Execution),
      delivery: delivery === null ? null : (JSON.parse(delivery) as Delivery),
    },
    requests: requests.map((one) => {
      const { openMark: _mark, measureId: _measure, ...request } = shown(one)
      return request
    }),
    extension: extension
      ? { days: extension.days, effectiveAt: extension.effective_at, dueBefore: extension.due_before }
      : null,
    releases: await releasesOf(room, row.id),
    deadlines: (await deadlines.ofCase(row.case_id)).filter(({ subject }) => subject === row.id),
    documents: documents.map(shown),
  }
}

async function releasesOf(
  { database: { sql }, rules }: PropertyRoom,
  measureId: string,
): Promise<MeasureView['releases']> {
  const of = <Row>(query: string) => sql.all<Row>(query, [measureId])
  const releases = await of<ReleaseRow>('SELECT * FROM property_releases WHERE measure_id = ? ORDER BY id')
  const items = await of<ItemRow>('SELECT * FROM property_items WHERE measure_id = ?')
  const covered = await of<ReleaseItemRow>('SELECT * FROM property_release_items WHERE measure_id = ?')
  const exits = await of<ExitRow>(
    'SELECT e.* FROM property_exits e JOIN property_releases r ON r.id = e.release_id WHERE r.measure_id = ? ORDER BY e.id',
  )
  const decimals = new Map(items.map((item) => [item.id, item.decimals]))
  const text = (steps: number, itemId: string) => toText(steps, decimals.get(itemId)!)
  return releases.map((release) => {
    const { measureId: _measure, ...one } = shown(release)
    return {
      ...one,
      groundText: rules.grounds[release.ground] ?? '未获批准，立即解除',
      items: covered
        .filter(({ release_id }) => release_id === release.id)
        .map((item) => {
          const { measureId: _of, ...line } = shown(item)
          return {
            ...line,
            quantity: text(item.quantity, item.item_id),
            givenOut: text(item.given_out, item.item_id),
          }
        }),
      exits: exits
        .filter(({ release_id }) => release_id === release.id)
        .map((exit) => ({
          ...shown(exit),
          quantity: text(exit.quantity, exit.item_id),
          particulars: JSON.parse(exit.particulars) as unknown,
        })),
    }
  })
}
