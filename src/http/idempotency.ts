/**
 * `Idempotency-Key`: a request that creates something and is sent again, because its answer was lost, gets the first answer and creates nothing. The key is
 * taken before the work begins, so two of the same at once do the work once. Where the process ended between work and answer, nobody knows what became of
 * it: the key then stays taken, and the person looks before they try again with another. What surely changed nothing gives its key back; where a full disk
 * or a lost database does not let that be written, or the answer, this process remembers it until it can be. A phone without a network sends within days:
 * keys are forgotten after thirty.
 */
import { createHash } from 'node:crypto'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { faultBelow, StorageFull } from '../platform/faults.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { addDays, startOfDay } from '../platform/legal-day.ts'
import { Problem, problem } from '../platform/problem.ts'
import type { Reply } from '../platform/route.ts'

interface KeyRow {
  owner: string
  idempotency_key: string
  /** SHA-256 of method, address and body. */
  request: string
  /** JSON; null while the work is under way. */
  reply: string | null
  at: number
}

/** @param owner whose key it is: another person's same key is another key. */
export type Once = (
  key: string,
  owner: string,
  request: { method: string; path: string; body: unknown },
  work: () => Promise<Reply | undefined>,
) => Promise<Reply | undefined>

const daysKept = 30

export function answerOnce(database: Database, clock: Clock): Once {
  let sweptOn = ''
  /** Keys whose row should be gone. */
  const givenBack = new Set<string>()
  /** Answers that should be in their row. */
  const unwritten = new Map<string, Reply>()

  async function giveBack({ owner, idempotency_key: key }: KeyOf): Promise<void> {
    givenBack.add(nameOf(owner, key))
    await database
      .write(({ sql }) =>
        sql.run('DELETE FROM idempotency_keys WHERE owner = ? AND idempotency_key = ?', [owner, key]),
      )
      .then(
        () => givenBack.delete(nameOf(owner, key)),
        (error: unknown) => orFault(error),
      )
  }

  async function writeDown(mine: KeyOf, reply: Reply): Promise<void> {
    const name = nameOf(mine.owner, mine.idempotency_key)
    unwritten.set(name, reply)
    await database
      .write(({ sql }) => updateRows<KeyRow>(sql, 'idempotency_keys', mine, { reply: JSON.stringify(reply) }))
      .then(
        () => unwritten.delete(name),
        (error: unknown) => orFault(error),
      )
  }

  return async (key, owner, { method, path, body }, work) => {
    if (!/^[\x21-\x7e]{1,200}$/.test(key))
      throw problem('malformed', 'Idempotency-Key 应当是 1 至 200 个可见的 ASCII 字符')
    const request = createHash('sha256')
      .update(JSON.stringify([method, path, body]))
      .digest('hex')
    const mine = { owner, idempotency_key: key }
    const today = legalDay(clock.now())
    const name = nameOf(owner, key)
    const late = unwritten.get(name)
    if (late) await writeDown(mine, late)
    // Of two at once, one takes up again what was given back.
    const again = givenBack.delete(name)
    let isOurs = again
    const take = async ({ sql }: WriteTransaction) => {
      isOurs = again
      if (again)
        await sql.run('DELETE FROM idempotency_keys WHERE owner = ? AND idempotency_key = ?', [owner, key])
      if (sweptOn !== today)
        await sql.run('DELETE FROM idempotency_keys WHERE at < ?', [startOfDay(addDays(today, -daysKept))])
      const taken = await insertRow<KeyRow>(
        sql,
        'idempotency_keys',
        { ...mine, request, reply: null, at: clock.now() },
        database.dialect.insertIgnore,
      )
      isOurs ||= taken
      if (taken) return undefined
      const [row] = await sql.all<KeyRow>(
        'SELECT * FROM idempotency_keys WHERE owner = ? AND idempotency_key = ?',
        [owner, key],
      )
      return row
    }
    const first = await database.write(take).catch((error: unknown) => {
      // Nothing has begun, even where the row stands after all.
      if (isOurs) givenBack.add(name)
      throw error
    })
    sweptOn = today
    if (first)
      return answerAgain({ ...first, reply: first.reply ?? (late && JSON.stringify(late)) ?? null }, request)
    try {
      const reply = await work()
      await writeDown(mine, reply ?? {})
      return reply
    } catch (error) {
      // Put right, it may come under the same key.
      if (changedNothing(error)) await giveBack(mine)
      throw error
    }
  }
}

type KeyOf = Pick<KeyRow, 'owner' | 'idempotency_key'>

const nameOf = (owner: string, key: string) => `${owner} ${key}`

/** Refused, or taken back with its transaction. */
function changedNothing(error: unknown): boolean {
  if (error instanceof Problem) return error.status < 500 || error.code === 'printing-unavailable'
  const fault = faultBelow(error)
  return fault instanceof StorageFull || fault?.undone === true
}

function orFault(error: unknown): void {
  if (!faultBelow(error)) throw error
}

function answerAgain({ request, reply }: KeyRow, asked: string): Reply {
  if (request !== asked)
    throw problem('conflict', '这个 Idempotency-Key 已经用于另一次内容不同的提交，请换一个')
  if (reply === null)
    throw problem(
      'conflict',
      '相同的提交正在处理，或者上次的结果不明；请先核对是否已经登记，再换一个 Idempotency-Key 提交',
    )
  const first = JSON.parse(reply) as Reply
  return { ...first, headers: { ...first.headers, 'idempotent-replayed': 'true' } }
}
