/** The chain of custody 证据保管链: who added, viewed, copied, exported or verified a piece of evidence, and when. It is the audit log's, shown with the evidence. */
import type { ListedLine } from '../audit/service.ts'
import type { EvidenceRoom } from './room.ts'

const words: { [action: string]: string } = {
  'evidence.added': '收入',
  'evidence.viewed': '查看',
  'evidence.copied': '制作水印副本',
  'evidence.exported': '导出原件',
  'evidence.verified': '核验指纹',
}

export interface CustodyLine {
  at: number
  /** Chinese. */
  act: string
  name: string
  officerId: string | null
  from: string
  /** Reason of an export, outcome of a verification. */
  note: string | null
  /** Line of the audit log that holds it. */
  seq: number
}

export async function custodyOf({ audit }: EvidenceRoom, evidenceId: string): Promise<CustodyLine[]> {
  const lines: ListedLine[] = []
  for (;;) {
    const more = await audit.list({
      object: { type: 'evidence', id: evidenceId },
      afterSeq: lines.at(-1)?.seq,
      limit: 500,
    })
    lines.push(...more)
    if (more.length < 500) break
  }
  return lines.map(({ seq, at, action, actor, after }) => ({
    at,
    act: words[action] ?? action,
    name: actor.name,
    officerId: actor.officerId,
    from: actor.from,
    note: noteOf(after),
    seq,
  }))
}

function noteOf(after: unknown): string | null {
  const { reason, ok } = (after ?? {}) as { reason?: string; ok?: boolean }
  if (reason !== undefined) return reason
  if (ok === undefined) return null
  return ok ? '指纹相符' : '指纹不符'
}
