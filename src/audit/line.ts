/**
 * A line of the log and the two fingerprints that chain it to the line before. The hashed text is the line itself in canonical JSON; the columns
 * beside it exist for look-up only and must agree with it.
 */
import { hash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { AuditActor, AuditEntry } from './entry.ts'

/** Where the chain stands: the number of the last line and its fingerprints (hex). */
export interface ChainHead {
  seq: number
  sha256: string
  sm3: string
}

/** The head before the first line. */
export const genesis: ChainHead = { seq: 0, sha256: '0'.repeat(64), sm3: '0'.repeat(64) }

/** A line as it was hashed, read back. */
export interface AuditLine {
  seq: number
  /** Epoch milliseconds. */
  at: number
  actor: {
    accountId: string
    officerId: string | null
    name: string
    from: string
    onBehalfOf: string | null
    roles: string[]
  }
  action: string
  object: { type: string; id: string }
  caseId: string | null
  before: unknown
  after: unknown
  authority: string | null
  previous: { sha256: string; sm3: string }
}

export interface StoredLine {
  seq: number
  at: number
  account_id: string
  action: string
  object_type: string
  object_id: string
  case_id: string | null
  line: string
  sha256: string
  sm3: string
}

export function composeLine(head: ChainHead, at: number, entry: AuditEntry): StoredLine {
  const { actor, action, object, caseId, before, after, authority } = entry
  const line: AuditLine = {
    seq: head.seq + 1,
    at,
    actor: describe(actor),
    action,
    object,
    caseId: caseId ?? null,
    before: before ?? null,
    after: after ?? null,
    authority: authority ?? null,
    previous: { sha256: head.sha256, sm3: head.sm3 },
  }
  const text = canonicalJson(line)
  return {
    seq: line.seq,
    at,
    account_id: actor.accountId,
    action,
    object_type: object.type,
    object_id: object.id,
    case_id: line.caseId,
    line: text,
    ...fingerprints(text),
  }
}

function describe({ accountId, officerId, name, from, onBehalfOf, roles }: AuditActor): AuditLine['actor'] {
  return {
    accountId,
    officerId,
    name,
    from,
    onBehalfOf: onBehalfOf ?? null,
    roles: roles.map((grant) => grant.role),
  }
}

/** SHA-256 for everybody's tools, SM3 (GB/T 32905) for the tools that the authorities ask for. */
export function fingerprints(text: string): { sha256: string; sm3: string } {
  return {
    sha256: hash('sha256', text, 'hex'),
    sm3: hash('sm3', text, 'hex'),
  }
}
