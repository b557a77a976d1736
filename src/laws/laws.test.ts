import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { sqliteFile } from '../../test/databases.ts'
import { lawLibraryBehaves } from '../../test/registers/law-library.ts'
import { lawPlacesBehave } from '../../test/registers/law-places.ts'
import { projectRoot } from '../platform/project-root.ts'
import { readProcedureKnowledge } from './procedure-knowledge.ts'

lawLibraryBehaves(sqliteFile)
lawPlacesBehave(sqliteFile)

describe('procedure knowledge', () => {
  it('speaks of elements that are in the models', () => {
    const model = ['case-ordinary.bpmn', 'hearing.bpmn', 'enforcement.bpmn', 'service-by-announcement.bpmn']
      .map((name) => readFileSync(join(projectRoot(), 'bpmn', name), 'utf8'))
      .join('')
    for (const { elements } of readProcedureKnowledge(join(projectRoot(), 'data')).all())
      for (const element of elements) expect(model.includes(`id="${element}"`), element).to.equal(true)
  })
})
