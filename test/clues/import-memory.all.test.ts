/** A hundred thousand rows take no more memory than a few thousand, but for their ticket numbers. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { projectRoot } from '../../src/platform/project-root.ts'
import { writeManyTickets } from './clue-files.ts'

const rows = 100_000
const megabyte = 2 ** 20

describe('an import of 100,000 rows', () => {
  it('keeps the live heap small', async function () {
    this.timeout(300_000)
    const folder = await mkdtemp(join(tmpdir(), 'zhiheng-many-'))
    try {
      const file = join(folder, 'many.csv')
      await writeManyTickets(file, rows)
      const child = join(projectRoot(), 'test', 'clues', 'import-many.ts')
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--expose-gc', '--max-old-space-size=300', '--import', 'tsx', child, file, folder],
        { cwd: projectRoot() },
      )
      const report = JSON.parse(stdout) as {
        outcome: string
        accepted: number
        heapGrowth: number
        seconds: number
      }
      expect(report).to.include({ outcome: 'imported', accepted: rows })
      expect(report.heapGrowth).to.be.lessThan(80 * megabyte)
      if (process.env.ZHIHENG_TEST_LOG) console.log(`${Math.round(rows / report.seconds)} rows/s`)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
