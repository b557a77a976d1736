/** The registers through their HTTP door, slice by slice, in one bureau. */
import type { MakeDatabase } from '../databases.ts'
import { deadlinesOverHttp } from './deadlines-over-http.ts'
import { identityOverHttp } from './identity-over-http.ts'
import { officersOverHttp } from './officers-over-http.ts'
import { partiesOverHttp } from './parties-over-http.ts'
import { rolesOverHttp } from './roles-over-http.ts'
import { routesDesk } from './routes-desk.ts'
import { rulesOverHttp } from './rules-over-http.ts'
import { ruleTextsOverHttp } from './rule-texts-over-http.ts'

export function routesBehave(make: MakeDatabase): void {
  describe('registers over HTTP', () => {
    const desk = routesDesk(make)
    identityOverHttp(desk)
    rolesOverHttp(desk)
    rulesOverHttp(desk)
    ruleTextsOverHttp(desk)
    partiesOverHttp(desk)
    officersOverHttp(desk)
    // Last, because it tampers with the log to see that this is noticed.
    deadlinesOverHttp(desk)
  })
}
