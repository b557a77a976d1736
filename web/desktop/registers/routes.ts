/** 四库 at a desk: each register's search, and the card of each record. */
import type { RouteRecordRaw } from 'vue-router'

export const registerRoutes: RouteRecordRaw[] = [
  {
    path: 'parties',
    component: () => import('./parties/party-list-page.vue'),
    meta: { title: '服务对象' },
  },
  {
    path: 'parties/:partyId',
    component: () => import('./parties/party-page.vue'),
    props: true,
    meta: { title: '服务对象' },
  },
]
