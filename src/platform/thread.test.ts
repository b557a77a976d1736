import { expect } from 'chai'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inThread } from './thread.ts'

describe('A thread', () => {
  let folder: string
  let from: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhiheng-thread-'))
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    from = pathToFileURL(join(folder, 'caller.ts')).href
  })
  after(() => rm(folder, { recursive: true, force: true }))
  const module = (name: string, text: string) =>
    writeFile(
      join(folder, `${name}.ts`),
      `import { parentPort, workerData } from 'node:worker_threads'\n${text}`,
    )

  it('answers while the caller does other things', async () => {
    await module(
      'busy',
      `const until: number = performance.now() + workerData.milliseconds
       let turns = 0
       while (performance.now() < until) turns++
       parentPort!.postMessage({ turned: turns > 0 })`,
    )
    let turns = 0
    const ticking = setInterval(() => turns++, 5)
    try {
      expect(await inThread(from, './busy', { milliseconds: 500 })).to.deep.equal({ turned: true })
      expect(turns).to.be.greaterThan(10)
    } finally {
      clearInterval(ticking)
    }
  })

  it('hands over what its module throws, and says so where it ends without an answer', async () => {
    await module('throws', `if (workerData !== null) throw new RangeError('not ' + workerData)`)
    await module('silent', `export { parentPort, workerData }`)
    const error = await inThread(from, './throws', 7).catch((thrown: unknown) => thrown)
    expect(error).to.be.instanceOf(RangeError).with.property('message', 'not 7')
    const nothing = await inThread(from, './silent', null).catch((thrown: unknown) => thrown)
    expect(nothing).to.have.property('message').that.includes('without an answer')
  })
})
