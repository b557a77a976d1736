/** The commands of docs/guide/api.md, run as they stand there, in their order, against a fresh demo bureau. Needs bash and curl. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { createServerApplication } from '../../src/http/application-server.ts'
import { listen, type RunningServer } from '../../src/http/server.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { openWholeBureau, type WholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'

describe('the guide to the API', () => {
  let bureau: WholeBureau
  let server: RunningServer
  before(async () => {
    bureau = await openWholeBureau({ engine: onEmbedded })
    server = await listen(createServerApplication(bureau, 'test'), '127.0.0.1', 0)
  })
  after(async () => {
    await server?.close()
    await bureau?.close()
  })

  it('works, command by command', async function () {
    this.timeout(120_000)
    const guide = await readFile(join(projectRoot(), 'docs', 'guide', 'api.md'), 'utf8')
    const commands = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block)
    expect(commands.length).to.be.greaterThan(5)
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', commands.join('\n')], {
      cwd: bureau.config.dataDir,
      // The bureau's clock stands on a Monday in March.
      env: {
        ...process.env,
        ADDRESS: server.address,
        PASSWORD: bureau.password,
        'BASH_FUNC_date%%': '() { echo 2026-03-02T01:00:00Z; }',
      },
    })
    const printed = stdout.trim().split('\n')
    expect(printed.slice(0, 2)).to.deep.equal(['孙清源', 'SR-001'])
    expect(printed.slice(2, 12)).to.deep.equal(Array<string>(10).fill('effective'))
    expect(printed[12]).to.equal('forbidden')
    expect(printed[13]).to.equal('示综执立字〔2026〕第000001号')
    expect(printed[14]).to.match(/^办案期限：绿 还剩 \d+ 天$/)
    expect(printed.at(-1)).to.equal('event: task')
    const pdf = await readFile(join(bureau.config.dataDir, 'filing.pdf'))
    expect(pdf.subarray(0, 5).toString()).to.equal('%PDF-')
  })
})
