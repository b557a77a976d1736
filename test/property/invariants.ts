/** What must hold of all property at any time, as an auditor asks for it. */
import { expect } from 'chai'
import { propertyChains } from '../../src/property/chain.ts'
import type { Database } from '../../src/platform/database/database.ts'

export async function invariantsHold({ sql }: Pick<Database, 'sql'>): Promise<void> {
  expect((await propertyChains(sql)).faults).to.deep.equal([])
}
