/**
 * Every address of the API, asked what it should never be asked: never a 500, never a stack trace in the answer, never anything written by a request that
 * was refused. The addresses are gone round again and again, in an order shuffled by the seed, until each was asked its share of `runs`.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import { type Operation, operationsOf } from './from-schema.ts'
import type { FurnishedBureau } from './furnished-bureau.ts'
import { hostileRequest, type HostileRequest } from './hostile.ts'
import { people } from './people.ts'
import { undoWrites } from './undo-writes.ts'

/** A refused sign-in counts towards the lock: that is its purpose. */
const countsFailures = new Set([
  'POST /session',
  'PUT /me/password',
  'POST /me/second-factor',
  'POST /me/second-factor/recovery-codes',
  'POST /me/second-factor/removal',
])
const trace = /\n\s+at |node_modules|\.[jt]s:\d|sqlite|sequelize|mariadb|ER_[A-Z]{3}|SQLITE_/i

export function fuzzStories(
  furnished: () => FurnishedBureau,
  { runs, seed }: { runs: number; seed: number },
): void {
  it(`${runs} requests that nobody should send: each refused or served, none breaks anything (seed ${seed})`, async function () {
    // No measure of speed: twenty a second is less than the slowest machine does.
    this.timeout(120_000 + runs * 50)
    const { bureau, ask, signIn, things } = furnished()
    const { database } = bureau
    const operations = operationsOf(JSON.parse((await ask('GET', '/openapi.json')).text) as never)
    // Whoever may do the most with each address, and some who may not.
    const askers = [
      'squad-01-officer-1',
      'squad-01-head',
      'legal-reviewer-1',
      'general-admin-1',
      'legal-rules-2',
      'property-keeper-1',
      'supervision-supervisor-1',
      'command-designer-1',
    ]
    const tokens = await Promise.all(askers.map(signIn))
    expect(people.map(({ userName }) => userName)).to.include.members(askers)
    const rows = async () => {
      const tables = await database.sql.all<{ name: string }>(
        database.dialect.name === 'sqlite'
          ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
          : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
      )
      const counts = await Promise.all(
        tables.map(async ({ name }) => {
          const [row] = await database.sql.all<{ n: number | string }>(
            `SELECT COUNT(*) AS n FROM \`${name}\``,
          )
          return [name, Number(row!.n)]
        }),
      )
      return Object.fromEntries(counts) as object
    }
    const before = { rows: await rows(), head: await bureau.audit.head() }
    const undo = undoWrites(database)
    const faults: string[] = []
    const statuses = new Map<number, number>()
    const asked = new Map(operations.map((operation) => [operation, 0]))
    const share = Math.ceil(runs / operations.length)

    async function send(operation: Operation, request: HostileRequest): Promise<void> {
      const { method, path } = operation
      const { who, params, query, body, headers } = request
      const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) => params[name]!)
      const search = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
      const { counted } = undo
      const writes = counted.writes
      const { status, type, text } = await ask(method, `${filled}${search === '' ? '' : `?${search}`}`, {
        ...(who >= 0 && { token: tokens[who]! }),
        ...(body && { body: body.bytes }),
        headers,
      })
      asked.set(operation, asked.get(operation)! + 1)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      expect(status, text).to.be.lessThan(500)
      // 431: a line too long for HTTP itself, refused by Node before the application sees it.
      if (status < 400 || status === 431) return
      expect(type).to.equal('application/problem+json')
      expect(text).not.to.match(trace)
      // An Idempotency-Key is taken before the work and given back when it is refused.
      const keyed = headers['idempotency-key'] === undefined ? 0 : 2
      if (!countsFailures.has(`${method} ${path}`))
        expect(counted.writes - writes, 'writes of a refused request').to.be.oneOf([0, keyed])
    }

    try {
      for (const { operation, times, round } of roundsOf(operations, share, seed)) {
        const { method, path } = operation
        const outcome = await fc.check(
          fc.asyncProperty(hostileRequest(operation, things, askers.length), (request) =>
            send(operation, request),
          ),
          {
            numRuns: times,
            seed: seed + round,
          },
        )
        if (outcome.failed) {
          const [request] = outcome.counterexample ?? []
          const body = request?.body?.bytes.toString('utf8').slice(0, 600)
          faults.push(
            `${method} ${path} ${JSON.stringify({ ...request, body })}: ${String((outcome.errorInstance as Error)?.message).slice(0, 400)}`,
          )
        }
      }
    } finally {
      undo.stop()
    }
    expect(faults, faults.join('\n')).to.deep.equal([])
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined)
    expect({ rows: await rows(), head: await bureau.audit.head() }).to.deep.equal(before)
    // Most get through to the use case: what is only refused at the door tests the door only.
    const past = [...statuses]
      .filter(([status]) => status !== 400 && status !== 401)
      .reduce((sum, [, n]) => sum + n, 0)
    const made = [...asked.values()].reduce((sum, n) => sum + n, 0)
    expect(made).to.be.at.least(runs)
    expect(Math.min(...asked.values()), 'each address').to.be.at.least(share)
    expect(past / made).to.be.greaterThan(0.5)
  })
}

/** Requests to one address before it is the turn of the next. */
const inARow = 10

/** Every address so often, none of them late: each round asks all of them, in an order of its own. */
function* roundsOf(
  operations: readonly Operation[],
  share: number,
  seed: number,
): Generator<{ operation: Operation; times: number; round: number }> {
  for (let round = 0; round * inARow < share; round++) {
    const times = Math.min(inARow, share - round * inARow)
    const [order] = fc.sample(fc.shuffledSubarray([...operations], { minLength: operations.length }), {
      numRuns: 1,
      seed: seed + round,
    })
    for (const operation of order!) yield { operation, times, round }
  }
}
