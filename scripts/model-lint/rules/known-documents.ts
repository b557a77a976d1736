/** A document without a template cannot be rendered: the case would stand still where it must be issued. */
import { attribute } from '../../../src/engine/model/bpmn-file.ts'
import { extension, mappings, taskHeaders } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'known-documents',
  check(element, reporter, { documents }) {
    const named = (taskHeaders(element)['documents'] ?? '').split(',').filter(Boolean)
    if (/^document\./.test(attribute(extension(element, 'zeebe:TaskDefinition'), 'type') ?? '')) {
      for (const { source, target } of mappings(element, 'inputParameters')) {
        if (target === 'kinds' || target === 'served')
          named.push(...[...source.matchAll(/"([a-z-]+)"/g)].map((match) => match[1]!))
      }
    }
    for (const kind of new Set(named))
      if (!documents.has(kind))
        reporter.report(element.id!, `the document kind ${kind} has no template in templates/`)
  },
}
