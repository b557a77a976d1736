import { expect } from 'chai'
import fc from 'fast-check'
import { embeddedTheatre } from '../embedded-stage.ts'
import { runCase } from '../run-case.ts'
import { blocks } from './blocks.ts'
import { caseOf } from './render.ts'

const numRuns = Number(process.env.ZHIHENG_GENERATED_RUNS ?? 15)

describe('generated processes on the embedded engine', () => {
  const theatre = embeddedTheatre('sqlite')
  after(() => theatre.close())

  it('have the same outcome when the engine is closed and opened before every step and every answer', async function () {
    this.timeout(30_000 + numRuns * 4_000)
    await fc.assert(
      fc.asyncProperty(blocks({ timers: true }), async (block) => {
        const one = caseOf('generated', block)
        const plain = await runCase(one, theatre, { restart: false })
        expect(plain.failures).to.deep.equal([])
        const interrupted = await runCase(one, theatre, { restart: 'everywhere' })
        expect(interrupted.failures).to.deep.equal([])
        expect(interrupted.outcome).to.deep.equal(plain.outcome)
      }),
      { numRuns, seed: Number(process.env.ZHIHENG_GENERATED_SEED ?? 20260105), endOnFailure: false },
    )
  })
})
