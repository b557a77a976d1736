/** Every address of the product; each page is loaded when it is first opened. */
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { deskOrPhone } from './desk-or-phone.ts'
import { propertyRoutes } from './desktop/property/routes.ts'
import { deskRoutes } from './desktop/desks/routes.ts'
import { registerRoutes } from './desktop/registers/routes.ts'
// What is shown when there is no network is not fetched then.
import AwayPage from './shared/offline/away-page.vue'
import { away, lookAgain } from './shared/offline/connection.ts'
import WaitingPage from './shared/offline/waiting-page.vue'
import { recall, unready } from './shared/session/session.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Of the browser's tab. */
    title?: string
    /** Can be opened by who has not signed in. */
    open?: boolean
    /** On the phone the page has the whole height: it brings its own way back and its own act at the thumb. */
    whole?: boolean
    /** Works without the server; its code is kept on the device (web/kept-files.ts). */
    offline?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      path: '/sign-in',
      component: () => import('./shared/session/sign-in-page.vue'),
      meta: { title: '登录', open: true },
    },
    {
      path: '/password',
      component: () => import('./shared/session/password-page.vue'),
      meta: { title: '修改密码' },
    },
    {
      path: '/second-factor',
      component: () => import('./shared/session/second-factor-page.vue'),
      meta: { title: '设置第二重验证' },
    },
    {
      path: '/',
      component: deskOrPhone(
        () => import('./desktop/shell.vue'),
        () => import('./phone/shell.vue'),
      ),
      children: [
        { path: '', redirect: '/tasks' },
        {
          path: 'tasks',
          component: deskOrPhone(
            () => import('./desktop/tasks/tasklist-page.vue'),
            () => import('./phone/tasks/tasklist-page.vue'),
          ),
          meta: { title: '待办' },
        },
        {
          path: 'tasks/:userTaskKey',
          component: deskOrPhone(
            () => import('./desktop/tasks/task-page.vue'),
            () => import('./phone/tasks/task-page.vue'),
          ),
          props: true,
          meta: { title: '任务', whole: true },
        },
        {
          path: 'clues',
          component: () => import('./desktop/clues/clue-list-page.vue'),
          meta: { title: '线索' },
        },
        {
          path: 'clues/new',
          component: () => import('./desktop/clues/registration-page.vue'),
          meta: { title: '登记线索', offline: true },
        },
        {
          path: 'clues/:clueId',
          component: () => import('./desktop/clues/clue-page.vue'),
          props: true,
          meta: { title: '线索' },
        },
        {
          path: 'cases',
          component: () => import('./desktop/cases/case-list-page.vue'),
          meta: { title: '案件' },
        },
        {
          path: 'cases/:caseId/replay',
          component: () => import('./desktop/cases/replay/replay-page.vue'),
          props: true,
          meta: { title: '流程回放' },
        },
        {
          path: 'cases/:caseId',
          component: () => import('./desktop/cases/case-page.vue'),
          props: true,
          meta: { title: '案件' },
        },
        ...propertyRoutes,
        ...deskRoutes,
        ...registerRoutes,
        {
          path: 'messages',
          component: () => import('./shared/messages/messages-page.vue'),
          meta: { title: '消息' },
        },
        {
          path: 'approvals/:approvalId',
          component: () => import('./shared/approval-door.vue'),
          props: true,
          meta: { title: '审批' },
        },
        {
          path: 'street',
          component: () => import('./phone/street/street-page.vue'),
          meta: { title: '当场处罚', whole: true, offline: true },
        },
        {
          path: 'me',
          component: () => import('./phone/me/me-page.vue'),
          meta: { title: '我的' },
        },
        {
          path: 'waiting',
          component: WaitingPage,
          meta: { title: '待上传', offline: true },
        },
        {
          path: 'away',
          component: AwayPage,
          meta: { title: '没有网络', offline: true },
        },
        {
          path: ':unknown(.*)*',
          component: () => import('./shared/unknown-page.vue'),
          meta: { title: '没有这一页' },
        },
      ],
    },
  ],
})

router.beforeEach(async (to, from) => {
  if (to.meta.open) return true
  if (from.matched.length === 0) fetchCode(to)
  const me = await recall()
  if (!me) return { path: '/sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  const first = unready(me)
  if (first && to.path !== `/${first}`) return { path: `/${first}`, query: { to: to.fullPath } }
  // Other questions to a page that is open are the page's own.
  if (away.value && !to.meta.offline && to.path !== from.path) return awayFrom(to)
  return true
})

/** Of the first page, while the server is asked who it is. What does not come is said when the page is to be shown. */
function fetchCode({ matched }: RouteLocationNormalized): void {
  for (const { components } of matched)
    for (const load of Object.values(components ?? {}))
      if (typeof load === 'function' && !('displayName' in load))
        void Promise.resolve((load as () => unknown)()).catch(() => {})
}

// The code of a page did not come: there is no network, or a new version has taken its place.
router.onError(async (error: unknown, to) => {
  console.warn(error)
  const before = sessionStorage.getItem(loadedAnew)
  if (before !== to.fullPath && !away.value && (await lookAgain())) {
    sessionStorage.setItem(loadedAnew, to.fullPath)
    location.assign(to.fullPath)
  } else if (to.path !== '/away') await router.replace(awayFrom(to))
})

/** The address for which the product was loaded anew: once, or it would go on for ever. */
const loadedAnew = 'zhiheng.loaded-anew'
router.afterEach(() => sessionStorage.removeItem(loadedAnew))
const awayFrom = ({ fullPath }: RouteLocationNormalized) => ({ path: '/away', query: { to: fullPath } })

router.afterEach((to) => entitle(to))

function entitle({ meta: { title } }: RouteLocationNormalized): void {
  document.title = title ? `${title} · 执衡` : '执衡'
}
