/** What the API answers about measures, items and stock-takings. */
import { z } from 'zod'
import { deadlineForm } from '../deadlines/deadline-form.ts'
import { exitWays, itemStates, itemWaits, measureKinds, measureStates } from './model.ts'

const time = z.number()
const text = z.string()
const maybe = text.nullable()

export const itemForm = z.object({
  id: text,
  number: text,
  name: text,
  kind: text,
  specification: text,
  quantity: text,
  onShelf: text,
  unit: text,
  ownerId: maybe,
  ownerName: maybe,
  caseId: text,
  caseNumber: maybe,
  warehouse: maybe,
  warehouseName: maybe,
  shelf: maybe,
  state: z.enum(itemStates),
  enteredAt: time.nullable(),
  condition: maybe,
  measureId: text,
  measureKind: z.enum(measureKinds),
})

export const listedItemForm = itemForm.extend({
  due: deadlineForm
    .pick({ name: true, dueOn: true, colour: true, colourWord: true, left: true, basis: true })
    .nullable()
    .describe('所属措施最早到期的期限；已出库的没有'),
  waits: z.enum(itemWaits).nullable().describe('等着保管员办的：entry 入库，exit 出库（处理已经批准）'),
})

const measureForm = z.object({
  id: text,
  caseId: text,
  kind: z.enum(measureKinds),
  title: text,
  urgent: z.boolean(),
  state: z.enum(measureStates),
  reason: text,
  basis: text,
  place: text,
  partyId: maybe,
  departmentId: text,
  appliedBy: text,
  appliedAt: time,
  approvedAt: time.nullable(),
  refusedAt: time.nullable(),
  decisionNumber: maybe,
  decidedAt: time.nullable(),
  executedAt: time.nullable(),
  execution: z
    .object({
      at: time,
      endedAt: time.optional(),
      place: text,
      officerIds: z.array(text),
      partyPresent: z.boolean(),
      witness: text.optional(),
      statement: text,
      course: text,
    })
    .nullable(),
  endedAt: time.nullable(),
  endWay: z.enum(['released', 'disposed']).nullable(),
  version: z.number(),
  listedAt: time.nullable(),
  storage: maybe,
  keeper: maybe,
  delivery: z.object({ at: time, receivedBy: text.optional(), refusal: text.optional() }).nullable(),
})

const releaseForm = z.object({
  id: text,
  requestId: text,
  ground: text,
  groundText: text,
  state: z.enum(['applied', 'approved', 'refused', 'done']),
  approvedAt: time.nullable(),
  items: z.array(
    z.object({
      releaseId: text,
      itemId: text,
      way: z.enum(exitWays),
      quantity: text,
      givenOut: text,
      documentId: maybe,
    }),
  ),
  exits: z.array(
    z.object({
      id: text,
      releaseId: text,
      itemId: text,
      way: z.enum(exitWays),
      quantity: text,
      particulars: z.looseObject({ way: z.enum(exitWays) }),
      givenOutBy: text,
      at: time,
    }),
  ),
})

const extensionForm = z.object({ days: z.number(), effectiveAt: time, dueBefore: maybe })

export const measureViewForm = z.object({
  measure: measureForm,
  requests: z.array(
    z.object({
      id: text,
      act: z.enum(['impose', 'extend', 'release']),
      state: z.enum(['pending', 'agreed', 'returned', 'rejected', 'withdrawn', 'lapsed', 'void']),
      reason: text,
      days: z.number().nullable(),
      requestedBy: text,
      requestedAt: time,
      approvalId: maybe,
      settledAt: time.nullable(),
    }),
  ),
  extension: extensionForm.nullable(),
  releases: z.array(releaseForm),
  deadlines: z.array(deadlineForm),
  documents: z.array(z.object({ id: text, kind: text, name: text, number: maybe, requestId: maybe })),
})

/** A measure in the list of its case. */
export const caseMeasureForm = measureForm.extend({
  deadlines: z.array(deadlineForm),
  extension: extensionForm.nullable(),
  releases: z.array(releaseForm),
  items: z.array(itemForm),
})

export const itemPageForm = z.object({
  item: listedItemForm.omit({ due: true }),
  photoIds: z.array(text),
  measure: measureViewForm,
  ledger: z.array(
    z.object({
      sequence: z.number(),
      kind: z.enum(['entry', 'move', 'partial-exit', 'exit', 'difference']),
      change: text,
      balance: text,
      from: maybe.describe('仓库代码/货位'),
      to: maybe.describe('仓库代码/货位'),
      exitId: maybe,
      stockTakeId: maybe,
      sheetId: maybe.describe('所上的出入库单据'),
      note: text,
      recordedBy: text,
      at: time,
    }),
  ),
  people: z.record(text, text).describe('页上出现的人员：编号和姓名'),
  handlers: z.array(z.object({ officerId: text, name: text })).describe('本案办案人员，入库时的移交人'),
  openSheets: z
    .object({
      entry: z.array(text).describe('有尚未开具入库单的入库的仓库'),
      exit: z.array(text).describe('可以开具出库审批单的解除、处理'),
      back: z.array(text).describe('有尚未开具返还单的返还的解除、处理'),
      disposal: z.array(text).describe('有尚未制作处理记录的解除、处理'),
    })
    .describe('这项措施尚未开具的单据'),
})

const stockTakeForm = z.object({
  id: text,
  warehouse: text,
  warehouseName: text,
  state: z.enum(['open', 'closed']),
  openedBy: text,
  openedByName: text,
  openedAt: time,
  closedBy: maybe,
  closedByName: maybe,
  closedAt: time.nullable(),
})

export const stockTakeListForm = z.object({
  items: z.array(stockTakeForm.extend({ differences: z.number().describe('结束时账实不符的件数') })),
  next: maybe,
})

const countedItem = z.object({
  itemId: text,
  number: text,
  name: text,
  unit: text,
  expected: text,
  expectedShelf: maybe,
  counted: text,
  countedShelf: maybe,
  isCounted: z.boolean(),
  explanation: maybe,
})

export const stockTakeViewForm = z.object({
  stockTake: stockTakeForm,
  counted: z.number(),
  differences: z.array(countedItem).describe('账实不符的，盘点结束以前也包括还没有盘到的'),
  agreed: z.array(countedItem).describe('盘到并且相符的'),
})
