/** A bureau that asks for second factors, served as the product serves it: sign-in, accounts, officers. */
import { generate } from 'otplib'
import { requireReady } from '../../src/http/application-server.ts'
import type { RunningServer } from '../../src/http/server.ts'
import { identityRoutes } from '../../src/identity/routes.ts'
import { officerRoutes } from '../../src/officers/routes.ts'
import type { MakeDatabase } from '../databases.ts'
import { serveRoutes } from '../serve-routes.ts'
import { askOf } from './ask.ts'
import { demoPassword, openBureau } from './bureau.ts'

/** A bureau where the roles of data/sign-in.yaml must have a second factor, served. */
export async function openSignInDesk(make: MakeDatabase, oidc?: Parameters<typeof openBureau>[1]) {
  const bureau = await openBureau(make, { demo: false, ...oidc })
  const { identity, database, clock } = bureau
  const server: RunningServer = await serveRoutes({
    routes: [...identityRoutes(identity, database), ...officerRoutes(bureau.officers, identity, database)],
    authenticate: async (request) => {
      const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1]
      return token === undefined ? undefined : identity.actorOf(token, request.ip ?? '')
    },
    admit: requireReady,
    clock,
  })
  const ask = askOf(() => server.address)
  return {
    bureau,
    ask,
    signIn: (userName: string, code?: string, password = demoPassword) =>
      ask('POST', '/session', undefined, { userName, password, code }),
    /** What the phone shows now, or so many steps from now. */
    shown: (secret: string, steps = 0) =>
      generate({ secret, epoch: Math.floor(clock.now() / 1000) + steps * 30 }),
    async close() {
      await server.close()
      await bureau.close()
    },
  }
}

export type SignInDesk = Awaited<ReturnType<typeof openSignInDesk>>

export async function enrol({ ask, signIn, shown }: SignInDesk, userName: string) {
  const token = (await signIn(userName)).body.token as string
  const { secret, svg, uri } = (await ask('POST', '/me/second-factor', token, { password: demoPassword }))
    .body as { secret: string; svg: string; uri: string }
  const confirmed = await ask('PUT', '/me/second-factor', token, { code: await shown(secret) })
  return { token, secret, svg, uri, recoveryCodes: confirmed.body.recoveryCodes as string[] }
}
