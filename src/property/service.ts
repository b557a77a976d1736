/** Property 涉案财物 and coercive measures 强制措施: from the application to the last exit. Each use case stands in a file of its own. */
import type { Variables } from '../engine/port.ts'
import type { Actor } from '../identity/actor.ts'
import type { Dialect } from '../platform/database/dialect.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { dueLines, type dueScopes } from './due.ts'
import {
  decided,
  deliverDecision,
  executeMeasure,
  listGoods,
  type NewDelivery,
  type NewExecution,
} from './execute.ts'
import { appraise, applyForExtension } from './extend.ts'
import { adoptMeasures, type FlowMessage, tellFlow, tieToProcess } from './flow.ts'
import { type ExitParticulars, giveOut } from './give-out.ts'
import { applyAgain, applyForMeasure, executeOnTheSpot, type NewMeasure } from './impose.ts'
import { type ItemQuery, listItems } from './item-list.ts'
import { itemPage } from './item-page.ts'
import { itemsOfMeasure } from './item-view.ts'
import { type LabelForm, printLabels } from './labels.ts'
import type { Place } from './ledger.ts'
import { measureFacts } from './measure-facts.ts'
import { viewMeasure } from './measure-view.ts'
import type { Delivery, MeasureRow } from './model.ts'
import { issuePapers, type PaperOrder, preparePapers } from './papers.ts'
import { applyForRelease, type NewRelease } from './release.ts'
import {
  findMeasure,
  disposedOfGoods,
  holdsGoods,
  objectOf,
  type PropertyParts,
  type PropertyRoom,
  requireEnded,
  requireNothingAsked,
} from './room.ts'
import { seedWarehouses } from './rules.ts'
import { settle, settleStart } from './settle.ts'
import { closeStockTake, countItem, openStockTake } from './stock-take.ts'
import { listStockTakes, type StockTakeQuery } from './stock-take-list.ts'
import { stockTakeView } from './stock-take-view.ts'
import { moveItem, takeIn } from './take-in.ts'
import { measureTasks } from './task-door.ts'
import { drawEntrySheet } from './sheets/entry-sheet.ts'
import { drawDisposalRecord } from './sheets/disposal-record.ts'
import { drawExitSheet, drawReturnSheet } from './sheets/release-sheets.ts'
import { watchLimit } from './watch.ts'

export type Property = ReturnType<typeof createProperty>

