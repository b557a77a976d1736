import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { expect } from 'chai'
import { workers } from './index.ts'

describe('workers/', () => {
  it('holds one file per job type, named after it', () => {
    const files = readdirSync(import.meta.dirname)
      .filter((file) => !file.startsWith('index.') && !file.includes('.test.'))
      .map((file) => basename(file, '.ts'))
    expect([...workers.keys()].sort()).to.deep.equal(files.sort())
  })
})
