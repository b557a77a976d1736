/** Warehouses and stock-takings 盘点. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import { stockTakeListForm, stockTakeViewForm } from './property-forms.ts'
import type { Property } from './service.ts'

const tag = '仓库'
const takePath = z.object({ stockTakeId: z.string() })

export function stockRoutes(property: Property): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/warehouses',
      summary: '仓库、货位，以及物品类型、单位、处理理由',
      tag,
      response: z.object({
        items: z.array(
          z.object({ code: z.string(), name: z.string(), place: z.string(), shelves: z.array(z.string()) }),
        ),
        kinds: z.array(z.string()),
        units: z.record(z.string(), z.number()).describe('单位及其小数位数'),
        grounds: z.record(z.string(), z.string()),
      }),
      handle: async ({ asker }) => ({
        body: {
          items: await property.warehouses(asker),
          kinds: property.rules.kinds,
          units: property.rules.units,
          grounds: property.rules.grounds,
        },
      }),
    }),
    route({
      method: 'post',
      path: '/warehouses/{warehouse}/stock-takes',
      summary: '开始盘点',
      tag,
      params: z.object({ warehouse: z.string() }),
      response: z.object({ stockTakeId: z.string() }),
      handle: async ({ asker, params }) => ({
        status: 201,
        body: await property.openStockTake(asker, params.warehouse),
      }),
    }),
    route({
      method: 'get',
      path: '/stock-takes',
      summary: '历次盘点，新的在前',
      tag,
      query: z.object({
        warehouse: z.string().optional(),
        state: z.enum(['open', 'closed']).optional(),
        cursor: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      response: stockTakeListForm,
      handle: async ({ asker, query }) => ({ body: await property.stockTakes(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/stock-takes/{stockTakeId}',
      summary: '盘点：已盘件数、相符的和差异',
      tag,
      params: takePath,
      response: stockTakeViewForm,
      handle: async ({ asker, params }) => ({ body: await property.stockTake(asker, params.stockTakeId) }),
    }),
    route({
      method: 'post',
      path: '/stock-takes/{stockTakeId}/counts',
      summary: '登记一件的实盘数量',
      tag,
      params: takePath,
      body: z.strictObject({ itemId: z.string(), quantity: z.string(), shelf: z.string() }),
      async handle({ asker, params, body }) {
        await property.count(asker, params.stockTakeId, body)
        return { status: 204 }
      },
    }),
    route({
      method: 'post',
      path: '/stock-takes/{stockTakeId}/close',
      summary: '结束盘点：每处差异须说明原因',
      tag,
      params: takePath,
      body: z.strictObject({
        explanations: z.array(
          z.strictObject({ itemId: z.string(), explanation: z.string().trim().min(2).max(1000) }),
        ),
      }),
      async handle({ asker, params, body }) {
        await property.closeStockTake(asker, params.stockTakeId, body.explanations)
        return { status: 204 }
      },
    }),
  ]
}
