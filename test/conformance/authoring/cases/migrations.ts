/** Migration of running instances to another version. */
import type { AuthoredCase } from '../authored-case.ts'
import { after, boundary, bpmn, end, process, script, service, start, sub, user } from '../bpmn.ts'

const migrate = (
  v1: string,
  v2: string,
  mapping: object,
  more: Partial<AuthoredCase> & { start: AuthoredCase['start'] },
) => ({
  files: { 'p.bpmn': v1, 'p-v2.bpmn': v2 },
  deploy: ['p.bpmn'],
  ...more,
  steps: [...(more.steps ?? [])].map((step) =>
    'migrate' in step ? { migrate: { to: 'p-v2.bpmn', mapping } } : step,
  ) as never,
})
const step = { migrate: {} }

export const cases: AuthoredCase[] = [
  {
    folder: 'migrate-same-ids',
    name: 'a running task goes on in the next version, which has a further step',
    ...migrate(
      bpmn(process('mig', [start(), user('a'), end()], ['s > a > e'])),
      bpmn(process('mig', [start(), user('a'), user('b'), end()], ['s > a > b > e'])),
      { a: 'a' },
      {
        start: { process: 'mig', variables: { n: 1 } },
        steps: [step, { completeUserTask: { element: 'a' } }],
      },
    ),
  },
  {
    folder: 'migrate-renamed',
    name: 'an element of another id',
    ...migrate(
      bpmn(process('mig', [start(), service('a', 'mig-a'), end()], ['s > a > e'])),
      bpmn(process('mig', [start(), service('a2', 'mig-other'), end('e2')], ['s > a2 > e2'])),
      { a: 'a2' },
      { start: { process: 'mig' }, steps: [step] },
    ),
  },
  {
    folder: 'migrate-job-completes',
    name: 'after a migration the old job is completed and the new path is taken',
    ...migrate(
      bpmn(process('mig', [start(), user('u', { asJob: true }), end()], ['s > u > e'])),
      bpmn(
        process(
          'mig',
          [start(), user('u', { asJob: true }), script('t', '=1', 'x'), end('e2')],
          ['s > u > t > e2'],
        ),
      ),
      { u: 'u' },
      { start: { process: 'mig' }, steps: [step] },
    ),
  },
  {
    folder: 'migrate-not-mapped',
    name: 'an active element that is not mapped: refused',
    ...migrate(
      bpmn(process('mig', [start(), user('a'), end()], ['s > a > e'])),
      bpmn(process('mig', [start(), user('b'), end()], ['s > b > e'])),
      {},
      { start: { process: 'mig' }, steps: [] },
    ),
    steps: [{ fails: { migrate: { to: 'p-v2.bpmn', mapping: {} } } }],
  },
  {
    folder: 'migrate-other-type',
    name: 'a mapping to an element of another type: refused',
    ...migrate(
      bpmn(process('mig', [start(), user('a'), end()], ['s > a > e'])),
      bpmn(process('mig', [start(), service('a', 'mig-a'), end()], ['s > a > e'])),
      {},
      { start: { process: 'mig' }, steps: [] },
    ),
    steps: [{ fails: { migrate: { to: 'p-v2.bpmn', mapping: { a: 'a' } } } }],
  },
  {
    folder: 'migrate-unknown-target',
    name: 'a mapping to an element that is not there: refused',
    ...migrate(
      bpmn(process('mig', [start(), user('a'), end()], ['s > a > e'])),
      bpmn(process('mig', [start(), user('b'), end()], ['s > b > e'])),
      {},
      { start: { process: 'mig' }, steps: [] },
    ),
    steps: [{ fails: { migrate: { to: 'p-v2.bpmn', mapping: { a: 'nowhere' } } } }],
  },
  {
    folder: 'migrate-boundary',
    name: 'a task with a boundary event: 8.5 refuses the migration',
    ...migrate(
      bpmn(
        process(
          'mig',
          [start(), user('a'), boundary('late', 'a', after('PT1H')), end(), end('x')],
          ['s > a > e', 'late > x'],
        ),
      ),
      bpmn(
        process(
          'mig',
          [start(), user('a'), boundary('late', 'a', after('PT1H')), user('b'), end(), end('x')],
          ['s > a > b > e', 'late > x'],
        ),
      ),
      {},
      { start: { process: 'mig' }, steps: [] },
    ),
    steps: [{ fails: { migrate: { to: 'p-v2.bpmn', mapping: { a: 'a', late: 'late' } } } }],
  },
  {
    folder: 'migrate-subprocess',
    name: 'a task inside a subprocess',
    ...migrate(
      bpmn(
        process(
          'mig',
          [start(), sub('inner', [start('is'), user('a'), end('ie')], ['is > a > ie']), end()],
          ['s > inner > e'],
        ),
      ),
      bpmn(
        process(
          'mig',
          [start(), sub('inner', [start('is'), user('a'), user('b'), end('ie')], ['is > a > b > ie']), end()],
          ['s > inner > e'],
        ),
      ),
      { inner: 'inner', a: 'a' },
      { start: { process: 'mig' }, steps: [step, { completeUserTask: { element: 'a' } }] },
    ),
  },
  {
    folder: 'migrate-incident',
    name: 'an instance with an incident',
    ...migrate(
      bpmn(process('mig', [start(), service('a', 'mig-a'), end()], ['s > a > e'])),
      bpmn(process('mig', [start(), service('a', 'mig-a'), user('b'), end()], ['s > a > b > e'])),
      { a: 'a' },
      {
        start: { process: 'mig' },
        handlers: { 'mig-a': [{ fail: { retries: 0 } }, { complete: {} }] },
        steps: [step, { resolveIncident: { element: 'a', retries: 1 } }],
      },
    ),
  },
]
