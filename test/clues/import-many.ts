/** Run as a child with --expose-gc: imports FILE into DATABASE and says how long it took and by how much the live heap grew. */
import { openClueDesk } from './clue-desk.ts'

const [file = '', folder = ''] = process.argv.slice(2)
const desk = await openClueDesk({
  make: async () => ({ url: `sqlite:${folder}/many.db`, drop: async () => {} }),
})
const head = await desk.actor('command-head')
const live = () => {
  globalThis.gc!()
  return process.memoryUsage().heapUsed
}
const before = live()
let most = before
let reports = 0
const startedAt = performance.now()
let measuring = 0
const report = await desk.clues.import(head, {
  file,
  name: 'many.csv',
  dryRun: false,
  onProgress() {
    if (++reports % 40 !== 0) return
    const from = performance.now()
    most = Math.max(most, live())
    measuring += performance.now() - from
  },
})
const seconds = (performance.now() - startedAt - measuring) / 1000
await desk.close()
console.log(JSON.stringify({ ...report, items: report.items.length, seconds, heapGrowth: most - before }))