export function createProperty(parts: PropertyParts) {
  const room: PropertyRoom = { ...parts, newId: parts.tasks.newId }
  const { database, outbox, cases, policy, rules } = room
  outbox.onSettled('measure-request', async (tx, act, settlement) =>
    settleStart(room, tx, act.id, settlement),
  )
  for (const handler of measureTasks(room)) room.tasks.onCompletion(handler)
  cases.beforeClosing(requireEnded)
  cases.beforeJoining(requireNothingAsked)
  cases.useGoods({ held: holdsGoods, disposed: disposedOfGoods })
  // Who keeps the goods reads what they are kept, taken in and given out by, and prints it; other documents of the case they do not.
  room.documents.alsoReadBy('property.read', async (documentId) => {
    const found = await database.sql.all('SELECT 1 FROM measure_documents WHERE document_id = ?', [
      documentId,
    ])
    return found.length > 0
  })
  const requireReader = async (actor: Actor, caseId: string) =>
    policy.require(actor, 'property.read', await objectOf(room, database, caseId))

  /** What came through the API: the process is told in the same transaction. */
  const told = <Done extends { measure: MeasureRow }>(
    message: FlowMessage,
    act: (tx: WriteTransaction) => Promise<Done & { variables?: Variables; requestId?: string }>,
  ) =>
    database.write(async (tx) => {
      const { measure, variables = {}, ...done } = await act(tx)
      const once = done.requestId ?? measure.id
      return { ...done, ticket: await tellFlow(room, tx, measure, message, once, variables) }
    })

  return {
    rules,
    /** The warehouses of data/warehouses.yaml; safe to repeat. */
    seed: (tx: { sql: Sql }, dialect: Dialect, seedFolder: string) =>
      seedWarehouses(tx.sql, dialect, seedFolder),

    apply: (actor: Actor, caseId: string, measure: NewMeasure) =>
      applyForMeasure(room, actor, caseId, measure),
    executeOnTheSpot: (actor: Actor, caseId: string, measure: NewMeasure, execution: NewExecution) =>
      executeOnTheSpot(room, actor, caseId, measure, execution),
    applyAgain: (actor: Actor, measureId: string, reason: string) =>
      told('measure-applied-for', (tx) => applyAgain(room, tx, actor, measureId, reason)),
    listGoods: (actor: Actor, measureId: string, list: Parameters<typeof listGoods>[4]) =>
      told('goods-listed', (tx) => listGoods(room, tx, actor, measureId, list)),
    execute: (actor: Actor, measureId: string, execution: NewExecution, delivery?: NewDelivery) =>
      told('measure-executed', (tx) => executeMeasure(room, tx, actor, measureId, execution, delivery)),
    deliver: (actor: Actor, measureId: string, delivery: Delivery) =>
      told('decision-delivered', async (tx) => ({
        measure: await deliverDecision(room, tx, actor, measureId, delivery),
      })),
    applyForExtension: (actor: Actor, measureId: string, wish: { days: number; reason: string }) =>
      told('measure-request-made', (tx) => applyForExtension(room, tx, actor, measureId, wish)),
    appraise: (actor: Actor, measureId: string, step: { step: 'begin' | 'end'; reason: string }) =>
      appraise(room, actor, measureId, step),
    applyForRelease: (actor: Actor, measureId: string, release: NewRelease) =>
      told('measure-request-made', (tx) => applyForRelease(room, tx, actor, measureId, release)),

    takeIn: (actor: Actor, itemId: string, entry: Place & { quantity: string; note?: string }) =>
      takeIn(room, actor, itemId, entry),
    move: (actor: Actor, itemId: string, to: Place & { note: string }) => moveItem(room, actor, itemId, to),
    giveOut: (
      actor: Actor,
      releaseId: string,
      exit: { itemId: string; quantity: string; particulars: ExitParticulars },
    ) => giveOut(room, actor, releaseId, exit),
    /** 出入库单据. */
    sheets: {
      entry: (actor: Actor, measureId: string, given: Parameters<typeof drawEntrySheet>[3]) =>
        drawEntrySheet(room, actor, measureId, given),
      exit: (actor: Actor, releaseId: string, given: Parameters<typeof drawExitSheet>[3]) =>
        drawExitSheet(room, actor, releaseId, given),
      back: (actor: Actor, releaseId: string, given: Parameters<typeof drawReturnSheet>[3]) =>
        drawReturnSheet(room, actor, releaseId, given),
      disposal: (actor: Actor, releaseId: string, given: Parameters<typeof drawDisposalRecord>[3]) =>
        drawDisposalRecord(room, actor, releaseId, given),
    },
    openStockTake: (actor: Actor, warehouse: string) => openStockTake(room, actor, warehouse),
    count: (actor: Actor, stockTakeId: string, count: { itemId: string; quantity: string; shelf: string }) =>
      countItem(room, actor, stockTakeId, count),
    closeStockTake: (
      actor: Actor,
      stockTakeId: string,
      explanations: { itemId: string; explanation: string }[],
    ) => closeStockTake(room, actor, stockTakeId, explanations),
    stockTakes: (actor: Actor, query: StockTakeQuery) => listStockTakes(room, actor, query),
    stockTake: (actor: Actor, stockTakeId: string) => stockTakeView(room, actor, stockTakeId),

    items: (actor: Actor, query: ItemQuery) => listItems(room, actor, query),
    item: (actor: Actor, itemId: string) => itemPage(room, actor, itemId),
    async measure(actor: Actor, measureId: string) {
      const row = await findMeasure(database.sql, measureId)
      await requireReader(actor, row.case_id)
      return { ...(await viewMeasure(room, row)), items: await itemsOfMeasure(room, measureId) }
    },
    async measuresOf(actor: Actor, caseId: string) {
      await requireReader(actor, caseId)
      const rows = await database.sql.all<MeasureRow>(
        'SELECT * FROM measures WHERE case_id = ? ORDER BY id',
        [caseId],
      )
      return Promise.all(
        rows.map(async (row) => {
          const { measure, deadlines, extension, releases } = await viewMeasure(room, row)
          return { ...measure, deadlines, extension, releases, items: await itemsOfMeasure(room, row.id) }
        }),
      )
    },
    due: (actor: Actor, scope: (typeof dueScopes)[number]) => dueLines(room, actor, scope),
    async warehouses(actor: Actor) {
      policy.require(actor, 'property.read')
      const warehouses = await database.sql.all<{ code: string; name: string; place: string }>(
        'SELECT * FROM warehouses ORDER BY code',
      )
      const shelves = await database.sql.all<{ warehouse: string; code: string }>(
        'SELECT * FROM shelves ORDER BY warehouse, code',
      )
      return warehouses.map((one) => ({
        ...one,
        shelves: shelves.filter(({ warehouse }) => warehouse === one.code).map(({ code }) => code),
      }))
    },
    labels: (actor: Actor, itemIds: string[], form: LabelForm) => printLabels(room, actor, itemIds, form),

    // For the workers.
    /** Measures from before they had processes; safe to repeat. */
    adopt: (tx: WriteTransaction) => adoptMeasures(room, tx),
    begin: (tx: WriteTransaction, measureId: string, processInstanceKey: string, requestId: string | null) =>
      tieToProcess(room, tx, measureId, processInstanceKey, requestId),
    watch: (tx: WriteTransaction, measureId: string, what: 'report' | 'hold') =>
      watchLimit(room, tx, measureId, what),
    preparePapers: (order: PaperOrder) => preparePapers(room, order),
    issuePapers: (
      tx: WriteTransaction,
      actor: Actor,
      order: PaperOrder,
      prepared: Awaited<ReturnType<typeof preparePapers>>,
    ) => issuePapers(room, tx, actor, order, prepared),
    /** The number of its decision. */
    decided: (tx: WriteTransaction, measureId: string, number: string) =>
      decided(room, tx, measureId, number),
    /** The approval of a request has ended. */
    settle: (tx: WriteTransaction, settling: Parameters<typeof settle>[2]) => settle(room, tx, settling),
    /** For documents: everything that one about the measure can say. */
    measureFacts: (measureId: string) => measureFacts(room, measureId),
  }
}
