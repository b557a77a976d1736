/** A log that goes to a file on a full disk: what is logged is lost, the work goes on. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { projectRoot } from '../../src/platform/project-root.ts'

describe('a log on a full disk', () => {
  it('ends nothing and holds nothing up', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zhiheng-log-'))
    try {
      const script = join(folder, 'logs.mts')
      const log = join(projectRoot(), 'src', 'platform', 'log.ts')
      await writeFile(
        script,
        `import { createLog } from ${JSON.stringify(log)}
         createLog('info').info('lost')
         setTimeout(() => { createLog('info').warn('lost'); console.error('alive') }, 50)`,
      )
      const node = `"${process.execPath}" --import tsx "${script}"`
      const { stderr } = await promisify(execFile)('sh', ['-c', `${node} > /dev/full`], {
        cwd: projectRoot(),
        timeout: 30_000,
      })
      expect(stderr.trim()).to.equal('alive')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
