/** Reads what models may refer to from the folders where it lives. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readCitedArticles } from '../../src/laws/cited-articles.ts'
import type { FormField, ProjectFacts } from './rule.ts'

interface Component {
  key?: string
  path?: string
  properties?: { variable?: string }
  components?: Component[]
}

export function readProjectFacts(root: string): ProjectFacts {
  const jobTypes = readdirSync(join(root, 'workers'))
    .flatMap((name) => /^([a-z]+\.[a-z-]+)\.ts$/.exec(name)?.[1] ?? [])
    .filter((type) => !type.endsWith('.test'))
  const forms = new Map<string, FormField[]>()
  for (const name of readdirSync(join(root, 'forms')).filter((file) => file.endsWith('.form'))) {
    const schema = JSON.parse(readFileSync(join(root, 'forms', name), 'utf8')) as {
      id: string
      components: Component[]
    }
    if (`${schema.id}.form` === name) forms.set(schema.id, fieldsOf(schema.components))
  }
  const documents = readdirSync(join(root, 'templates')).filter((kind) =>
    existsSync(join(root, 'templates', kind, 'template.hbs')),
  )
  const limits = join(root, 'data', 'limits.csv')
  const codes = existsSync(limits)
    ? readFileSync(limits, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0]!)
    : []
  return {
    jobTypes: new Set(jobTypes),
    forms,
    documents: new Set(documents),
    limits: new Set(codes.filter(Boolean)),
    processes: idsIn(root, '.bpmn', 'process'),
    decisions: idsIn(root, '.dmn', 'decision'),
    unknownArticles: readCitedArticles(join(root, 'data', 'laws.yaml')).unknown,
  }
}

/** @param element `process` or `decision`, with or without a prefix. */
function idsIn(root: string, suffix: string, element: string): Set<string> {
  const opening = new RegExp(`<(?:\\w+:)?${element} [^>]*?\\bid="([^"]+)"`, 'g')
  return new Set(
    readdirSync(join(root, 'bpmn'))
      .filter((name) => name.endsWith(suffix))
      .flatMap((name) => [...readFileSync(join(root, 'bpmn', name), 'utf8').matchAll(opening)])
      .map((match) => match[1]!),
  )
}

function fieldsOf(components: Component[]): FormField[] {
  return components.flatMap((component) => {
    const variable = component.properties?.variable
    return [
      ...(component.key ? [{ key: component.key, ...(variable && { variable }) }] : []),
      ...fieldsOf(component.components ?? []),
    ]
  })
}
