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
  {
    path: 'violations',
    component: () => import('./violations/violation-list-page.vue'),
    meta: { title: '违法行为' },
  },
  {
    path: 'violations/:code',
    component: () => import('./violations/violation-page.vue'),
    props: true,
    meta: { title: '违法行为' },
  },
  {
    path: 'laws',
    component: () => import('./laws/law-list-page.vue'),
    meta: { title: '法律法规' },
  },
  {
    path: 'laws/:law',
    component: () => import('./laws/law-page.vue'),
    props: true,
    meta: { title: '法律法规' },
  },
  {
    path: 'laws/:law/:article',
    component: () => import('./laws/article-page.vue'),
    props: true,
    meta: { title: '条文' },
  },
  {
    path: 'officers',
    component: () => import('./officers/officer-list-page.vue'),
    meta: { title: '执法人员' },
  },
  {
    path: 'officers/:officerId',
    component: () => import('./officers/officer-page.vue'),
    props: true,
    meta: { title: '执法人员' },
  },
]
