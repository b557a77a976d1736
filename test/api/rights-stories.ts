/** Every cell of the matrix of rights (docs/rights.md): the answer over HTTP is what data/route-rights.yaml and data/roles.yaml say. */
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { type DescribedApi, rightsPage } from '../../src/http/rights-page.ts'
import { type Person, reachOf, type RouteRight } from '../../src/identity/route-rights.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { type Operation, operationsOf, sampleOf } from './from-schema.ts'
import type { FurnishedBureau } from './furnished-bureau.ts'
import { people, type Tried } from './people.ts'
import { stated } from './stated-things.ts'
import { undoWrites } from './undo-writes.ts'

/** Who the persons of data/route-rights.yaml are in the furnished bureau. */
const named: Record<Person, readonly string[]> = {
  self: [],
  // Every account of the demo bureau has an officer.
  officer: people.map(({ userName }) => userName),
  assignee: [],
  'task-candidate': ['squad-01-officer-1'],
  drafter: ['squad-01-officer-1'],
  reviewer: ['squad-01-head'],
  'drafter-or-reviewer': ['squad-01-officer-1', 'squad-01-head'],
  'last-reviewer': ['squad-01-legal'],
  'tier-adder': ['squad-01-legal'],
  participant: ['squad-01-officer-1', 'squad-01-legal', 'squad-01-head', 'squad-06-legal'],
  consulted: ['squad-06-legal'],
  verifier: ['squad-01-officer-1'],
  'clue-approver': ['squad-01-head'],
  'case-officer': ['squad-01-officer-1'],
  rated: ['squad-01-officer-1'],
  rater: ['legal-reviewer-1'],
  proposer: [],
  'proposer-or-case-officer': ['squad-01-officer-1'],
  'discussion-member': ['squad-10-officer-1'],
  'discussion-host-or-oneself': ['squad-10-officer-1'],
}

/** Where a password is hashed, who asks is all the same: one person is enough. */
const slow = new Set(['POST /session', 'PUT /me/password', 'POST /me/second-factor'])
/** A wrong code or answer is 401 too. */
const passwordAsked = new Set([
  'POST /session/oidc',
  'POST /session/oidc/answer',
  'POST /me/second-factor/recovery-codes',
  'POST /me/second-factor/removal',
])

