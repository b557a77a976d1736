/** What a scenario found: each check has a name, and its failure a reason; a story goes on after a failed check, so that one run tells all. */
import { isDeepStrictEqual } from 'node:util'

export interface Findings {
  name: string
  passed: number
  failed: number
  failures: string[]
}

export class Checks {
  #passed = 0
  readonly #failures: string[] = []

  equal(what: string, found: unknown, expected: unknown): void {
    if (isDeepStrictEqual(found, expected)) this.#passed++
    else this.#failures.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`)
  }

  true(what: string, found: boolean): void {
    this.equal(what, found, true)
  }

  findings(name: string): Findings {
    return { name, passed: this.#passed, failed: this.#failures.length, failures: this.#failures }
  }
}
