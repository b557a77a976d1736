/**
 * `npm run quality -- [--json] [--out FOLDER] [PAGE …]`: every page of the product as people meet it. Pictures in four sizes and two themes, axe, script of the
 * first load; Lighthouse for where one begins. Exits 1 where a goal is missed.
 */
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { citizen } from '../../cases/ordinary-forms.ts'
import { onEmbedded } from '../../engine-under-test.ts'
import { furnishPages } from '../furnished-pages.ts'
import { openBrowser } from '../open-browser.ts'
import { type Scores, scoresOf } from './lighthouse.ts'
import { lookAtPages, type PageQuality } from './pages.ts'

const officer = 'squad-01-officer-1'
/** Where a person begins: a list, a case, the street. */
const entrances = ['tasklist', 'case', 'street']
const goals = { score: 95, phoneTasklistBytes: 200 * 1024 }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, out: { type: 'string' } },
})
const folder = values.out ?? (await mkdtemp(join(tmpdir(), 'zhiheng-pages-')))
const port = await freePort()
const open = await openBrowser({ engine: onEmbedded }, { debuggingPort: port })
const lighthouse: Record<string, Scores> = {}
let pages: PageQuality[]
try {
  const { addresses, kept } = await furnishPages(open, citizen)
  const wanted = (all: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(all).filter(([name]) => positionals.length === 0 || positionals.includes(name)),
    )
  const { page, close } = await open.person(officer, 'phone')
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  for (const [name, address] of Object.entries(wanted(addresses)))
    if (entrances.includes(name))
      lighthouse[name] = await scoresOf(`${open.door.address}${address}`, { port, cookie })
  await close()
  pages = [
    ...(await lookAtPages(open, officer, wanted(addresses), folder)),
    ...(await lookAtPages(open, 'property-keeper-1', wanted(kept), folder)),
  ]
} finally {
  await open.close()
}

const missed = [
  ...Object.entries(lighthouse).flatMap(([name, { lost: _lost, ...scores }]) =>
    Object.entries(scores).flatMap(([category, score]) =>
      score < goals.score ? [`${name}: ${category} ${score} (goal ≥ ${goals.score})`] : [],
    ),
  ),
  ...pages.flatMap(({ name, axe, faults }) => [...axe, ...faults].map((one) => `${name}: ${one}`)),
  ...pages.flatMap(({ name, scriptBytes }) =>
    name === 'tasklist' && scriptBytes.phone > goals.phoneTasklistBytes
      ? [`${name}: ${kib(scriptBytes.phone)} of script on a phone (goal ≤ ${kib(goals.phoneTasklistBytes)})`]
      : [],
  ),
]
if (values.json) console.log(JSON.stringify({ lighthouse, pages, missed }))
else {
  for (const [name, { lost, ...scores }] of Object.entries(lighthouse)) {
    console.log(
      `${name}: ${Object.entries(scores)
        .map(([category, score]) => `${category} ${score}`)
        .join(', ')}`,
    )
    for (const one of lost) console.log(`  ${one}`)
  }
  for (const { name, address, scriptBytes, axe, faults } of pages)
    console.log(
      `${name} ${address}: script ${kib(scriptBytes.desk)} desk, ${kib(scriptBytes.phone)} phone; axe ${axe.length}, faults ${faults.length}`,
    )
  console.log(`pictures in ${folder}`)
  for (const one of missed) console.log(`not met: ${one}`)
}
process.exit(missed.length === 0 ? 0 : 1)

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number }
      server.close(() => resolve(free))
    })
  })
}
