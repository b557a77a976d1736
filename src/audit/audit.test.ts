import { expect } from 'chai'
import fc from 'fast-check'
import { auditBehaves } from '../../test/registers/audit.ts'
import { sqliteFile } from '../../test/databases.ts'
import { canonicalJson } from './canonical-json.ts'
import { fingerprints } from './line.ts'

describe('canonical JSON', () => {
  it('is the same whatever the order of members', () => {
    expect(canonicalJson({ b: 1, a: [true, null, '罚'], c: undefined })).to.equal(
      '{"a":[true,null,"罚"],"b":1}',
    )
  })

  it('reads back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).to.deep.equal(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('refuses what is no JSON', () => {
    expect(() => canonicalJson(Number.NaN)).to.throw(RangeError)
    expect(() => canonicalJson(() => 1)).to.throw(TypeError)
  })
})

describe('fingerprints', () => {
  it('are the published examples of SHA-256 (FIPS 180-4) and SM3 (GB/T 32905)', () => {
    expect(fingerprints('abc')).to.deep.equal({
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      sm3: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    })
  })
})

auditBehaves(sqliteFile)
