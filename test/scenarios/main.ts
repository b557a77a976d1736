/** `npm run scenario -- NAME [--engine embedded|zeebe] [--database sqlite|mariadb] [--json]`: a story through HTTP with its invariants checked. */
import { parseArgs } from 'node:util'
import type { Setting } from './bureau-over-http.ts'
import { runScenario, type ScenarioName, scenarios } from './run-scenario.ts'

const { values, positionals } = readArguments()
const faults = [
  ...(positionals.length === 1 && positionals[0]! in scenarios
    ? []
    : [`name one scenario: ${Object.keys(scenarios).join(', ')}`]),
  ...(['embedded', 'zeebe'].includes(values.engine) ? [] : [`--engine ${values.engine}: embedded or zeebe`]),
  ...(['sqlite', 'mariadb'].includes(values.database)
    ? []
    : [`--database ${values.database}: sqlite or mariadb`]),
]
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(2)
}

const findings = await runScenario(positionals[0] as ScenarioName, values as Setting)
if (values.json) console.log(JSON.stringify(findings))
else {
  const { narrative, failures, passed, failed } = findings
  console.log([...narrative, ...failures, `${passed} passed, ${failed} failed`].join('\n'))
}
process.exit(findings.failed === 0 ? 0 : 1)

/** A wrong flag is one line and exit code 2. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        engine: { type: 'string', default: 'embedded' },
        database: { type: 'string', default: 'sqlite' },
        json: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    console.error((error as Error).message)
    return process.exit(2)
  }
}
