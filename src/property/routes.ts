/** Measures, items, releases, exits, stock-takings, labels, and what is due. */
import { z } from 'zod'
import { deadlineForm } from '../deadlines/deadline-form.ts'
import { rollFiles, rollQuery } from '../documents/receipt/roll-query.ts'
import type { Outbox, Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import { verdict, whenSettled } from '../tasks/index.ts'
import { dueScopes } from './due.ts'
import { exitParticulars } from './give-out.ts'
import { exitWays, itemStates, itemWaits, measureKinds } from './model.ts'
import { caseMeasureForm, itemForm, itemPageForm, listedItemForm, measureViewForm } from './property-forms.ts'
import type { Property } from './service.ts'
import { sheetRoutes } from './sheets/routes.ts'
import { stockRoutes } from './stock-routes.ts'
import { instant } from '../platform/instant.ts'

const measurePath = z.object({ measureId: z.string() })
const casePath = z.object({ caseId: z.string() })
const itemPath = z.object({ itemId: z.string() })
const text = (most: number) => z.string({ error: '请填写' }).trim().min(2, '请填写').max(most)
const quantity = z.string({ error: '请填写数量' }).describe('十进制文本，如 12 或 0.5')
const newMeasure = z.strictObject({
  kind: z.enum(measureKinds),
  reason: text(2000),
  basis: text(200).describe('法律依据'),
  place: text(200),
})
const goods = z
  .array(
    z.strictObject({
      name: z.string().trim().min(1).max(120),
      kind: z.string(),
      specification: z.string().trim().max(200),
      quantity,
      unit: z.string(),
      ownerId: z.string().optional(),
      photoIds: z.array(z.string()).max(50),
      condition: z.string().trim().min(1).max(60).optional().describe('状况，如完好、有破损'),
    }),
  )
  .max(500)
const site = z.strictObject({
  at: instant.describe('实施时间'),
  endedAt: instant.optional().describe('结束时间'),
  place: text(200),
  officerIds: z.array(z.string()).min(2, '须有两名以上执法人员（行政强制法 第十八条）'),
  partyPresent: z.boolean(),
  witness: z.string().trim().min(2).max(60).optional(),
  statement: z.string().max(2000).describe('当事人的陈述和申辩'),
  course: text(4000).describe('现场笔录'),
})
const listed = goods.min(1, '清单至少一件')
const delivery = {
  receivedBy: z.string().trim().min(1).max(60).optional().describe('签收人'),
  refusal: z.string().trim().min(2).max(200).optional().describe('拒绝签收的情形'),
}
export function propertyRoutes({ property, outbox }: { property: Property; outbox: Outbox }): Route<Actor>[] {
  return [
    ...measureRoutes(property, outbox),
    ...itemRoutes(property),
    ...sheetRoutes(property),
    ...stockRoutes(property),
  ]
}

function measureRoutes(property: Property, outbox: Outbox): Route<Actor>[] {
  const tag = '强制措施'
  const asked = verdict.extend({ requestId: z.string() })
  const begun = async ({ ticket, ...more }: { ticket: Ticket; requestId: string }) => ({
    status: 201,
    ...(await whenSettled(outbox, ticket, more)),
  })
  return [
    route({
      method: 'post',
      path: '/cases/{caseId}/measures',
      summary: '申请采取强制措施',
      description: '经批准并作出决定后实施（行政强制法 第十八条；先行登记保存：行政处罚法 第五十六条）。',
      tag,
      params: casePath,
      body: newMeasure,
      response: asked.extend({ measureId: z.string() }),
      handle: async ({ asker, params, body }) => begun(await property.apply(asker, params.caseId, body)),
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/measures/on-the-spot',
      summary: '当场采取强制措施',
      description: '情况紧急的当场实施，二十四小时内报告并补办批准（行政强制法 第十九条）。',
      tag,
      params: casePath,
      body: newMeasure.extend({ execution: site.extend({ items: listed }) }),
      response: z.object({ measureId: z.string(), itemIds: z.array(z.string()) }),
      handle: async ({ asker, params, body: { execution, ...measure } }) => ({
        status: 201,
        body: await property.executeOnTheSpot(asker, params.caseId, measure, execution),
      }),
    }),
    route({
      method: 'get',
      path: '/cases/{caseId}/measures',
      summary: '案件的强制措施',
      tag,
      params: casePath,
      response: z.object({ items: z.array(caseMeasureForm) }),
      handle: async ({ asker, params }) => ({
        body: { items: await property.measuresOf(asker, params.caseId) },
      }),
    }),
    route({
      method: 'get',
      path: '/measures/{measureId}',
      summary: '强制措施页：申请、决定、清单、延长、解除、期限',
      tag,
      params: measurePath,
      response: measureViewForm.extend({ items: z.array(itemForm) }),
      handle: async ({ asker, params }) => ({ body: await property.measure(asker, params.measureId) }),
    }),
    route({
      method: 'post',
      path: '/measures/{measureId}/applications',
      summary: '补办批准，或退回后再次申请',
      tag,
      params: measurePath,
      body: z.strictObject({ reason: text(2000) }),
      response: asked,
      handle: async ({ asker, params, body }) =>
        begun(await property.applyAgain(asker, params.measureId, body.reason)),
    }),
    route({
      method: 'post',
      path: '/measures/{measureId}/goods-list',
      summary: '清点并列清单，决定书和清单据此制作',
      description: '批准之后、实施之前（行政强制法 第二十四条）。',
      tag,
      params: measurePath,
      body: z.strictObject({
        storage: text(200).describe('保管地点'),
        keeper: z.string().trim().min(1).max(60).optional().describe('保管人'),
        items: listed,
      }),
      response: z.object({ itemIds: z.array(z.string()) }),
      handle: async ({ asker, params, body }) => {
        const { itemIds } = await property.listGoods(asker, params.measureId, body)
        return { status: 201, body: { itemIds } }
      },
    }),
    route({
      method: 'post',
      path: '/measures/{measureId}/execution',
      summary: '登记实施：现场笔录、当场交付',
      tag,
      params: measurePath,
      body: site.extend({ items: goods.default([]), ...delivery }),
      response: z.object({ itemIds: z.array(z.string()) }),
      handle: async ({ asker, params, body: { receivedBy, refusal, ...execution } }) => {
        const { itemIds } = await property.execute(asker, params.measureId, execution, {
          receivedBy,
          refusal,
        })
        return { status: 201, body: { itemIds } }
      },
    }),
    route({
      method: 'post',
      path: '/measures/{measureId}/delivery',
      summary: '登记决定书和清单的送达（补办批准之后）',
      tag,
      params: measurePath,
      body: z.strictObject({ at: instant.describe('送达时间'), ...delivery }),
      async handle({ asker, params, body }) {
        await property.deliver(asker, params.measureId, body)
        return { status: 204 }
      },
    }),
    route({
      method: 'post',
      path: '/measures/{measureId}/extensions',
      summary: '申请延长期限',
      description: '只能延长一次，至多三十日（行政强制法 第二十五条）。',
      tag,
      params: measurePath,
      body: z.strictObject({ days: z.number().int().min(1), reason: text(2000) }),
      response: asked,
      handle: async ({ asker, params, body }) =>
        begun(await property.applyForExtension(asker, params.measureId, body)),
    }),
    route({
      method: 'post',
      path: '/measures/{measureId}/appraisal',
      summary: '鉴定开始或结束：期间不计入期限',
      tag,
      params: measurePath,
      body: z.strictObject({ step: z.enum(['begin', 'end']), reason: text(500) }),
      async handle({ asker, params, body }) {
        await property.appraise(asker, params.measureId, body)
        return { status: 204 }
      },
    }),
    route({
      method: 'post',
      path: '/measures/{measureId}/releases',
      summary: '申请解除、处理',
      tag,
      params: measurePath,
      body: z.strictObject({
        ground: z.string(),
        reason: text(2000),
        items: z
          .array(z.strictObject({ itemId: z.string(), quantity, way: z.enum(exitWays) }))
          .min(1, '至少一件'),
      }),
      response: asked.extend({ releaseId: z.string() }),
      handle: async ({ asker, params, body }) =>
        begun(await property.applyForRelease(asker, params.measureId, body)),
    }),
    route({
      method: 'get',
      path: '/property/due',
      summary: '到期提醒：补办批准、处理、延长、出库',
      tag,
      query: z.object({ scope: z.enum(dueScopes).default('mine') }),
      response: z.object({
        items: z.array(
          z.object({
            what: z.enum(['report', 'disposal', 'extension', 'give-out']),
            measureId: z.string(),
            caseId: z.string(),
            caseNumber: z.string().nullable(),
            title: z.string(),
            place: z.string(),
            releaseId: z.string().nullable(),
            dueAt: z.number().nullable(),
            colour: deadlineForm.shape.colour.nullable(),
            left: z.string(),
          }),
        ),
      }),
      handle: async ({ asker, query }) => ({ body: { items: await property.due(asker, query.scope) } }),
    }),
  ]
}

function itemRoutes(property: Property): Route<Actor>[] {
  const tag = '涉案财物'
  return [
    route({
      method: 'get',
      path: '/property-items',
      summary: '涉案财物列表',
      tag,
      query: z.object({
        warehouse: z.string().optional(),
        state: z.enum(itemStates).optional(),
        caseId: z.string().optional(),
        measureId: z.string().optional(),
        ownerId: z.string().optional(),
        text: z.string().trim().max(60).optional().describe('编号、名称、规格或者案号的一部分'),
        waits: z.enum(itemWaits).optional().describe('等着保管员办的：entry 入库，exit 出库'),
        overdue: z.stringbool().optional().describe('所属措施的期限已经届满'),
        cursor: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      response: z.object({ items: z.array(listedItemForm), next: z.string().nullable() }),
      handle: async ({ asker, query }) => ({ body: await property.items(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/property-items/{itemId}',
      summary: '涉案财物页：全链条和台账',
      tag,
      params: itemPath,
      response: itemPageForm,
      handle: async ({ asker, params }) => ({ body: await property.item(asker, params.itemId) }),
    }),
    route({
      method: 'post',
      path: '/property-items/{itemId}/entry',
      summary: '入库',
      tag,
      params: itemPath,
      body: z.strictObject({
        warehouse: z.string(),
        shelf: z.string(),
        quantity: quantity.describe('清点的实物数量'),
        note: z.string().max(500).optional(),
      }),
      async handle({ asker, params, body }) {
        await property.takeIn(asker, params.itemId, body)
        return { status: 204 }
      },
    }),
    route({
      method: 'post',
      path: '/property-items/{itemId}/moves',
      summary: '移库',
      tag,
      params: itemPath,
      body: z.strictObject({ warehouse: z.string(), shelf: z.string(), note: text(500) }),
      async handle({ asker, params, body }) {
        await property.move(asker, params.itemId, body)
        return { status: 204 }
      },
    }),
    route({
      method: 'post',
      path: '/releases/{releaseId}/exits',
      summary: '出库：返还、没收、移送、销毁、拍卖',
      description: '只凭经批准的解除、处理决定出库。',
      tag,
      params: z.object({ releaseId: z.string() }),
      body: z.strictObject({ itemId: z.string(), quantity, particulars: exitParticulars }),
      response: z.object({ exitId: z.string() }),
      handle: async ({ asker, params, body }) => ({
        status: 201,
        body: await property.giveOut(asker, params.releaseId, body),
      }),
    }),
    route({
      method: 'get',
      path: '/property-labels',
      summary: '标签（PDF，或者便携打印机的纸卷）',
      description:
        '`form`：`sheet` 整张标签纸，`single` 每张一页，`roll` 便携打印机的纸卷；纸卷的 `width` 是纸宽（毫米），`as` 是格式：`pdf`，`escpos`（直接发给打印机的字节，每张标签后切纸），`png`（打印效果）。',
      tag,
      query: z.object({
        items: z
          .string()
          .transform((ids) => ids.split(','))
          .pipe(z.array(z.string().min(1)).min(1).max(240))
          .describe('物品的 id，以逗号分隔'),
        form: z.enum(['sheet', 'single', 'roll']).default('sheet'),
        ...rollQuery.shape,
        start: z.coerce.number().int().min(0).max(23).default(0).describe('整张标签纸上已用掉的个数'),
      }),
      produces: 'application/pdf',
      handle: async ({ asker, query: { items, form, start, width, as } }) => ({
        headers: { 'content-type': form === 'roll' ? rollFiles[as].type : 'application/pdf' },
        body: await property.labels(
          asker,
          items,
          form === 'roll'
            ? { on: 'roll', width, as }
            : form === 'sheet'
              ? { on: 'sheet', start }
              : { on: 'label' },
        ),
      }),
    }),
  ]
}
