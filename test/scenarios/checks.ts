/** What a scenario found: each check has a name, and its failure a reason; a story goes on after a failed check, so that one run tells all. */
import { isDeepStrictEqual } from 'node:util'

export interface Findings {
  name: string
  passed: number
  failed: number
  failures: string[]
  /** A line for each thing that happened, for people. */
  narrative: string[]
  /** What else a scenario has computed. */
  details?: object
}

export class Checks {
  #passed = 0
  readonly #failures: string[] = []
  readonly #narrative: string[] = []
  #details: object | undefined

  equal(what: string, found: unknown, expected: unknown): void {
    if (isDeepStrictEqual(found, expected)) this.#passed++
    else this.#failures.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`)
  }

  true(what: string, found: boolean): void {
    this.equal(what, found, true)
  }

  tell(line: string): void {
    this.#narrative.push(line)
  }

  add(details: object): void {
    this.#details = { ...this.#details, ...details }
  }

  findings(name: string): Findings {
    return {
      name,
      passed: this.#passed,
      failed: this.#failures.length,
      failures: this.#failures,
      narrative: this.#narrative,
      ...(this.#details && { details: this.#details }),
    }
  }
}
