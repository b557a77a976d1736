import { fileURLToPath } from 'node:url'
import { basename } from 'node:path'
import { expect } from 'chai'
import { embeddedTheatre } from './embedded-stage.ts'
import { readCase } from './read-case.ts'
import { runCase } from './run-case.ts'
import { caseFolders } from './run-cases.ts'

const own = fileURLToPath(new URL('cases', import.meta.url))
const folders = caseFolders(own)

for (const restart of [false, true]) {
  describe(`conformance of the embedded engine${restart ? ', closed and opened before every step' : ''}`, () => {
    const theatre = embeddedTheatre('sqlite')
    after(() => theatre.close())
    for (const folder of folders) {
      const one = readCase(folder)
      // A case without a step is never interrupted: its second run would say nothing new.
      if (!one.engines.includes('embedded') || (restart && one.steps.length === 0)) continue
      it(`${basename(folder)}: ${one.name}`, async () => {
        const { failures } = await runCase(one, theatre, { restart })
        expect(failures).to.deep.equal([])
      })
    }
  })
}

describe('the conformance suite', () => {
  it('expects something of every case', () => {
    const without = folders.filter((folder) => readCase(folder).expect === undefined)
    expect(without.map((folder) => basename(folder))).to.deep.equal([])
  })
})
