/** `npm run bench -- [NAME …] [--json] [--quick]`: each figure beside its peer, measured in the same run. */
import { parseArgs } from 'node:util'
import type { Bench, Result } from './result.ts'
import { millionCases } from './cases/million-cases.ts'
import { clueImport } from './clues/import.ts'
import { documents } from './documents/documents.ts'
import { engineThroughput } from './engine/throughput.ts'
import { engineWaiting } from './engine/waiting.ts'
import { generate } from './generate/generate.ts'
import { mixedLoad } from './load/mixed-load.ts'
import { repeatOffender } from './parties/repeat-offender.ts'
import { lawSearch } from './registers/law-search.ts'
import { violationProposal } from './registers/violation-proposal.ts'
import { startup } from './startup/startup.ts'
import { tasklist } from './tasks/tasklist.ts'
import { zeebeAdapter } from './zeebe/adapter.ts'

const benches: Bench[] = [
  engineThroughput,
  engineWaiting,
  zeebeAdapter,
  documents,
  startup,
  lawSearch,
  violationProposal,
  repeatOffender,
  tasklist,
  millionCases,
  clueImport,
  generate,
  mixedLoad,
]

const { values, positionals } = readArguments()
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) {
  console.error(
    `no bench named ${unknown.join(', ')}; there are ${benches.map((bench) => bench.name).join(', ')}`,
  )
  process.exit(2)
}

const results: Result[] = []
for (const bench of benches) {
  if (positionals.length > 0 && !positionals.includes(bench.name)) continue
  const say = (line: string) => console.error(`${bench.name}: ${line}`)
  try {
    results.push(...(await bench.run({ quick: values.quick, say })))
  } catch (error) {
    // What the others measured is not lost with it.
    say(`failed: ${(error as Error).stack}`)
    process.exitCode = 1
  }
}
if (values.json) console.log(JSON.stringify({ results }, null, 2))
else for (const result of results) console.log(asLine(result))
process.exit(process.exitCode ?? 0)

function asLine({ name, value, unit, peer, peerValue, ratio, goal, met }: Result): string {
  const beside = peerValue === null ? '' : ` beside ${peerValue} ${unit} of ${peer}: ratio ${ratio}`
  return `${met ? 'met    ' : 'not met'} ${name}: ${value} ${unit}${beside} (goal ${goal})`
}

/** A wrong flag is one line and exit code 2. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
    })
  } catch (error) {
    console.error((error as Error).message)
    return process.exit(2)
  }
}
