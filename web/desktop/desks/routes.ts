/** What waits over many cases: what is due, by day; what is to be served, what to be enforced. */
import type { RouteRecordRaw } from 'vue-router'

export const deskRoutes: RouteRecordRaw[] = [
  { path: 'due', component: () => import('./due-page.vue'), meta: { title: '期限' } },
  { path: 'agenda', component: () => import('./agenda-page.vue'), meta: { title: '日历' } },
  { path: 'service', component: () => import('./service-desk-page.vue'), meta: { title: '送达' } },
  { path: 'enforcement', component: () => import('./enforcement-desk-page.vue'), meta: { title: '执行' } },
]
