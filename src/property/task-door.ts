/**
 * The tasks of a measure's process: what their forms say goes through the same use cases as the API, in the transaction of the completion. The measure is
 * that of the task's process instance.
 */
import { z } from 'zod'
import type { Variables } from '../engine/port.ts'
import { parseInstant } from '../platform/clock.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Completion, CompletionHandler } from '../tasks/index.ts'
import { deliverDecision, executeMeasure, listGoods } from './execute.ts'
import { applyForExtension } from './extend.ts'
import { applyAgain } from './impose.ts'
import type { NewItem } from './list-item.ts'
import { exitWays, type MeasureRow } from './model.ts'
import { applyForRelease } from './release.ts'
import type { PropertyRoom } from './room.ts'
import { settleStart } from './settle.ts'
import { allStored, takeInWithin } from './take-in.ts'

type Accept = (
  room: PropertyRoom,
  tx: WriteTransaction,
  measure: MeasureRow,
  completion: Completion,
) => Promise<Variables>

const reportForm = z.object({ reason: z.string() })
const listForm = z.object({
  storage: z.string(),
  keeper: z.string().optional(),
  items: z
    .array(
      z.object({
        name: z.string(),
        kind: z.string(),
        specification: z.string().default(''),
        quantity: z.string(),
        unit: z.string(),
        condition: z.string().optional(),
      }),
    )
    .min(1),
})
const delivery = { receivedBy: z.string().optional(), refusal: z.string().optional() }
const executionForm = z.object({
  at: z.string(),
  place: z.string(),
  partyPresent: z.boolean().default(false),
  witness: z.string().optional(),
  statement: z.string(),
  course: z.string(),
  ...delivery,
})
const deliveryForm = z.object({ at: z.string(), ...delivery })
const numbered = z.object({ number: z.string(), quantity: z.string() })
const decisionForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('extend'), reason: z.string(), days: z.number() }),
  z.object({
    act: z.literal('release'),
    reason: z.string(),
    ground: z.string(),
    items: z.array(numbered.extend({ way: z.enum(exitWays) })).min(1),
  }),
])
const storageForm = z.object({
  items: z.array(numbered.extend({ warehouse: z.string(), shelf: z.string() })).min(1),
})

/** What a form lacks, in the field where it lacks it. */
function read<Form extends z.ZodType>(form: Form, data: unknown): z.infer<Form> {
  const parsed = form.safeParse(data)
  if (parsed.success) return parsed.data
  throw problem(
    'input-invalid',
    '填写的内容有误，请逐项更正',
    parsed.error.issues.map(({ path }) => ({ path: path.join('.'), message: '请填写' })),
  )
}

/** Items are named on paper by their numbers 编号. */
async function itemIdOf(
  { sql }: WriteTransaction,
  { id }: MeasureRow,
  number: string,
  index: number,
): Promise<string> {
  const [item] = await sql.all<{ id: string }>(
    'SELECT id FROM property_items WHERE measure_id = ? AND number = ?',
    [id, number],
  )
  if (!item)
    throw problem('input-invalid', '编号有误', [
      { path: `items.${index}.number`, message: '清单上没有这个编号' },
    ])
  return item.id
}

const forms: { [formId: string]: Accept } = {
  async 'report-measure'(room, tx, { id }, { actor, data }) {
    const { reason } = read(reportForm, data)
    return (await applyAgain(room, tx, actor, id, reason)).variables
  },
  async 'list-goods'(room, tx, { id }, { actor, data }) {
    const { items, ...list } = read(listForm, data)
    const goods: NewItem[] = items.map((item) => ({ ...item, photoIds: [] }))
    await listGoods(room, tx, actor, id, { ...list, items: goods })
    return {}
  },
  async 'execute-measure'(room, tx, measure, { actor, data }) {
    const { at, receivedBy, refusal, ...site } = read(executionForm, data)
    const officerIds = await room.cases.handlers(tx, measure.case_id)
    const execution = { ...site, at: parseInstant(at), officerIds, items: [] }
    await executeMeasure(room, tx, actor, measure.id, execution, { receivedBy, refusal })
    return {}
  },
  async 'deliver-decision'(room, tx, { id }, { actor, data }) {
    const { at, ...rest } = read(deliveryForm, data)
    await deliverDecision(room, tx, actor, id, { at: parseInstant(at), ...rest })
    return {}
  },
  async 'decide-on-goods'(room, tx, measure, { actor, data }) {
    const wish = read(decisionForm, data)
    if (wish.act === 'extend') return (await applyForExtension(room, tx, actor, measure.id, wish)).variables
    const items = []
    for (const [index, { number, ...item }] of wish.items.entries())
      items.push({ ...item, itemId: await itemIdOf(tx, measure, number, index) })
    return (await applyForRelease(room, tx, actor, measure.id, { ...wish, items })).variables
  },
  async 'store-goods'(room, tx, measure, { actor, data }) {
    for (const [index, { number, ...entry }] of read(storageForm, data).items.entries())
      await takeInWithin(room, tx, actor, await itemIdOf(tx, measure, number, index), entry)
    if (!(await allStored(tx, measure.id)))
      throw problem('input-invalid', '清单未全部入库', [
        { path: 'items', message: '清单上的财物须全部入库，才能办结' },
      ])
    return {}
  },
}

export function measureTasks(room: PropertyRoom): CompletionHandler[] {
  return Object.entries(forms).map(([formId, accept]) => ({
    formId,
    async accept(tx, completion) {
      const [measure] = await tx.sql.all<MeasureRow>(
        `SELECT * FROM measures WHERE process_instance_key = ? ${room.database.dialect.forUpdate}`,
        [completion.task.process_instance_key],
      )
      if (!measure) throw problem('conflict', '任务还没有对应到措施，请稍候再试')
      return { ...completion.routing, ...(await accept(room, tx, measure, completion)) }
    },
    async settled(tx, act, settlement) {
      const { requestId } = JSON.parse(act.variables) as { requestId?: string }
      if (requestId !== undefined) await settleStart(room, tx, requestId, settlement)
    },
  }))
}
