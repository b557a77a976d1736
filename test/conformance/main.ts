/** `npm run conformance -- --engine embedded|zeebe|both --cases DIR [--only NAME] [--database sqlite|mariadb] [--restart] [--record] [--json]` */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runCases, type Settings } from './run-cases.ts'

const { values } = readArguments()
const faults = [
  ...(['embedded', 'zeebe', 'both'].includes(values.engine)
    ? []
    : [`--engine ${values.engine}: embedded, zeebe or both`]),
  ...(['sqlite', 'mariadb'].includes(values.database)
    ? []
    : [`--database ${values.database}: sqlite or mariadb`]),
  ...(existsSync(values.cases) ? [] : [`--cases ${values.cases}: there is no such folder`]),
]
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(2)
}

const say = values.json ? () => {} : (line: string) => console.log(line)
const results = await runCases(values as Settings, (result) => {
  say(`${result.passed ? 'passed' : 'FAILED'} ${result.engine} ${result.name}`)
  for (const failure of result.failures) say(`       ${failure}`)
})
const passed = results.filter((result) => result.passed).length
if (values.json)
  console.log(JSON.stringify({ cases: results, passed, failed: results.length - passed }, null, 2))
else say(`${passed} passed, ${results.length - passed} failed`)
process.exit(passed === results.length ? 0 : 1)

/** A wrong flag is one line and exit code 2. */
function readArguments() {
  try {
    return parseArgs({
      options: {
        engine: { type: 'string', default: 'embedded' },
        cases: { type: 'string', default: 'test/conformance/cases' },
        only: { type: 'string' },
        database: { type: 'string', default: 'sqlite' },
        restart: { type: 'boolean', default: false },
        record: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    console.error((error as Error).message)
    return process.exit(2)
  }
}
