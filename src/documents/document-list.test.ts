import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../platform/project-root.ts'
import { readDocumentList } from './document-list.ts'
import { documentsPage } from './documents-page.ts'
import { readNumbering } from './numbering.ts'
import { loadTemplates } from './template.ts'

const root = projectRoot()

describe('the list of kinds of document', () => {
  const list = readDocumentList(join(root, 'data'))
  const templates = loadTemplates(join(root, 'templates'))
  const numbering = readNumbering(join(root, 'data'))
  const listed = new Map(list.map((kind) => [kind.code, kind]))

  it('names each kind once, in full-width marks', () => {
    expect(listed.size).to.equal(list.length)
    expect(new Set(list.map(({ name }) => name)).size).to.equal(list.length)
    for (const { code, name } of list) expect(name, code).not.to.match(/[(),:;]/)
  })

  it('has every template, by its title, and says the same of its number', () => {
    for (const { kind, title, numbered } of templates.values()) {
      // A label sticks on an item: it is no document of the case.
      if (kind.startsWith('property-label')) continue
      expect(listed.get(kind), `${kind} is not in documents.csv`).to.include({ name: title, numbered })
    }
  })

  it('gives each numbered kind the abbreviation that numbering.yaml prints, and no other kind one', () => {
    const printed = list
      .filter(({ numbered }) => numbered)
      .map(({ code, abbreviation }) => [code, abbreviation])
    // A clue's number is printed in documents, but is none of a document.
    const { clue: _clue, ...ofDocuments } = numbering.kinds
    expect(Object.fromEntries(printed)).to.deep.equal(ofDocuments)
    for (const { code, numbered, abbreviation } of list)
      if (!numbered) expect(abbreviation, code).to.equal('')
  })

  it('is what docs/documents.md shows (npm run documents-page)', () => {
    expect(readFileSync(join(root, 'docs', 'documents.md'), 'utf8')).to.equal(documentsPage(list, templates))
  })
})
