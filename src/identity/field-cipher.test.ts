import { expect } from 'chai'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { fieldCipher, openFieldCipher } from './field-cipher.ts'

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
