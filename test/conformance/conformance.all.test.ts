import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { runCases } from './run-cases.ts'

const cases = fileURLToPath(new URL('cases', import.meta.url))
const onMariaDb = { engine: 'embedded', cases, database: 'mariadb' } as const

describe('conformance where more than Node is there', function () {
  this.timeout(1_800_000)

  for (const [title, settings] of [
    ['a Zeebe broker', { engine: 'zeebe', cases, database: 'sqlite', restart: false }],
    ['the embedded engine on MariaDB', { ...onMariaDb, restart: false }],
    ['the embedded engine on MariaDB, closed and opened before every step', { ...onMariaDb, restart: true }],
  ] as const) {
    it(`every case passes on ${title}`, async () => {
      const results = await runCases(settings, () => {})
      const failed = results.filter(({ passed }) => !passed)
      expect(failed.map(({ name, failures }) => ({ name, failures }))).to.deep.equal([])
    })
  }
})
