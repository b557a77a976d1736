import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { untar } from './untar.ts'

function entry(name: string, content: string, type = '0'): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write('0000755\0', 100)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write(type, 156)
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512)
  body.write(content)
  return Buffer.concat([header, body])
}

describe('untar', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhiheng-untar-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const refusal = (archive: Buffer) =>
    untar(archive, folder).then(
      () => '',
      (error: unknown) => (error as Error).message,
    )

  it('writes files with their mode, and folders', async () => {
    await untar(
      Buffer.concat([entry('lib/', '', '5'), entry('lib/a.so', 'x'.repeat(700)), Buffer.alloc(1024)]),
      folder,
    )
    expect(readFileSync(join(folder, 'lib/a.so'), 'utf8')).to.equal('x'.repeat(700))
    expect(statSync(join(folder, 'lib/a.so')).mode & 0o777).to.equal(0o755)
  })

  it('refuses what leads out of the folder, and what is cut off', async () => {
    expect(await refusal(entry('../evil', 'x'))).to.include('leads out')
    expect(await refusal(entry('/etc/evil', 'x'))).to.include('leads out')
    expect(await refusal(entry('a', 'x'.repeat(600)).subarray(0, 700))).to.include('damaged')
  })
})
