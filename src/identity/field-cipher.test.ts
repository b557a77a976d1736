import { expect } from 'chai'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { fieldCipher, openFieldCipher } from './field-cipher.ts'
import { addKey, keyFileOf, readKeys, writeKeys } from './key-ring.ts'
import { sealings } from './sealing.ts'

describe('field cipher', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'zhiheng-key-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('opens what it sealed, and nothing that was altered or moved', () => {
    const cipher = fieldCipher(Buffer.alloc(32, 1))
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, at) => {
        const sealed = cipher.seal(text, 'parties.id_number')
        expect(cipher.open(sealed, 'parties.id_number')).to.equal(text)
        expect(() => cipher.open(sealed, 'parties.phone')).to.throw()
        const index = 3 + (at % 20) // within the nonce and its dot
        const altered = sealed.slice(0, index) + (sealed[index] === 'A' ? 'B' : 'A') + sealed.slice(index + 1)
        expect(() => cipher.open(altered, 'parties.id_number')).to.throw()
      }),
    )
  })

  it('seals the same text differently each time, and indexes it alike', () => {
    const cipher = fieldCipher(Buffer.alloc(32, 1))
    expect(cipher.seal('x', 'p')).not.to.equal(cipher.seal('x', 'p'))
    expect(cipher.blindIndex('x', 'p')).to.equal(fieldCipher(Buffer.alloc(32, 1)).blindIndex('x', 'p'))
    expect(cipher.blindIndex('x', 'p')).not.to.equal(cipher.blindIndex('x', 'q'))
    expect(cipher.blindIndex('x', 'p')).not.to.equal(fieldCipher(Buffer.alloc(32, 2)).blindIndex('x', 'p'))
  })

  it('opens with each key of the file what that key has sealed, and seals with the first', () => {
    for (const algorithm of sealings) {
      const file = keyFileOf({ keyFile: '', dataDirectory: join(folder, algorithm) })
      const before = openFieldCipher({ keyFile: file, dataDirectory: '' }).seal('某', 'p')
      const { id } = addKey(file, algorithm)
      const cipher = openFieldCipher({ keyFile: file, dataDirectory: '' })
      const after = cipher.seal('某', 'p')
      expect([cipher.currentKey, after.startsWith(`v2.${id}.`)]).to.deep.equal(['k2', true])
      expect([cipher.open(before, 'p'), cipher.open(after, 'p')]).to.deep.equal(['某', '某'])
      expect(() => cipher.open(after, 'q')).to.throw()
      const altered = after.slice(0, -2) + (after.at(-2) === 'A' ? 'B' : 'A') + after.at(-1)!
      expect(() => cipher.open(altered, 'p')).to.throw()
      expect(cipher.blindIndexes('x', 'p')).to.have.length(2).and.to.include(cipher.blindIndex('x', 'p'))
      writeKeys(file, [readKeys(file)[0]])
      expect(() => openFieldCipher({ keyFile: file, dataDirectory: '' }).open(before, 'p')).to.throw('k1')
    }
  })

  it('makes a key for the owner only, and uses it again', () => {
    const sealed = openFieldCipher({ keyFile: '', dataDirectory: folder }).seal('某', 'p')
    const file = join(folder, 'keys', 'field.key')
    expect(statSync(file).mode & 0o777).to.equal(0o600)
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64')).to.have.length(32)
    expect(openFieldCipher({ keyFile: '', dataDirectory: folder }).open(sealed, 'p')).to.equal('某')
  })

  it('refuses a key that is missing, short, or open to everybody', () => {
    const file = join(folder, 'key')
    expect(() => openFieldCipher({ keyFile: file, dataDirectory: folder })).to.throw('ENOENT')
    writeFileSync(file, 'c2hvcnQ=', { mode: 0o600 })
    expect(() => openFieldCipher({ keyFile: file, dataDirectory: folder })).to.throw('32 bytes')
    chmodSync(file, 0o644)
    expect(() => openFieldCipher({ keyFile: file, dataDirectory: folder })).to.throw('chmod 600')
  })
})