export function rightsStories(furnished: () => FurnishedBureau): void {
  describe('rights', () => {
    let operations: Operation[]
    let description: DescribedApi
    const tokens = new Map<string, string>()
    let undo: ReturnType<typeof undoWrites>

    before(async function () {
      this.timeout(120_000)
      const { ask, bureau, signIn } = furnished()
      description = JSON.parse((await ask('GET', '/openapi.json')).text) as DescribedApi
      operations = operationsOf(description as never)
      for (const { userName } of people) tokens.set(userName, await signIn(userName))
      undo = undoWrites(bureau.database)
    })
    after(() => undo.stop())

    const rightOf = ({ method, path }: Operation): RouteRight =>
      description.paths[path]![method.toLowerCase()]!['x-right']!

    /** Bodies that get as far as the question of rights. */
    function bodyOf({ method, path, body }: Operation, userName: string | undefined): unknown {
      const { things } = furnished()
      const officers = { leadOfficerId: things.officerId, assistingOfficerIds: [things.assistingId] }
      const given: { [route: string]: object } = {
        'POST /cases': { ...officers, clueId: things.clueId },
        'POST /summary-cases': { id: ulid(), assistingOfficerIds: [things.assistingId] },
        'POST /measures/{measureId}/extensions': { days: 5 },
        'POST /ratings/{ratingId}/answer': { grade: 'good' },
        'POST /party-merges': { mergedId: things.thirdPartyId, survivorId: things.partyId },
        'POST /approvals/{approvalId}/jump': { toTier: 1 },
        'POST /approvals/{approvalId}/remove-tier': { tierIndex: 3 },
        'POST /approvals/{approvalId}/reassign': { fromOfficerId: things.reviewerId },
        'POST /approvals/{approvalId}/consult': { officerId: things.assistingId },
        'POST /approvals/{approvalId}/copies': { officerIds: [things.assistingId] },
        'POST /cases/{caseId}/evidence': { uploadId: things.uploadId, kind: '书证' },
        'PATCH /cases/{caseId}/facts/{factKind}': { changes: { place: '示例县人民路 21 号' } },
        'POST /cases/{caseId}/publication': { address: 'https://example.cn/1' },
        'POST /cases/{caseId}/service-addresses': { confirmedOn: '2099-12-31' },
        'POST /discussions/{discussionId}/recusals': { officerId: things.memberId },
        'POST /remedies/{remedyId}/publicity-withdrawal': { on: '2099-12-31' },
        'POST /clues/{clueId}/joining': { caseId: things.caseId },
        'POST /clues/{clueId}/proposal': { end: 'rejected' },
        'POST /laws/{law}/versions': { format: 'text', text: '第一条　纸灯。' },
        'POST /cases/{caseId}/measures/on-the-spot': { kind: 'seizure' },
        'POST /officers/{officerId}/delegations': {
          toOfficerId: things.assistingId,
          role: people.find((one) => one.userName === userName)?.role ?? 'officer',
        },
      }
      return body && { ...(sampleOf(body) as object), ...given[`${method} ${path}`] }
    }

    function ask(
      operation: Operation,
      userName: string | undefined,
      change: { [name: string]: string } = {},
    ) {
      const { ask: send, things: all } = furnished()
      const things = { ...all, ...change }
      const { method, path, parameters, upload } = operation
      if (path === '/clues/{clueId}/proposal-decision') things.clueId = all.proposedClueId!
      if (path.startsWith('/verifications/')) things.code = all.verifyCode!
      const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) => {
        if (things[name] === undefined) throw new Error(`nothing for {${name}} of ${path}`)
        return encodeURIComponent(things[name])
      })
      const query = parameters
        .filter((one) => one.in === 'query' && one.required)
        .map(({ name, schema }) => [name, String(sampleOf(schema))])
      if (path === '/procedure-knowledge') query.push(['stage', 'entry'])
      if (path === '/cases/{caseId}/at') query[0] = ['instant', isoInstant(furnished().bureau.clock.now())]
      const body = bodyOf(operation, userName)
      return send(method, `${filled}${query.length > 0 ? `?${new URLSearchParams(query).toString()}` : ''}`, {
        ...(userName !== undefined && { token: tokens.get(userName)! }),
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(upload && { body: Buffer.from('[]') }),
        headers: { 'if-match': '"1"' },
      })
    }

    function expected(right: RouteRight, { role, nearness, userName }: Tried): boolean {
      if (right.who) return true
      const { bureau } = furnished()
      const is = (person: Person) => named[person].includes(userName)
      const scope = reachOf(right, role, bureau.identity.roleTable)
      const byRole =
        scope !== undefined &&
        (right.of === undefined ||
          scope === 'bureau' ||
          nearness === 'own' ||
          (nearness === 'near' && scope !== 'own'))
      if (right.not && is(right.not)) return false
      if (right.only) return is(right.only) && (right.may.length === 0 || byRole)
      return byRole || (right.or !== undefined && is(right.or))
    }

    it('are written for every address, and for none that is not there', () => {
      const { bureau } = furnished()
      const routes = operations.map(({ method, path }) => `${method} ${path}`)
      expect([...bureau.identity.routeRights.keys()].sort()).to.deep.equal(routes.sort())
    })

    it('are what docs/rights.md shows (npm run rights-page)', () => {
      const { bureau } = furnished()
      expect(readFileSync(join(projectRoot(), 'docs', 'rights.md'), 'utf8')).to.equal(
        rightsPage(description, bureau.identity.roleTable),
      )
    })

    it('let nobody in without a session, but where it is open', async () => {
      for (const operation of operations) {
        const { status } = await ask(operation, undefined)
        const { who } = rightOf(operation)
        if (who === 'anyone') expect(status, operation.path).not.to.equal(403)
        else expect(status, `${operation.method} ${operation.path}`).to.equal(401)
      }
    })

    it('are kept by every address, for every role, near and far', async function () {
      this.timeout(120_000)
      const wrong: string[] = []
      for (const operation of operations) {
        const right = rightOf(operation)
        const route = `${operation.method} ${operation.path}`
        await Promise.all(
          people.slice(0, slow.has(route) ? 1 : people.length).map(async (person) => {
            const { status, text } = await ask(operation, person.userName)
            const allowed = expected(right, person)
            const signedOut = status === 401 && !slow.has(route) && !passwordAsked.has(route)
            const fits = allowed ? status !== 403 && !signedOut && status < 500 : status === 403
            if (!fits)
              wrong.push(
                `${operation.method} ${operation.path} ${person.userName} (${person.nearness}): ${allowed ? 'may' : 'may not'}, answered ${status} ${text.slice(0, 200)}`,
              )
          }),
        )
      }
      expect(wrong, wrong.join('\n')).to.deep.equal([])
    })

    it('reach one’s own file whatever the role', async () => {
      const { bureau } = furnished()
      for (const operation of operations) {
        const right = rightOf(operation)
        if (right.of !== 'officer' || !operation.path.includes('{officerId}')) continue
        for (const person of people) {
          const { officerId } = await bureau.actor(person.userName)
          const { status } = await ask(operation, person.userName, { officerId: officerId! })
          const allowed = expected(right, { ...person, nearness: 'own' })
          expect(status === 403, `${operation.path} ${person.userName}`).to.equal(!allowed)
        }
      }
    })

    it('end with the state of the thing', async function () {
      this.timeout(120_000)
      const { bureau, things } = furnished()
      const wrong: string[] = []
      for (const operation of operations) {
        const right = rightOf(operation)
        const person = people.find((one) => expected(right, one))
        for (const [thing, states] of Object.entries(right.while ?? {})) {
          const { table, key, param, states: all, beside = {} } = stated[thing]!
          const id = operation.path.endsWith('/proposal-decision') ? things.proposedClueId! : things[param]!
          const [row] = await bureau.database.sql.all<{ state: string }>(
            `SELECT state FROM ${table} WHERE ${key} = ?`,
            [id],
          )
          const columns = [...new Set(Object.values(beside).flatMap(Object.keys))].filter(
            (column) => column !== 'state',
          )
          const put = async (state: string) => {
            undo.stop()
            await bureau.database.write(({ sql }) =>
              sql.run(
                `UPDATE ${table} SET ${['state', ...columns].map((column) => `${column} = ?`).join(', ')} WHERE ${key} = ?`,
                [
                  beside[state]?.state ?? state,
                  ...columns.map((column) => {
                    const value = beside[state]?.[column] ?? null
                    return typeof value === 'string'
                      ? value.replace(/^\{(\w+)\}$/, (_match, name: string) => things[name]!)
                      : value
                  }),
                  id,
                ],
              ),
            )
            undo = undoWrites(bureau.database)
          }
          expect(
            states.every((state) => all.includes(state)),
            `${operation.path}: ${states.join()}`,
          ).to.equal(true)
          const refusals = new Set<string>()
          for (const state of [...all].sort(
            (one, other) => Number(states.includes(one)) - Number(states.includes(other)),
          )) {
            await put(state)
            const { status, text } = await ask(operation, person!.userName)
            const { detail } = (text === '' || status < 400 ? {} : JSON.parse(text)) as { detail?: string }
            if (!states.includes(state)) {
              if (detail !== undefined) refusals.add(detail)
              if (status !== 409) wrong.push(`${operation.path} in ${thing} ${state}: ${status} ${text}`)
            } else if (status >= 500 || status === 403 || (detail !== undefined && refusals.has(detail)))
              wrong.push(`${operation.path} in ${thing} ${state}: ${status} ${text}`)
          }
          await put(row!.state)
        }
      }
      expect(wrong, wrong.join('\n')).to.deep.equal([])
    })
  })
}
