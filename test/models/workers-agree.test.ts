/** The models and the workers mean the same: what a model takes from a job's answer the worker gives, and what a worker asks for the model has. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import type { z } from 'zod'
import { mappings } from '../../scripts/model-lint/model-element.ts'
import { interfaceElements } from '../../scripts/model-interface.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { workers } from '../../workers/index.ts'

const folder = join(projectRoot(), 'bpmn')

/** Given when an instance is created, by whom bpmn/README.md says. */
const given: { [file: string]: string[] } = {
  'approval.bpmn': [
    'caseId',
    'stage',
    'subject',
    'documentKinds',
    'drafterId',
    'departmentId',
    'procedure',
    'fineFen',
    'partyKind',
    'bigCase',
  ],
  'property-measure.bpmn': [
    'caseId',
    'measureId',
    'requestId',
    'subject',
    'drafterId',
    'departmentId',
    'procedure',
    'partyKind',
  ],
  'hearing.bpmn': ['caseId', 'departmentId', 'procedure', 'partyKind', 'fineFen', 'caseDueAt'],
  'case-summary.bpmn': ['caseId', 'collection', 'fineFen'],
  'side-flow.bpmn': [
    'caseId',
    'sideFlowId',
    'subject',
    'documentKinds',
    'issueKinds',
    'drafterId',
    'departmentId',
    'procedure',
    'partyKind',
  ],
  'service-by-announcement.bpmn': [
    'caseId',
    'attemptId',
    'drafterId',
    'departmentId',
    'procedure',
    'partyKind',
  ],
  'enforcement.bpmn': ['caseId', 'drafterId', 'departmentId', 'procedure', 'partyKind'],
  'case-ordinary.bpmn': ['caseId', 'departmentId', 'leadOfficerId', 'procedure'],
}

describe('the models and the workers', () => {
  it('know the same notices, each with its title outside the product', async () => {
    const asked = new Set<string>()
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.bpmn')))
      for (const { element, jobType } of await interfaceElements(readFileSync(join(folder, file), 'utf8')))
        if (jobType === 'notification.send')
          for (const { source, target } of mappings(element, 'inputParameters'))
            if (target === 'kind') asked.add(/^="(.+)"$/.exec(source)![1]!)
    const { options } = shape(workers.get('notification.send')!.input).kind as z.ZodEnum<
      Record<string, string>
    >
    expect(options).to.have.members([...asked])
    const { kinds } = parse(readFileSync(join(projectRoot(), 'data', 'notifications.yaml'), 'utf8')) as {
      kinds: object
    }
    expect(kinds).to.include.keys(...options)
  })

  for (const file of readdirSync(folder).filter((name) => name.endsWith('.bpmn'))) {
    it(`agree on ${file}`, async () => {
      const elements = await interfaceElements(readFileSync(join(folder, file), 'utf8'))
      const variables = new Set([
        ...given[file]!,
        ...elements.flatMap(({ element, resultVariables }) => [
          ...mappings(element, 'outputParameters').map(({ target }) => target),
          ...resultVariables,
        ]),
      ])
      const faults: string[] = []
      for (const { element, jobType } of elements) {
        const worker = jobType ? workers.get(jobType) : undefined
        if (!worker) continue
        const passedThrough = new Set(
          mappings(element, 'inputParameters').map(({ source }) => source.replace(/^=/, '')),
        )
        const own = new Set(mappings(element, 'inputParameters').map(({ target }) => target))
        for (const { source } of mappings(element, 'outputParameters')) {
          const name = /^=(?!true$|false$|null$)([a-zA-Z]\w*)$/.exec(source)?.[1]
          if (name && !keys(worker.output).includes(name) && !passedThrough.has(name)) {
            faults.push(`${element.id}: ${jobType} does not give ${name}`)
          }
        }
        for (const key of required(worker.input)) {
          if (!own.has(key) && !variables.has(key)) faults.push(`${element.id}: ${jobType} asks for ${key}`)
        }
      }
      expect(faults).to.deep.equal([])
    })
  }
})

const shape = (schema: z.ZodType): { [key: string]: z.ZodType } =>
  (schema as unknown as { shape?: { [key: string]: z.ZodType } }).shape ?? {}
const keys = (schema: z.ZodType): string[] => Object.keys(shape(schema))
const required = (schema: z.ZodType): string[] =>
  keys(schema).filter((key) => !shape(schema)[key]!.safeParse(undefined).success)
