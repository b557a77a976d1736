/** What a review asks, said with the route at hand: tiers by name instead of numbers, and a button that says what happens next. */
import type { Component, Data, Form } from '../../forms/form.ts'
import type { Reply } from '../api/client.ts'

type Page = Reply<'/tasks/{userTaskKey}/page'>
type Approval = NonNullable<Page['approval']>

/** Tiers that are asked for by number are chosen by name. */
export function reviewForm(form: Form, { route, tierIndex }: Approval): Form {
  const here = tierIndex ?? 1
  const tiers = route.map(({ index, tier }) => ({ label: tier, value: index }))
  const choices: Record<string, Component['values']> = {
    returnTo: [{ label: '起草人', value: 0 }, ...tiers.filter(({ value }) => value < here)],
    removeTier: tiers.filter(({ value }) => value > here),
  }
  return {
    ...form,
    components: form.components.map((component) => {
      const values = choices[component.key ?? '']
      return values
        ? { ...component, type: 'select', label: component.key === 'returnTo' ? '退回给' : '减去', values }
        : component
    }),
  }
}

export function actOf({ task, approval, form }: Page, data: Data): string {
  if (!approval || !(form as Form | null)?.components.some(({ key }) => key === 'decision')) return task.act
  const tiers = approval.route
  const next = tiers.find(({ index }) => index > (approval.tierIndex ?? tiers.length))
  switch (data.decision) {
    case 'agree':
      return next ? `同意并送${next.tier}` : '同意'
    case 'return': {
      const to = tiers.find(({ index }) => index === Number(data.returnTo ?? 0))
      return `退回${to?.tier ?? '起草人'}`
    }
    case 'reject':
      return next ? `不予批准并送${next.tier}` : '不予批准'
    case 'add-tier-before':
      return '前加签'
    case 'add-tier-after':
      return '同意并后加签'
    case 'remove-tier':
      return '减签'
    default:
      return task.act
  }
}
