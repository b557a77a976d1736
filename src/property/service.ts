/** Property 涉案财物 and coercive measures 强制措施: from the application to the last exit. Each use case stands in a file of its own. */
import type { Actor } from '../identity/actor.ts'
import type { Dialect } from '../platform/database/dialect.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { dueLines, type dueScopes } from './due.ts'
import { decideMeasure, executeMeasure, type NewExecution } from './execute.ts'
import { appraise, applyForExtension } from './extend.ts'
import { type ExitParticulars, giveOut } from './give-out.ts'
import { applyAgain, applyForMeasure, executeOnTheSpot, type NewMeasure } from './impose.ts'
import { itemPage, type ItemQuery, itemsOfMeasure, listItems } from './item-view.ts'
import { printLabels } from './labels.ts'
import type { Place } from './ledger.ts'
import { measureFacts } from './measure-facts.ts'
import { viewMeasure } from './measure-view.ts'
import type { MeasureRow } from './model.ts'
import { applyForRelease, type NewRelease } from './release.ts'
import { findMeasure, objectOf, type PropertyParts, type PropertyRoom, requireEnded } from './room.ts'
import { seedWarehouses } from './rules.ts'
import { settle, settleStart } from './settle.ts'
import { closeStockTake, countItem, openStockTake } from './stock-take.ts'
import { stockTakeView } from './stock-take-view.ts'
import { moveItem, takeIn } from './take-in.ts'

export type Property = ReturnType<typeof createProperty>

export function createProperty(parts: PropertyParts) {
  const room: PropertyRoom = { ...parts, newId: parts.tasks.newId }
  const { database, outbox, cases, policy, rules } = room
  outbox.onSettled('measure-request', (tx, act, settlement) => settleStart(room, tx, act.id, settlement))
  cases.beforeClosing(requireEnded)
  const requireReader = async (actor: Actor, caseId: string) =>
    policy.require(actor, 'property.read', await objectOf(room, database, caseId))

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
      applyAgain(room, actor, measureId, reason),
    decide: (actor: Actor, measureId: string, number: string) =>
      decideMeasure(room, actor, measureId, number),
    execute: (actor: Actor, measureId: string, execution: NewExecution) =>
      executeMeasure(room, actor, measureId, execution),
    applyForExtension: (actor: Actor, measureId: string, wish: { days: number; reason: string }) =>
      applyForExtension(room, actor, measureId, wish),
    appraise: (actor: Actor, measureId: string, step: { step: 'begin' | 'end'; reason: string }) =>
      appraise(room, actor, measureId, step),
    applyForRelease: (actor: Actor, measureId: string, release: NewRelease) =>
      applyForRelease(room, actor, measureId, release),

    takeIn: (actor: Actor, itemId: string, entry: Place & { quantity: string; note?: string }) =>
      takeIn(room, actor, itemId, entry),
    move: (actor: Actor, itemId: string, to: Place & { note: string }) => moveItem(room, actor, itemId, to),
    giveOut: (
      actor: Actor,
      releaseId: string,
      exit: { itemId: string; quantity: string; particulars: ExitParticulars },
    ) => giveOut(room, actor, releaseId, exit),
    openStockTake: (actor: Actor, warehouse: string) => openStockTake(room, actor, warehouse),
    count: (actor: Actor, stockTakeId: string, count: { itemId: string; quantity: string; shelf: string }) =>
      countItem(room, actor, stockTakeId, count),
    closeStockTake: (
      actor: Actor,
      stockTakeId: string,
      explanations: { itemId: string; explanation: string }[],
    ) => closeStockTake(room, actor, stockTakeId, explanations),
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
      return Promise.all(rows.map(async (row) => (await viewMeasure(room, row)).measure))
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
    labels: (actor: Actor, itemIds: string[], form: { sheet: boolean; start: number }) =>
      printLabels(room, actor, itemIds, form),

    /** For the worker: the approval of a request has ended. */
    settle: (tx: WriteTransaction, settling: Parameters<typeof settle>[2]) => settle(room, tx, settling),
    /** For documents: everything that one about the measure can say. */
    measureFacts: (measureId: string) => measureFacts(room, measureId),
  }
}
