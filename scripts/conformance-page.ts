/**
 * `npm run conformance -- --engine both --json > FILE; npm run conformance-page -- FILE`: writes docs/conformance.md from what a run printed. Every
 * figure is the run's own.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { differences } from '../src/engine/feel/index.ts'
import { projectRoot } from '../src/platform/project-root.ts'
import { readCase } from '../test/conformance/read-case.ts'
import { caseFolders } from '../test/conformance/run-cases.ts'

interface Run {
  cases: { name: string; engine: string; passed: boolean; failures: string[] }[]
}

/** The standard's chapters; a case belongs to the first that its folder's name begins with. */
const chapters: [title: string, begins: RegExp][] = [
  ['Refused at deployment', /^refuse/],
  ['Exclusive gateway', /^exclusive/],
  ['Parallel gateway', /^(parallel|fork|several|two)/],
  ['Inclusive gateway', /^inclusive/],
  ['Event-based gateway', /^event-based/],
  ['Event subprocess', /^event-sub/],
  ['Message events', /^message/],
  ['Timer events', /^timer/],
  ['Signal events', /^signal/],
  ['Error events', /^error/],
  ['Escalation events', /^escalation/],
  ['Compensation', /^compensation/],
  ['Link, terminate and none events', /^(link|terminate|none|end|no-|start|catch|accepted)/],
  ['Boundary events', /^boundary/],
  ['User tasks', /^(user|complete)/],
  ['Service, send and other job tasks', /^(service|job|send|headers|task|undefined)/],
  ['Receive task', /^receive/],
  ['Script task', /^script/],
  ['Decisions', /^(decision|dmn)/],
  ['Call activity', /^call/],
  ['Subprocess and loops', /^(sub|loop|flow)/],
  ['Multi-instance', /^multi/],
  ['Mappings and variables', /^(io|input|output|variables|set)/],
  ['FEEL', /^feel/],
  ['Incidents', /^resolve/],
  ['Cancelling', /^cancel/],
  ['Modification', /^modify/],
  ['Migration', /^migrate/],
]

const [file] = process.argv.slice(2)
if (!file) {
  console.error(
    'npm run conformance-page -- FILE, where FILE is what `npm run conformance -- --engine both --json` printed',
  )
  process.exit(2)
}
const printed = readFileSync(file, 'utf8')
const { cases } = JSON.parse(printed.slice(printed.indexOf('{'))) as Run
const folders = new Map(
  caseFolders(`${projectRoot()}/test/conformance/cases`).map((folder) => [readCase(folder).name, folder]),
)
const shelf = (name: string): string =>
  relative(`${projectRoot()}/test/conformance/cases`, folders.get(name) ?? name).replace('recorded/', '')
const chapterOf = (name: string): string =>
  chapters.find(([, begins]) => begins.test(shelf(name)))?.[0] ?? 'Other'

const count = (title: string, engine: string): string => {
  const mine = cases.filter((one) => one.engine === engine && chapterOf(one.name) === title)
  const passed = mine.filter((one) => one.passed).length
  return passed === mine.length ? String(passed) : `${passed} of ${mine.length}`
}
const titles = [...chapters.map(([title]) => title), 'Other'].filter((title) =>
  cases.some(({ name }) => chapterOf(name) === title),
)
const total = (engine: string) => cases.filter((one) => one.engine === engine && one.passed).length
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const failed = cases.filter(({ passed }) => !passed)

writeFileSync(
  new URL('../docs/conformance.md', import.meta.url),
  `# Conformance

The same cases run on the embedded engine and on a Zeebe 8.5.8 broker, and must end alike: path, variables, user tasks, jobs, incidents, refusals. A case is a folder of \`test/conformance/cases/\`; what it expects was recorded
on the broker. In \`npm test\` the embedded engine runs them all, and again closed and opened from its database before every step; \`npm run test:all\` runs them on the broker and on MariaDB, and beside them random
block-structured processes (fast-check) on both engines.

\`\`\`sh
npm run conformance -- --engine both --json > conformance.json   # --cases DIR for cases of your own
npm run conformance-page -- conformance.json                     # writes this page
\`\`\`

## Cases passed

| chapter | embedded | Zeebe |
|---|---|---|
${titles.map((title) => `| ${title} | ${count(title, 'embedded')} | ${count(title, 'zeebe')} |`).join('\n')}
| **all** | **${total('embedded')}** | **${total('zeebe')}** |

${failed.length === 0 ? 'None failed.' : `Failed:\n\n${failed.map(({ name, engine, failures }) => `- ${name} (${engine}): ${cell(failures.join('; '))}`).join('\n')}`}

FEEL and DMN have their own recordings beside their code: \`src/engine/feel/broker-answers.yaml\` and \`src/engine/dmn/broker-answers.yaml\` hold what the broker answered, expression by expression.

## Known differences

**Races at the edge of a batch.** The broker carries out what follows from one command in batches of at most 100; what is left over waits in its log, and each then goes on with all that follows from it before the next one.
The embedded engine does the same. Of 44 nested multi-instances made to race across that edge one still ends otherwise: which inner instances have begun when the first of them completes. It takes more than 100 steps of one
command, in branches that race each other, with no job, user task or event between; our models have no such race.

**FEEL and DMN.** Each is held by a test: when the answer changes, on either side, the test fails.

| what | Zeebe 8.5.8 | embedded engine | why |
|---|---|---|---|
${differences.map(({ expression, broker, here, reason }) => `| \`${cell(expression)}\` | ${cell(broker)} | ${cell(here)} | ${cell(reason)} |`).join('\n')}
`,
)
