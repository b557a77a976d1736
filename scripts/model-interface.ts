/**
 * Writes the interface of the models into bpmn/README.md: what each element asks of a worker, a form or a message, and which variables go in
 * and come out. `--check` only compares and exits 1 on a difference; a test does the same.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { attribute, children, readBpmn, reference, type ModelElement } from '../src/engine/model/bpmn-file.ts'
import { extension, mappings, taskHeaders } from './model-lint/model-element.ts'
import { projectRoot } from '../src/platform/project-root.ts'

const begin = '<!-- interface: written by `npx tsx scripts/model-interface.ts` -->'
const end = '<!-- end of interface -->'

export interface InterfaceRow {
  element: string
  name: string
  asks: string
  takes: string
  gives: string
}

/** An element that somebody outside the model must answer, or that scopes variables. */
export interface InterfaceElement {
  element: ModelElement
  jobType?: string
  /** Variables that it sets without an output mapping. */
  resultVariables: string[]
}

export async function interfaceElements(xml: string): Promise<InterfaceElement[]> {
  const { definitions } = await readBpmn(xml)
  const found: InterfaceElement[] = []
  const collect = (container: ModelElement) => {
    for (const element of children(container, 'flowElements')) {
      const jobType = attribute(extension(element, 'zeebe:TaskDefinition'), 'type')
      const resultVariable = attribute(extension(element, 'zeebe:CalledDecision'), 'resultVariable')
      const inScope =
        element.$type === 'bpmn:SubProcess'
          ? mappings(element, 'inputParameters').map(({ target }) => target)
          : []
      found.push({
        element,
        ...(jobType && { jobType }),
        resultVariables: [...inScope, ...(resultVariable ? [resultVariable] : [])],
      })
      collect(element)
    }
  }
  for (const process of children(definitions, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process'))
    collect(process)
  return found
}

/** One row for each element that somebody outside the model must answer, in the order of the file. */
export async function interfaceOf(xml: string): Promise<InterfaceRow[]> {
  return (await interfaceElements(xml)).flatMap(({ element }) => {
    const asks = whatItAsks(element)
    if (!asks) return []
    return [
      {
        element: element.id!,
        name: (element.name ?? '').replace(/\s+/g, ''),
        asks,
        takes: mapped(element, 'inputParameters'),
        gives: mapped(element, 'outputParameters'),
      },
    ]
  })
}

function whatItAsks(element: ModelElement): string | undefined {
  const job = extension(element, 'zeebe:TaskDefinition')
  if (job) return `job \`${attribute(job, 'type')}\``
  const form = extension(element, 'zeebe:FormDefinition')
  if (form) return `form \`${attribute(form, 'formId')}\`${headers(element)}`
  const decision = extension(element, 'zeebe:CalledDecision')
  if (decision) return `decision \`${attribute(decision, 'decisionId')}\``
  const called = extension(element, 'zeebe:CalledElement')
  if (called) return `process \`${attribute(called, 'processId')}\``
  for (const definition of children(element, 'eventDefinitions')) {
    const message = reference(definition, 'messageRef')
    const key = message && extension(message, 'zeebe:Subscription')
    if (message)
      return `message \`${message.name}\`${key ? `, key \`${attribute(key, 'correlationKey')}\`` : ''}`
    const timer =
      reference(definition, 'timeDate') ??
      reference(definition, 'timeCycle') ??
      reference(definition, 'timeDuration')
    if (timer) return `timer \`${attribute(timer, 'body')}\``
  }
  return undefined
}

function headers(element: ModelElement): string {
  return Object.entries(taskHeaders(element))
    .filter(([key]) => key !== 'form')
    .map(([key, value]) => `; ${key} ${value}`)
    .join('')
}

function mapped(element: ModelElement, side: 'inputParameters' | 'outputParameters'): string {
  return mappings(element, side)
    .map(({ source, target }) =>
      source === `=${target}` ? target : `${target} := ${source.replace(/^=/, '')}`,
    )
    .join(', ')
}

export async function interfaceTables(): Promise<string> {
  const parts: string[] = []
  const folder = join(projectRoot(), 'bpmn')
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.bpmn'))
    .sort()) {
    parts.push(`### ${file}\n\n| element | label | asks for | in | out |\n|---|---|---|---|---|`)
    const cell = (text: string) => (text ? text.replaceAll('|', '\\|') : '—')
    for (const row of await interfaceOf(readFileSync(join(folder, file), 'utf8'))) {
      parts.push(
        `| \`${row.element}\` | ${row.name} | ${cell(row.asks)} | ${cell(row.takes)} | ${cell(row.gives)} |`,
      )
    }
    parts.push('')
  }
  return parts.join('\n')
}

/** @returns the README with its tables brought up to date. */
export async function readmeWithInterface(readme: string): Promise<string> {
  const [before, after] = [readme.indexOf(begin), readme.indexOf(end)]
  if (before < 0 || after < before)
    throw new Error('bpmn/README.md has lost the marks of its interface tables')
  return `${readme.slice(0, before + begin.length)}\n\n${await interfaceTables()}\n${readme.slice(after)}`
}

if (process.argv[1]?.endsWith('model-interface.ts')) {
  const path = join(projectRoot(), 'bpmn', 'README.md')
  const readme = readFileSync(path, 'utf8')
  const wanted = await readmeWithInterface(readme)
  if (process.argv.includes('--check')) process.exitCode = readme === wanted ? 0 : 1
  else writeFileSync(path, wanted)
}
