/**
 * 抽查: so many of the cases that each squad archived in a period, drawn by lots that nobody can choose: the seed is the fingerprint of the audit log's last line of
 * that period. The draw itself is on the chain, so that anybody can repeat it.
 */
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { insertRow, shown, type Shown } from '../platform/database/rows.ts'
import { addDays, startOfDay } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import { draw, periodOf } from './draw.ts'
import type { ReviewRow, SampleRow } from './model.ts'
import { insertReview } from './open-review.ts'
import type { QualityRoom } from './room.ts'

export type SampleView = Shown<SampleRow> & {
  reviews: { id: string; caseId: string; departmentId: string }[]
}

interface Candidate {
  id: string
  department_id: string
}

export async function drawSample(room: QualityRoom, actor: Actor, period: string): Promise<SampleView> {
  const { database, identity, audit, clock, newId, rules } = room
  return database.write(async (tx) => {
    identity.require(actor, 'quality.arrange')
    const { fromOn, untilOn } = periodOf(period, rules.sample.period)
    if (untilOn >= legalDay(clock.now())) throw problem('conflict', `期间尚未结束，${untilOn} 之后方可抽取`)
    const [known] = await tx.sql.all('SELECT 1 FROM quality_samples WHERE period = ?', [period])
    if (known) throw problem('conflict', '本期已经抽取，不能重抽')
    const end = startOfDay(addDays(untilOn, 1))
    const candidates = await tx.sql.all<Candidate>(
      `SELECT c.id, c.department_id FROM cases c JOIN departments d ON d.id = c.department_id LEFT JOIN quality_reviews r ON r.case_id = c.id
       WHERE c.state = 'archived' AND c.archived_at >= ? AND c.archived_at < ? AND d.kind = 'squad' AND r.id IS NULL ORDER BY c.id`,
      [startOfDay(fromOn), end],
    )
    const { seq, sha256: seed } = await audit.lastBefore(tx.sql, end)
    const squads = [...new Set(candidates.map(({ department_id }) => department_id))].sort()
    const drawn = squads.flatMap((squad) =>
      draw(
        seed,
        candidates.filter(({ department_id }) => department_id === squad),
        rules.sample.perSquad,
      ),
    )
    const row: SampleRow = {
      id: newId(),
      period,
      from_on: fromOn,
      until_on: untilOn,
      per_squad: rules.sample.perSquad,
      seed_seq: seq,
      seed,
      candidates: candidates.length,
      drawn_by: actor.accountId,
      drawn_name: actor.name,
      drawn_at: clock.now(),
    }
    await insertRow<SampleRow>(tx.sql, 'quality_samples', row)
    const reviews: ReviewRow[] = []
    for (const one of drawn) reviews.push(await insertReview(room, tx, actor, one, row.id))
    await audit.append(tx, {
      actor,
      action: 'sample.drawn',
      object: { type: 'sample', id: row.id },
      after: {
        period,
        perSquad: row.per_squad,
        seedLine: seq,
        seed,
        candidates: candidates.map(({ id }) => id),
        drawn: drawn.map(({ id }) => id),
      },
    })
    return viewOf(row, reviews)
  })
}

/** The newest first. */
export async function listSamples({ database, identity }: QualityRoom, actor: Actor): Promise<SampleView[]> {
  identity.require(actor, 'quality.arrange')
  const rows = await database.sql.all<SampleRow>('SELECT * FROM quality_samples ORDER BY from_on DESC')
  const reviews = await database.sql.all<ReviewRow>(
    'SELECT * FROM quality_reviews WHERE sample_id IS NOT NULL ORDER BY id',
  )
  return rows.map((row) =>
    viewOf(
      row,
      reviews.filter(({ sample_id }) => sample_id === row.id),
    ),
  )
}

const viewOf = (row: SampleRow, reviews: ReviewRow[]): SampleView => ({
  ...shown(row),
  reviews: reviews.map(({ id, case_id: caseId, department_id: departmentId }) => ({
    id,
    caseId,
    departmentId,
  })),
})
