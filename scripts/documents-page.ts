/** `npm run documents-page`: writes docs/documents.md from data/documents.csv and templates/; a test holds the page to them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDocumentList } from '../src/documents/document-list.ts'
import { documentsPage } from '../src/documents/documents-page.ts'
import { loadTemplates } from '../src/documents/template.ts'
import { projectRoot } from '../src/platform/project-root.ts'

const root = projectRoot()
writeFileSync(
  join(root, 'docs', 'documents.md'),
  documentsPage(readDocumentList(join(root, 'data')), loadTemplates(join(root, 'templates'))),
)
