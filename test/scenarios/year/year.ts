/** What every story of the year has: the bureau, the calendar, the checks, the shared steps, and who is who. */
import { citizenNumber, creditCode } from '../../../src/cli/generate/parties.ts'
import { isoInstant } from '../../../src/platform/clock.ts'
import type { BureauOverHttp, Person } from '../bureau-over-http.ts'
import type { Checks } from '../checks.ts'
import { storySteps } from '../story-steps.ts'
import { Calendar } from './calendar.ts'

/** One case, or one clue that became none: begun on its day, played to its end. */
export interface Story {
  name: string
  /** YYYY-MM-DD. */
  begins: string
  /** @returns what came of it, in a few words for the narrative. */
  play(year: Year): Promise<string>
}

/** Who is met, and speaks for the party. */
export interface Met {
  name: string
  idNumber: string
  phone: string
  address: string
}

export interface Party extends Met {
  id: string
  kind: 'citizen' | 'organisation'
  /** The party itself, or its legal representative. */
  person: Met
}

/** Names of no one. */
const givenNames = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸']

export class Year {
  readonly bureau: BureauOverHttp
  readonly check: Checks
  readonly calendar: Calendar
  readonly steps: ReturnType<typeof storySteps>
  readonly #ids = new Map<string, Promise<string>>()
  #met = 0
  /** Taken so far: each is another picture. */
  photographs = 0

  /** @param atOnce how many stories act at the same time. */
  constructor(bureau: BureauOverHttp, check: Checks, atOnce: number) {
    this.bureau = bureau
    this.check = check
    this.calendar = new Calendar(bureau, atOnce)
    this.steps = storySteps(check, () => bureau.moment())
  }

  as(userName: string): Promise<Person> {
    return this.bureau.as(userName)
  }

  /** The officer behind a user name. */
  idOf(userName: string): Promise<string> {
    const known =
      this.#ids.get(userName) ??
      this.as(userName).then(
        async (person) => (await person.get<{ officerId: string }>('/me')).body.officerId,
      )
    this.#ids.set(userName, known)
    return known
  }

  now(later = 0): string {
    return isoInstant(this.bureau.now() + later)
  }

  /** What was asked for is taken at once. @throws Error with what the bureau says instead. */
  async post<Body>(who: Person | string, path: string, body: unknown, headers?: { [name: string]: string }) {
    const person = typeof who === 'string' ? await this.as(who) : who
    const reply = await person.post<Body>(path, body, headers)
    this.check.true(`${person.userName} POST ${path.replace(/[0-9A-Z]{26}/g, '…')}`, reply.status < 300)
    if (reply.status >= 300)
      throw new Error(`${person.userName} POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
    return reply.body
  }

  /** Like `post`, and the engine has done it. */
  async act<Body extends { state: string; status?: string }>(
    who: Person | string,
    path: string,
    body: unknown,
  ) {
    const person = typeof who === 'string' ? await this.as(who) : who
    const done = await this.post<Body>(person, path, body)
    await this.steps.effective(`${path.replace(/[0-9A-Z]{26}/g, '…')}`, person, { status: 200, body: done })
    return done
  }

  async get<Body>(who: Person | string, path: string): Promise<Body> {
    const person = typeof who === 'string' ? await this.as(who) : who
    const { status, body } = await person.get<Body>(path)
    if (status !== 200) throw new Error(`${person.userName} GET ${path}: ${status} ${JSON.stringify(body)}`)
    return body
  }

  /** Somebody nobody has met before, entered by an officer. */
  async meet(officer: string, kind: Party['kind'] = 'citizen'): Promise<Party> {
    const n = this.#met++
    // Grown-ups, and a different birthday for everybody.
    const person: Met = {
      name: `示例${givenNames[Math.floor(n / 10) % 10]}${givenNames[n % 10]}`,
      idNumber: citizenNumber(n * 999 + 8_000 * 999),
      phone: `1000000${String(n).padStart(4, '0')}`,
      address: `示例县人民路 ${n + 1} 号`,
    }
    const party =
      kind === 'citizen'
        ? { kind, ...person }
        : {
            kind,
            name: `示例县第${n + 1}商行`,
            idNumber: creditCode(n),
            phone: person.phone,
            address: person.address,
          }
    const { party: entered } = await this.post<{ party: { id: string } }>(officer, '/parties', {
      ...party,
      ...(kind === 'organisation' && { legalRepresentative: person.name }),
    })
    return { id: entered.id, ...party, person }
  }
}
