import { expect } from 'chai'
import fc from 'fast-check'
import { embeddedTheatre } from './embedded-stage.ts'
import { blocks } from './generated/blocks.ts'
import { caseOf } from './generated/render.ts'
import { playCases } from './run-cases.ts'
import { zeebeTheatre } from './zeebe-stage.ts'
import type { Theatre } from './stage.ts'

/** ZHIHENG_GENERATED_RUNS makes the search wider, ZHIHENG_GENERATED_SEED makes it another one. */
const runs = Number(process.env.ZHIHENG_GENERATED_RUNS ?? 25)
const seed = Number(process.env.ZHIHENG_GENERATED_SEED ?? 20260105)

describe('generated processes on both engines', function () {
  this.timeout(120_000 + runs * 10_000)
  const theatres: Theatre[] = []
  before(async () => {
    theatres.push(embeddedTheatre('sqlite'), await zeebeTheatre())
  })
  after(async () => {
    for (const theatre of theatres) await theatre.close()
  })

  it(`${runs} random processes have the same outcome`, async () => {
    const arbitrary = fc.oneof(
      { weight: 3, arbitrary: blocks({ timers: false }) },
      { weight: 1, arbitrary: blocks({ timers: true }) },
    )
    const samples = fc.sample(arbitrary, { numRuns: runs, seed })
    const cases = samples.map((block, index) => caseOf(`generated${index}`, block))
    const results = await playCases(cases, theatres, { restart: false }, () => {})
    const differing = results.filter(({ passed }) => !passed)
    const told = differing.map(({ name, engine, failures, outcome }) => {
      const block = samples[Number(name.slice('generated'.length))]
      return `${name} on ${engine}: ${failures.join('; ')}\n  ${JSON.stringify(outcome)}\n  ${JSON.stringify(block)}`
    })
    expect(told).to.deep.equal([])
  })
})
