/** 卷内目录: no kind of document is without its place in the volume. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { readCsv } from '../platform/csv.ts'
import { projectRoot } from '../platform/project-root.ts'
import { archiveOrder } from './case-volume.ts'

/** Behind what they served or corrected; sheets of the volume itself; about the squad rather than of the case. */
const placedOtherwise = [
  'proof-of-service',
  'correction-of-document',
  'supervision-notice',
  'volume-cover',
  'volume-catalogue',
  'volume-back-sheet',
]

describe('the order of the archive', () => {
  it('has one place for each kind of document, the report that closes the case last', () => {
    const kinds = readCsv(readFileSync(join(projectRoot(), 'data', 'documents.csv'), 'utf8')).map(
      ({ code }) => code!,
    )
    expect([...archiveOrder].sort()).to.deep.equal(
      kinds.filter((kind) => !placedOtherwise.includes(kind)).sort(),
    )
    expect(archiveOrder.at(-1)).to.equal('closing-report')
  })
})
