import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { demoInputSchema } from '../../src/cli/demo/input.ts'
import { projectRoot } from '../../src/platform/project-root.ts'

const run = promisify(execFile)

describe('the input of the demo', () => {
  let folder: string
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'zhiheng-demo-input-'))))
  after(() => rm(folder, { recursive: true, force: true }))

  const demo = async (story: unknown): Promise<{ code: number; lines: string[] }> => {
    const file = join(folder, 'story.json')
    await writeFile(file, typeof story === 'string' ? story : JSON.stringify(story))
    const main = join(projectRoot(), 'src', 'cli', 'main.ts')
    const refused = await run(process.execPath, ['--import', 'tsx', main, 'demo', '--input', file], {
      cwd: projectRoot(),
    }).then(
      () => undefined,
      (error: { code: number; stderr: string }) => error,
    )
    return {
      code: refused?.code ?? 0,
      lines: (refused?.stderr ?? '')
        .trim()
        .split('\n')
        .map((line) => line.replace(`${file}: `, '')),
    }
  }
  const story = async () =>
    JSON.parse(await readFile(join(projectRoot(), 'data', 'demo', 'ordinary-case.json'), 'utf8')) as {
      [part: string]: unknown
    }

  it('has a published schema that is the one it is checked by', async () => {
    expect(await readFile(join(projectRoot(), 'docs', 'demo-input.schema.json'), 'utf8')).to.equal(
      demoInputSchema(),
    )
  })

  it('gets one line per fault', async () => {
    const { code, lines } = await demo({
      ...(await story()),
      startsAt: 'yesterday',
      assisting: [],
      colour: 'green',
    })
    expect(code).to.equal(1)
    expect(lines).to.have.length(3)
    for (const part of ['startsAt: ', 'assisting: at least one assisting officer', 'colour'])
      expect(lines.join('\n')).to.include(part)
  })

  it('gets one line when it is no JSON or not there', async () => {
    const { code, lines } = await demo('{ "title": ')
    expect(code).to.equal(1)
    expect(lines).to.have.length(1)
  })
})
