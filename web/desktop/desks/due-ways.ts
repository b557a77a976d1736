/** Where a limit leads to: what it runs on. */
import type { Reply } from '../../shared/api/client.ts'

export type DueItem = Reply<'/due'>['items'][number]

/** A supervision notice 执法监督通知书 has no page yet. */
export function wayTo({ object, caseId }: Pick<DueItem, 'object' | 'caseId'>): string | undefined {
  if (object?.kind === 'case') return `/cases/${caseId}?tab=limits`
  return object?.kind === 'clue' ? `/clues/${caseId}` : undefined
}
