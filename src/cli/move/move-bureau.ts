/**
 * Does a move: the tables are copied and compared, the open instances are set up on the other engine, and at the end one transaction there gives the facts
 * their new keys. Here nothing changes but the mark at the very end. What breaks off can be begun again.
 */
import { createAudit } from '../../audit/service.ts'
import { holdLease, type Lease } from '../../engine/embedded/store/lease.ts'
import { clear, moveInstances, type Moved } from '../../engine/move/index.ts'
import { systemActor } from '../../identity/actor.ts'
import { migrations } from '../../migrations/index.ts'
import type { MoveRow } from '../../moved.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { insertRow, updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { risingIds } from '../../platform/ids.ts'
import { copyTables } from './copy-tables.ts'
import { embeddedTables, markKeysOfBefore, rewriteOpenKeys, withKeysOfBefore } from './engine-keys.ts'
import { type Plan, planMove } from './plan.ts'
import type { Sides } from './sides.ts'
import { onBroker } from './there.ts'

export type OnProgress = (share: number, what: string) => void

/** A plan that cannot be carried out: nothing was changed. */
export class MoveRefused extends Error {
  readonly plan: Plan
  constructor(plan: Plan) {
    super('the move is refused')
    this.plan = plan
  }
}

/** @throws MoveRefused before anything is changed, Error where it breaks off. */
export async function moveBureau(sides: Sides, onProgress: OnProgress = () => {}): Promise<Plan> {
  refuseHindered(await planMove(sides, 'hinders'))
  const { from, to, samePlace, broker, clock, log } = sides
  // From here on no server can start on the old settings: what is planned now stays true.
  const { lease, giveBack } = await holdLease(from.database, clock, log)
  try {
    const plan = await planMove(sides, 'ours')
    refuseHindered(plan)
    if (plan.arrived) {
      await markAsLeft(sides, lease, plan.arrived)
      return plan
    }
    if (!samePlace) await migrate(to.database, migrations)
    const move = await begin(sides, plan.unfinished)
    if (broker && move === plan.unfinished) await clear(broker)
    if (!samePlace) await copy(sides, (share, what) => onProgress(share * (broker ? 0.5 : 0.95), what))
    const total = plan.survey.groups.reduce((sum, { roots }) => sum + roots.length, 0)
    const moved = broker
      ? await moveInstances(from.database.sql, plan.survey, {
          engine: broker,
          now: clock.now(),
          onPlaced: (placed) => onProgress(0.5 + (placed / total) * 0.45, `流程实例 ${placed}/${total}`),
        })
      : undefined
    onProgress(0.97, '改写流程引擎的键')
    await to.database.write((tx) => arrive(tx, sides, { lease, move, moved }))
    if (!samePlace) await markAsLeft(sides, lease, { ...move, ended_at: clock.now() })
    onProgress(1, '完成')
    return plan
  } finally {
    await giveBack()
  }
}

function refuseHindered(plan: Plan): void {
  if (plan.hindrances.length > 0 || plan.obstacles.length > 0) throw new MoveRefused(plan)
}

/** @returns the unfinished move where this one goes on with it, on the same broker. */
async function begin({ from, to, broker, clock }: Sides, unfinished: MoveRow | undefined): Promise<MoveRow> {
  if (unfinished && (!broker || onBroker(unfinished, to.config))) return unfinished
  const move: MoveRow = {
    id: risingIds(clock)(),
    state: 'begun',
    from_database: from.address,
    to_engine: to.config.engine,
    to_database: to.address,
    to_gateway: broker ? to.config.zeebeGateway : null,
    to_feed: broker ? to.config.feedName : null,
    began_at: clock.now(),
    ended_at: null,
  }
  await to.database.write(async ({ sql }) => {
    if (unfinished) await sql.run('DELETE FROM moves WHERE id = ?', [unfinished.id])
    await insertRow(sql, 'moves', move)
  })
  return move
}

async function copy({ from, to, broker, clock }: Sides, onProgress: OnProgress): Promise<void> {
  await copyTables(from.database, to.database, {
    except: broker ? embeddedTables : [],
    change: broker ? withKeysOfBefore : (_table, row) => row,
    onProgress: (share, what) => onProgress(share * 0.95, what),
  })
  onProgress(0.95, '核验审计链')
  const head = await createAudit({ database: from.database, clock }).head()
  const verified = await createAudit({ database: to.database, clock }).verify(head)
  if (!verified.ok) throw new Error(`复制的审计链有问题：${verified.detail}`)
}

/** All of it or nothing: keys, the place in the feed, the line of the audit chain, the mark. */
async function arrive(
  tx: WriteTransaction,
  sides: Sides,
  { lease, move, moved }: { lease: Lease; move: MoveRow; moved: Moved | undefined },
): Promise<void> {
  const { from, to, samePlace, clock } = sides
  const { sql } = tx
  const { dialect } = to.database
  const now = clock.now()
  if (moved) {
    if (samePlace) await markKeysOfBefore(sql, dialect)
    await rewriteOpenKeys(sql, dialect, moved.keys)
    // What had failed is tried again there.
    await sql.run("UPDATE incidents SET state = 'resolved', resolved_at = ? WHERE state = 'open'", [now])
    await sql.run('DELETE FROM engine_feed_position')
    await insertRow(sql, 'engine_feed_position', { reader: 'projections', position: moved.position })
  }
  await createAudit({ database: to.database, clock }).append(tx, {
    actor: systemActor('move'),
    action: 'bureau.moved',
    object: { type: 'bureau', id: move.id },
    before: { engine: from.config.engine, database: from.database.dialect.name },
    after: { engine: to.config.engine, database: dialect.name, keys: moved?.keys.size ?? 0 },
  })
  await updateRows<MoveRow>(sql, 'moves', { id: move.id }, { state: 'arrived', ended_at: now })
  // Who has taken the old side over meanwhile may have changed it: then nothing has arrived.
  tx.beforeCommit(() => (samePlace ? lease.hold(tx) : lease.renew(from.database)))
}

/** The only thing that is written here: the server refuses to start on what has been left. */
async function markAsLeft({ from }: Sides, lease: Lease, move: MoveRow): Promise<void> {
  await from.database.write(async (tx) => {
    await lease.hold(tx)
    await insertRow<MoveRow>(tx.sql, 'moves', { ...move, state: 'left' })
  })
}
