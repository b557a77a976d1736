/** Whose a desk shows: mine, my department's, the bureau's; it stands in the address. */
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { may, me } from '../../shared/session/session.ts'

export const whoseNames = { mine: '我的', squad: '本部门', bureau: '全局' } as const
export type Whose = keyof typeof whoseNames

/** Who handles cases begins with their own, who watches over them with all that is within reach. */
export function useWhose() {
  const route = useRoute()
  const all = computed(() => me.value?.roles.some(({ scope }) => scope === 'bureau') ?? false)
  const open = computed<Whose[]>(() => (all.value ? ['mine', 'squad', 'bureau'] : ['mine', 'squad']))
  const usual = computed<Whose>(() => (may('case.edit') ? 'mine' : all.value ? 'bureau' : 'squad'))
  const whose = computed<Whose>(() => {
    const asked = route.query.whose
    return open.value.find((one) => one === asked) ?? usual.value
  })
  return { whose, open }
}
