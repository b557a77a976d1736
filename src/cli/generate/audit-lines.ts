/** Lines as `composeLine` gives them, several times faster: what an actor says of itself is written once, and the members stand in their order as they are. */
import { canonicalJson } from '../../audit/canonical-json.ts'
import type { AuditActor, AuditEntry } from '../../audit/entry.ts'
import { type ChainHead, composeLine, fingerprints, genesis, type StoredLine } from '../../audit/line.ts'

export function auditLines(): (head: ChainHead, at: number, entry: AuditEntry) => StoredLine {
  const actors = new Map<string, string>()
  /** The actor's part is taken from a line that the product composes. */
  const actorOf = (actor: AuditActor): string => {
    const kept = actors.get(actor.accountId)
    if (kept !== undefined) return kept
    const { line } = composeLine(genesis, 0, { actor, action: '', object: { type: '', id: '' } })
    const text = canonicalJson((JSON.parse(line) as { actor: unknown }).actor)
    actors.set(actor.accountId, text)
    return text
  }
  return (head, at, { actor, action, object, caseId, before, after, authority }) => {
    const seq = head.seq + 1
    const said = (value: unknown) => (value === undefined ? 'null' : canonicalJson(value))
    const text = `{"action":"${action}","actor":${actorOf(actor)},"after":${said(after)},"at":${at},"authority":${said(authority)},"before":${said(before)},"caseId":${said(caseId)},"object":{"id":"${object.id}","type":"${object.type}"},"previous":{"sha256":"${head.sha256}","sm3":"${head.sm3}"},"seq":${seq}}`
    return {
      seq,
      at,
      account_id: actor.accountId,
      action,
      object_type: object.type,
      object_id: object.id,
      case_id: caseId ?? null,
      line: text,
      ...fingerprints(text),
    }
  }
}
