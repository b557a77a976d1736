/** The store 涉案财物 at a desk: its items, each item, and stock-takings 盘点. The addresses are those of the API, which a label's QR code names too. */
import type { RouteRecordRaw } from 'vue-router'

export const propertyRoutes: RouteRecordRaw[] = [
  {
    path: 'property-items',
    component: () => import('./item-list-page.vue'),
    meta: { title: '涉案财物' },
  },
  {
    path: 'property-items/:itemId',
    component: () => import('./item-page.vue'),
    props: true,
    meta: { title: '涉案财物' },
  },
  {
    path: 'stock-takes',
    component: () => import('./stock-take-list-page.vue'),
    meta: { title: '盘点' },
  },
  {
    path: 'stock-takes/:stockTakeId',
    component: () => import('./stock-take-page.vue'),
    props: true,
    meta: { title: '盘点' },
  },
]
