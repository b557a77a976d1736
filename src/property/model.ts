/** Rows of property 涉案财物. Quantities are whole numbers of the unit's smallest step: 1.250 公斤 of a unit with three decimals is 1250. */

export const measureKinds = ['sealing', 'seizure', 'advance-registration'] as const
/** 查封, 扣押, 先行登记保存. */
export type MeasureKind = (typeof measureKinds)[number]
export const measureStates = [
  'applied',
  'returned',
  'refused',
  'approved',
  'decided',
  'executed',
  'ended',
] as const
export type MeasureState = (typeof measureStates)[number]
export const itemStates = ['listed', 'stored', 'partly-out', 'out'] as const
export type ItemState = (typeof itemStates)[number]
export const itemWaits = ['entry', 'exit'] as const
/** What an item waits for at the store: to be taken in, or to be given out now that this is approved. */
export type ItemWait = (typeof itemWaits)[number]
export const exitWays = ['returned', 'confiscated', 'transferred', 'destroyed', 'auctioned'] as const
/** 返还, 没收, 移送, 销毁, 拍卖. */
export type ExitWay = (typeof exitWays)[number]
export const wayWords: Record<ExitWay, string> = {
  returned: '返还',
  confiscated: '没收',
  transferred: '移送',
  destroyed: '销毁',
  auctioned: '拍卖',
}

export interface MeasureRow {
  id: string
  case_id: string
  kind: MeasureKind
  /** Carried out on the spot before it was approved (行政强制法 第十九条). */
  urgent: number
  state: MeasureState
  reason: string
  /** The act and article that allow the measure in this case. */
  basis: string
  place: string
  party_id: string | null
  department_id: string
  applied_by: string
  applied_at: number
  approved_at: number | null
  refused_at: number | null
  decision_number: string | null
  decided_at: number | null
  executed_at: number | null
  /** JSON: Execution. */
  execution: string | null
  ended_at: number | null
  /** Everything went back to its owner, or not. */
  end_way: 'released' | 'disposed' | null
  version: number
  /** When its process (property-measure.bpmn) was asked for, and which it is. */
  flow_begun_at: number | null
  process_instance_key: string | null
  /** 清点: when the list was drawn up, where the goods are kept 保管地点 and by whom. */
  listed_at: number | null
  storage: string | null
  keeper: string | null
  /** JSON: Delivery. */
  delivery: string | null
  /** The last instant of the schedule that people were reminded for: of the report within 24 hours, of the limit. */
  report_reminded_at: number | null
  hold_reminded_at: number | null
}

/** Decision and list handed to the party 当场交付 (行政强制法 第二十四条): signed for, or refused. */
export interface Delivery {
  /** Epoch ms. */
  at: number
  receivedBy?: string
  refusal?: string
}

/** The site record 现场笔录 (行政强制法 第十八条). */
export interface Execution {
  /** Epoch ms. */
  at: number
  /** Left out: not recorded. */
  endedAt?: number
  place: string
  officerIds: string[]
  /** The party was there; otherwise a witness was. */
  partyPresent: boolean
  witness?: string
  /** What the party said to it 陈述申辩. */
  statement: string
  course: string
}

/** What is asked of the approvers: to take the measure, to extend it, to release or dispose of what was taken. */
export type RequestAct = 'impose' | 'extend' | 'release'

export interface RequestRow {
  id: string
  measure_id: string
  act: RequestAct
  /** `lapsed`: agreed when the limit had run out already. `void`: the engine did not start the approval. */
  state: 'pending' | 'agreed' | 'returned' | 'rejected' | 'withdrawn' | 'lapsed' | 'void'
  reason: string
  /** Days of the extension that is asked for. */
  days: number | null
  requested_by: string
  requested_at: number
  /** The measure's id while it is pending: unique, so that a measure has one open request at most. */
  open_mark: string | null
  approval_id: string | null
  settled_at: number | null
}

export interface ExtensionRow {
  measure_id: string
  request_id: string
  days: number
  effective_at: number
  /** The last day without it. */
  due_before: string | null
}

export interface ItemRow {
  id: string
  series_year: number
  serial: number
  number: string
  measure_id: string
  case_id: string
  name: string
  kind: string
  specification: string
  unit: string
  decimals: number
  quantity: number
  on_shelf: number
  owner_id: string | null
  warehouse: string | null
  shelf: string | null
  state: ItemState
  listed_at: number
  entered_at: number | null
  /** 状况, as seen when it was taken. */
  item_condition: string | null
}

export interface ReleaseRow {
  id: string
  measure_id: string
  request_id: string
  /** A key of `grounds` in data/property.yaml, or `not-approved` (行政强制法 第十九条). */
  ground: string
  state: 'applied' | 'approved' | 'refused' | 'done'
  approved_at: number | null
}

export interface ReleaseItemRow {
  release_id: string
  item_id: string
  measure_id: string
  way: ExitWay
  quantity: number
  given_out: number
  /** The penalty decision that confiscates. */
  document_id: string | null
}

export interface ExitRow {
  id: string
  release_id: string
  item_id: string
  way: ExitWay
  quantity: number
  /** JSON: ExitParticulars. */
  particulars: string
  given_out_by: string
  at: number
}

export interface MovementRow {
  id: string
  item_id: string
  sequence: number
  kind: 'entry' | 'move' | 'partial-exit' | 'exit' | 'difference'
  quantity_change: number
  /** On the shelf afterwards. */
  balance: number
  from_warehouse: string | null
  from_shelf: string | null
  to_warehouse: string | null
  to_shelf: string | null
  exit_id: string | null
  stock_take_id: string | null
  note: string
  recorded_by: string
  at: number
}

export interface StockTakeRow {
  id: string
  warehouse: string
  state: 'open' | 'closed'
  /** The warehouse while it is open: unique, so that a warehouse has one open stock-take at most. */
  open_mark: string | null
  opened_by: string
  opened_at: number
  closed_by: string | null
  closed_at: number | null
}

export interface CountRow {
  id: string
  stock_take_id: string
  item_id: string
  counted: number
  shelf: string
  counted_by: string
  at: number
}

export interface DifferenceRow {
  stock_take_id: string
  item_id: string
  expected: number
  expected_shelf: string | null
  counted: number
  counted_shelf: string | null
  explanation: string
}

/** A sheet of the store; of an exit sheet the release once more, unique. */
export interface SheetRow {
  document_id: string
  measure_id: string
  release_id: string | null
  exit_mark: string | null
}

/** A movement of the ledger and the one sheet that it stands on. */
export interface SheetLineRow {
  movement_id: string
  document_id: string
}

/** A document that was issued about a measure; with the request that it grants, where there is one. */
export interface MeasureDocumentRow {
  document_id: string
  measure_id: string
  request_id: string | null
}
