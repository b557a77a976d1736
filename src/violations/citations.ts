/** What violations cite of a law, and their way to a new version: a violation whose article moved gets a version of its own from that day. */
import type { Audit } from '../audit/service.ts'
import type { Citation, CitationMove, CitationSource } from '../laws/citations.ts'
import { type SplitReference, splitReference } from '../laws/reference.ts'
import { addDays } from '../platform/legal-day.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { StoredViolation } from './model.ts'
import { endVersion, insertVersion, selectViolations } from './store.ts'
import type { Provision } from './service.ts'
import { toViolation } from './model.ts'

export function violationCitations(audit: Audit): CitationSource {
  return {
    async of(sql, { name }, fromDay) {
      const found = new Map<string, Citation>()
      for (const row of await citing(sql, name, fromDay))
        for (const provision of toViolation(row).provisions) {
          if (provision.law !== name) continue
          const article = keyOf(provision)
          found.set(`${row.code} ${article}`, { kind: 'violation', id: row.code, name: row.name, article })
        }
      return [...found.values()]
    },
    async move(tx, move) {
      for (const row of await citing(tx.sql, move.law, move.fromDay)) await moveOne(tx, audit, row, move)
    },
  }
}

function citing(sql: Sql, law: string, fromDay: string): Promise<StoredViolation[]> {
  return selectViolations(
    sql,
    '(duty_law = ? OR penalty_law = ?) AND (effective_to IS NULL OR effective_to >= ?)',
    [law, law, fromDay],
    'position, v.code, v.version',
  )
}

const keyOf = ({ reference }: Provision): string | null => splitReference(reference).key ?? null

async function moveOne(
  tx: WriteTransaction,
  audit: Audit,
  row: StoredViolation,
  { law, fromDay, decisions, actor, confirmedOn }: CitationMove,
): Promise<void> {
  const { code, provisions } = toViolation(row)
  const moved = provisions.map((provision) => {
    const decision =
      provision.law === law ? decisions.find(({ article }) => article === keyOf(provision)) : undefined
    return decision ? decision.becomes : provision.reference
  })
  if (moved.every((reference, index) => reference === provisions[index]!.reference)) return
  // A version that begins with the law or later is replaced from its own first day.
  const from = row.effective_from > fromDay ? row.effective_from : fromDay
  await endVersion(tx.sql, row, addDays(from, -1))
  const [duty, penalty] = moved
  // Where one of its two provisions ends, the violation ends: a penalty needs a duty and a consequence.
  const version =
    !duty || !penalty
      ? null
      : await insertVersion(tx.sql, {
          ...row,
          ...provisionColumns(duty, penalty),
          effective_from: from,
          confirmed_by: row.confirmed_by === null ? null : actor.name,
          confirmed_on: row.confirmed_by === null ? null : confirmedOn,
        })
  await audit.append(tx, {
    actor,
    action: version === null ? 'violation.ended' : 'violation.moved',
    object: { type: 'violation', id: `${code}@${version ?? Number(row.version)}` },
    before: provisions.map(({ reference }) => reference),
    after: moved,
    authority: `${law}（${fromDay} 起）`,
  })
}

/** The two provisions as the tables hold them. */
export function provisionColumns(duty: string, penalty: string) {
  const [one, other] = [splitReference(duty), splitReference(penalty)]
  return {
    duty_law: one.law,
    duty_article: one.key === undefined ? null : one.number,
    duty_branch: one.branch,
    duty_point: pointOf(one),
    penalty_law: other.law,
    penalty_article: other.key === undefined ? null : other.number,
    penalty_branch: other.branch,
    penalty_point: pointOf(other),
  }
}

const pointOf = ({ key = '', article = '' }: SplitReference) => key.slice(article.length + 1)
