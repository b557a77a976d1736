/** A registration on its way: sent, or kept on this device with its attachments until the server is within reach. */
import { type Component, type Data, labelOf, nameOf } from '../../forms/form.ts'
import { fromLegalTime } from '../../forms/legal-time.ts'
import { once } from '../../shared/api/once.ts'
import type { KeptFile } from '../../shared/offline/files.ts'
import { sendOrKeep } from '../../shared/offline/send-or-keep.ts'
import { sync } from '../../shared/offline/sync.ts'
import type { ToSend } from '../../shared/offline/waiting.ts'
import { minute } from '../../shared/words.ts'

/** @param drafts of what is typed. @returns what is to be said, and where one goes. @throws Refusal */
export async function hand(
  filled: Data,
  components: Component[],
  files: KeptFile[],
  drafts: string[],
): Promise<{ words: string; page: string }> {
  const sending = once(drafts[0]!)
  const id = sending.keyFor(filled)
  const clue: ToSend = {
    id,
    what: '登记线索',
    path: '/clues',
    body: filled,
    // It was received when it was typed, however late it is sent: limits run from then.
    late: { receivedAt: filled.receivedAt ?? fromLegalTime(minute(Date.now())) },
    idempotencyKey: id,
    shown: shownOf(components, filled),
    mend: '/clues/new',
    sent: { page: '/clues/{clueId}', words: '案源编号 {number}' },
  }
  const outcome = await sendOrKeep(clue, { then: files.map((file) => attachment(file, id)), drafts })
  sending.done()
  if (outcome.state === 'kept') return { words: '已加密存在本机，联网后自动上传', page: '/waiting' }
  if (files.length > 0) await sync()
  const { clueId, number } = outcome.answer as { clueId: string; number: string }
  return { words: `已登记，案源编号 ${number}`, page: `/clues/${clueId}` }
}

function attachment(file: KeptFile, after: string): ToSend {
  const query = new URLSearchParams({ name: file.name, ...(file.personal && { personal: 'true' }) })
  return {
    id: file.id,
    what: `附件 ${file.name}`,
    path: `/clues/{clueId}/attachments?${query}`,
    body: null,
    idempotencyKey: file.id,
    way: 'file',
    file,
    after,
  }
}

/** What was typed, as the form says it. */
function shownOf(components: Component[], data: Data): [string, string][] {
  return components.flatMap((component): [string, string][] => {
    const value = data[nameOf(component) ?? '']
    if (component.type === 'group') return shownOf(component.components ?? [], (value ?? {}) as Data)
    if (value === undefined || value === null || value === false) return []
    return [[labelOf(component), wordsOf(component, value as string | boolean)]]
  })
}

function wordsOf({ type, values }: Component, value: string | boolean): string {
  if (value === true) return '是'
  const text = String(value)
  if (type === 'datetime' && text.includes('T')) return minute(text)
  return values?.find((one) => one.value === value)?.label ?? text
}
