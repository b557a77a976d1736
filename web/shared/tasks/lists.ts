/** The lists of the page 待办: what one may do, what others have in hand, what is past. Which one is seen stands in the address. */
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { me } from '../session/session.ts'

/** Open tasks, as `GET /tasklist` is asked for them. */
export const openLists = ['mine', 'assigned', 'delegated', 'squad', 'bureau'] as const
export type OpenList = (typeof openLists)[number]
export type List = OpenList | 'done' | 'copied'

interface ListWords {
  name: string
  /** What an empty one says. */
  empty: string
}

const words: Record<List, ListWords> = {
  mine: { name: '我能办的', empty: '现在没有等您办的事。案件流转到您这里时，会自己出现在这一页。' },
  assigned: {
    name: '分配给我的',
    empty: '没有只分配给您的事。您认领的、别人转给您的，在这里；可以认领的，在“我能办的”。',
  },
  delegated: {
    name: '受委托的',
    empty: '没有别人委托您代为审批的事。委托由委托人或者管理员登记，有起止日期。',
  },
  squad: { name: '本部门的', empty: '本部门的案件现在没有待办的事。' },
  bureau: { name: '全局的', empty: '全局的案件现在没有待办的事。' },
  done: { name: '我办过的', empty: '您还没有办过事。办完的每一件，从最近的开始，列在这里。' },
  copied: { name: '抄送我的', empty: '没有抄送给您的审批。起草人、审批人可以把一份审批抄送给您看。' },
}

export const isOpen = (list: List): list is OpenList => (openLists as readonly string[]).includes(list)

/** Others' tasks are looked at, not taken. */
export const isOthers = (list: List): boolean => list === 'squad' || list === 'bureau'

export function useLists() {
  const route = useRoute()
  const reaches = (...scopes: string[]) =>
    me.value?.roles.some(({ scope }) => scopes.includes(scope)) === true
  const lists = computed(() => {
    const all: List[] = ['mine', 'assigned', 'delegated']
    if (reaches('squad', 'department', 'bureau')) all.push('squad')
    if (reaches('bureau')) all.push('bureau')
    return [...all, 'done' as const, 'copied' as const].map((list) => ({ list, ...words[list] }))
  })
  const list = computed<List>(() => lists.value.find((one) => one.list === route.query.list)?.list ?? 'mine')
  const seen = computed(() => words[list.value])
  /** Where a list is. */
  const place = (one: List) => ({ path: '/tasks', query: one === 'mine' ? {} : { list: one } })
  return { lists, list, seen, place }
}
