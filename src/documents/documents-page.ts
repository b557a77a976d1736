/** docs/documents.md: what kinds of document there are, from the list and the templates themselves. */
import type { ListedKind } from './document-list.ts'
import type { TemplateSet } from './template.ts'

export function documentsPage(list: readonly ListedKind[], templates: TemplateSet): string {
  const rows = list.flatMap(({ code, abbreviation }) => {
    const kind = templates.get(code)
    if (!kind) return []
    const numbered = kind.numbered ? abbreviation : '—'
    return [
      `| \`${code}\` | ${kind.title} | ${kind.law ?? '—'} | [\`templates/${code}\`](../templates/${code}) | ${numbered} |`,
    ]
  })
  const waiting = list
    .filter(({ code }) => !templates.has(code))
    .map(({ code, name }) => `${name} \`${code}\``)
  return `# Documents 文书

The kinds of document that the bureau can issue, ${rows.length} of ${list.length}. What each holds, and by which article, is in its \`fields.yaml\`; how to change one is in [templates/README.md](../templates/README.md).
The last column is the abbreviation in the number 文号 (\`data/numbering.yaml\`), — where a kind has none. Written by \`npm run documents-page\` from \`data/documents.csv\` and \`templates/\`; a test holds this page to them.

A document is written with a version of its template 模板版本, and stays with it: what is under approval is issued from the version that was reviewed, whatever lies in the folder by then; a draft written anew after a return, and every new document, takes the version in force.
\`GET /documents/{documentId}\` says which it is, \`GET /documents/{documentId}/template\` shows its text, the audit line of the issue carries its fingerprint. Where versions are kept: [architecture.md](architecture.md#versions-of-templates).

| code | name | law | template | numbered |
|---|---|---|---|---|
${rows.join('\n')}
${waiting.length === 0 ? '' : `\nStill without a template: ${waiting.join(', ')}.\n`}`
}
