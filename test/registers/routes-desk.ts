/** The registers served over HTTP, as the product mounts them, and a client that asks them. */
import { auditRoutes } from '../../src/audit/routes.ts'
import { deadlineRoutes } from '../../src/deadlines/routes.ts'
import type { RunningServer } from '../../src/http/server.ts'
import { identityRoutes } from '../../src/identity/routes.ts'
import { lawRoutes } from '../../src/laws/routes.ts'
import { ruleTextRoutes } from '../../src/laws/rule-text-routes.ts'
import { officerRoutes } from '../../src/officers/routes.ts'
import { partyRoutes } from '../../src/parties/routes.ts'
import { violationRoutes } from '../../src/violations/routes.ts'
import type { MakeDatabase } from '../databases.ts'
import { serveRoutes } from '../serve-routes.ts'
import { askOf } from './ask.ts'
import { type Bureau, demoPassword, openBureau } from './bureau.ts'

export function routesDesk(make: MakeDatabase) {
  let bureau: Bureau
  let server: RunningServer
  before(async () => {
    bureau = await openBureau(make)
    const { database, clock, identity } = bureau
    const departmentId = (await bureau.officers.departments()).find(({ code }) => code === 'squad-01')!.id
    server = await serveRoutes({
      routes: [
        ...identityRoutes(identity, database),
        ...officerRoutes(bureau.officers, identity, database),
        ...partyRoutes({ parties: bureau.parties, policy: identity, database, clock }),
        ...violationRoutes({ violations: bureau.violations, policy: identity, database, clock }),
        ...lawRoutes({ laws: bureau.laws, policy: identity, database, clock }),
        ...ruleTextRoutes({ ruleTexts: bureau.laws.ruleTexts, policy: identity, database }),
        ...deadlineRoutes({
          deadlines: bureau.deadlines,
          policy: identity,
          objectOfCase: async () => ({ departmentId, officerIds: [] }),
        }),
        ...auditRoutes(bureau.audit, identity),
      ],
      authenticate: async (request) => {
        const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1]
        return token === undefined ? undefined : identity.actorOf(token, request.ip ?? '')
      },
      clock,
    })
  })
  after(async () => {
    await server.close()
    await bureau.close()
  })

  const ask = askOf(() => server.address)
  const signIn = async (userName: string) => {
    const { body } = await ask('POST', '/session', undefined, { userName, password: demoPassword })
    return body!.token as string
  }

  return {
    get bureau() {
      return bureau
    },
    ask,
    signIn,
  }
}

export type RoutesDesk = ReturnType<typeof routesDesk>
