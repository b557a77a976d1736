/** A conformance case as its folder says it: `case.yaml`, checked strictly (an unknown key is an error), and the files that it deploys. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Resource, Variables } from '../../src/engine/port.ts'

const variables = z.record(z.string(), z.json()).transform((value) => value as Variables)
const optionalVariables = variables.nullish().transform((value) => value ?? undefined)
const duration = z.string().regex(/^P/, 'must be an ISO 8601 duration')
/** YAML reads `correlationKey: 42` as a number; messages are correlated by text. */
const text = z.union([z.string(), z.number()]).transform(String)

const start = z.strictObject({ process: z.string(), variables: optionalVariables })
const answer = z.union([
  z.strictObject({ complete: optionalVariables }),
  z.strictObject({
    fail: z.strictObject({
      retries: z.number().int(),
      message: z.string().optional(),
      backOff: duration.optional(),
      variables: optionalVariables,
    }),
  }),
  z.strictObject({
    error: z.strictObject({ code: text, message: z.string().optional(), variables: optionalVariables }),
  }),
])
const plainStep = z.union([
  z.strictObject({ start }),
  z.strictObject({ completeUserTask: z.strictObject({ element: z.string(), variables: optionalVariables }) }),
  z.strictObject({
    assignUserTask: z.strictObject({
      element: z.string(),
      assignee: z.string().nullable(),
      allowOverride: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    publishMessage: z.strictObject({
      name: z.string(),
      correlationKey: text.optional(),
      timeToLive: duration.optional(),
      messageId: text.optional(),
      variables: optionalVariables,
    }),
  }),
  z.strictObject({ broadcastSignal: z.strictObject({ name: z.string(), variables: optionalVariables }) }),
  z.strictObject({ advanceTime: duration }),
  z.strictObject({
    setVariables: z.strictObject({
      element: z.string().optional(),
      variables,
      local: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    resolveIncident: z.strictObject({
      element: z.string(),
      retries: z.number().int().optional(),
      variables: optionalVariables,
    }),
  }),
  z.strictObject({ cancel: z.strictObject({}).nullable() }),
  z.strictObject({
    modify: z.strictObject({
      activate: z.array(z.strictObject({ element: z.string(), variables: optionalVariables })).optional(),
      terminate: z.array(z.string()).optional(),
    }),
  }),
  z.strictObject({
    migrate: z.strictObject({ to: z.string(), mapping: z.record(z.string(), z.string()).optional() }),
  }),
])
const step = z.union([plainStep, z.strictObject({ fails: plainStep })])

const expectation = z.strictObject({
  state: z.enum(['completed', 'terminated', 'active']).optional(),
  completed: z.array(z.string()).optional(),
  terminated: z.array(z.string()).optional(),
  active: z.array(z.string()).optional(),
  order: z.array(z.tuple([z.string(), z.string()])).optional(),
  variables: optionalVariables,
  jobs: z.record(z.string(), z.number().int()).optional(),
  userTasks: z
    .array(
      z.strictObject({
        element: z.string(),
        assignee: z.string().nullish(),
        candidateGroups: z.array(z.string()).optional(),
        candidateUsers: z.array(z.string()).optional(),
        dueDate: z.string().nullish(),
        followUpDate: z.string().nullish(),
      }),
    )
    .optional(),
  incidents: z.array(z.strictObject({ element: z.string(), type: z.string() })).optional(),
  messages: z.number().int().optional(),
  refusedDeployment: z.array(z.string()).optional(),
})

const caseFile = z.strictObject({
  name: z.string().optional(),
  deploy: z.array(z.string()).optional(),
  now: z.string().optional(),
  engines: z.array(z.enum(['embedded', 'zeebe'])).optional(),
  start: z.union([start, z.array(start)]).optional(),
  handlers: z.record(z.string(), z.array(answer).min(1)).optional(),
  steps: z.array(step).optional(),
  expect: expectation.optional(),
})

export type PlainStep = z.output<typeof plainStep>
export type Step = z.output<typeof step>
export type JobAnswer = z.output<typeof answer>
export type Expectation = z.output<typeof expectation>

export interface Case {
  name: string
  folder: string
  deploy: Resource[]
  /** Further files by name: what a migration goes to. */
  files: Map<string, Resource>
  /** Epoch milliseconds of `now`. */
  now: number | undefined
  engines: ('embedded' | 'zeebe')[]
  starts: { process: string; variables?: Variables | undefined }[]
  handlers: Map<string, JobAnswer[]>
  steps: Step[]
  expect: Expectation | undefined
}

/** @throws Error with one line per fault. */
export function readCase(folder: string): Case {
  const parsed = caseFile.safeParse(parse(readFileSync(join(folder, 'case.yaml'), 'utf8')))
  if (!parsed.success) {
    throw new Error(
      `case.yaml: ${parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`).join('; ')}`,
    )
  }
  const {
    name,
    deploy,
    now,
    engines = ['embedded', 'zeebe'],
    start: starts = [],
    handlers = {},
    steps = [],
    expect,
  } = parsed.data
  const all = readdirSync(folder)
    .filter((file) => /\.(bpmn|dmn|form)$/.test(file))
    .sort()
  const files = new Map(
    all.map((file) => [file, { name: file, content: readFileSync(join(folder, file), 'utf8') }]),
  )
  // What a migration goes to may be a second version of the same process id, which one deployment cannot hold twice.
  const targets = new Set(steps.flatMap((one) => migrationTarget(one) ?? []))
  const deployed = deploy ?? all.filter((file) => !targets.has(file))
  const instant = now === undefined ? undefined : Date.parse(now)
  if (instant !== undefined && Number.isNaN(instant)) throw new Error(`case.yaml: now: ${now} is no instant`)
  return {
    name: name ?? basename(folder),
    folder,
    deploy: deployed.map((file) => {
      const resource = files.get(file)
      if (!resource) throw new Error(`case.yaml: deploy: there is no ${file}`)
      return resource
    }),
    files,
    now: instant,
    engines,
    starts: Array.isArray(starts) ? starts : [starts],
    handlers: new Map(Object.entries(handlers)),
    steps,
    expect,
  }
}

function migrationTarget(one: Step): string | undefined {
  const plain = 'fails' in one ? one.fails : one
  return 'migrate' in plain ? plain.migrate.to : undefined
}
