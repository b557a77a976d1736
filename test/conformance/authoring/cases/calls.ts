/** Call activities: which variables go in and come out, which version is called, what happens when either side ends. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  boundary,
  bpmn,
  call,
  catches,
  end,
  onError,
  onMessage,
  process,
  script,
  service,
  start,
  user,
} from '../bpmn.ts'
import { fails, works } from '../leaf-process.ts'

const leaf = (definition?: Parameters<typeof end>[1]) =>
  process('leaf', [start('ls'), service('work', 'leaf-work'), end('le', definition)], ['ls > work > le'])

export const cases: AuthoredCase[] = [
  {
    folder: 'call-activity',
    name: 'a call gives all variables both ways',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', 'leaf'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main', variables: { n: 1 } },
    handlers: works({ done: true, n: 2 }),
  },
  {
    folder: 'call-not-propagated',
    name: 'a call that gives nothing back without a mapping',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            call('c', 'leaf', { propagateChild: false, out: { r: '=done' } }),
            call('d', 'leaf', { propagateChild: false }),
            end(),
          ],
          ['s > c > d > e'],
        ),
      ),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main', variables: { n: 1 } },
    handlers: works({ done: true, n: 2 }),
  },
  {
    folder: 'call-inputs-only',
    name: 'a call that takes its inputs only',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            call('c', 'leaf', { propagateParent: false, in: { x: '=n + 1' }, out: { seen: '=seen' } }),
            end(),
          ],
          ['s > c > e'],
        ),
      ),
      'q.bpmn': bpmn(
        process('leaf', [start('ls'), script('w', '=[x, n]', 'seen'), end('le')], ['ls > w > le']),
      ),
    },
    start: { process: 'main', variables: { n: 1 } },
  },
  {
    folder: 'call-output-mapping',
    name: 'an output mapping on a call: only what is mapped comes back',
    files: {
      'p.bpmn': bpmn(
        process('main', [start(), call('c', 'leaf', { out: { r: '=done' } }), end()], ['s > c > e']),
      ),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main', variables: { n: 1 } },
    handlers: works({ done: true, other: 2 }),
  },
  {
    folder: 'call-missing',
    name: 'a called process that is not there: an incident',
    files: { 'p.bpmn': bpmn(process('main', [start(), call('c', 'nobody'), end()], ['s > c > e'])) },
    start: { process: 'main' },
  },
  {
    folder: 'call-by-expression',
    name: 'the called process by FEEL',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', '=which'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main', variables: { which: 'leaf' } },
    handlers: works(),
  },
  {
    folder: 'call-by-expression-null',
    name: 'the called process is null: an incident; resolved',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', '=which'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main' },
    handlers: works(),
    steps: [{ resolveIncident: { element: 'c', variables: { which: 'leaf' } } }],
  },
  {
    folder: 'call-no-none-start',
    name: 'a called process that has only a message start: an incident',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', 'opens'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(process('opens', [start('ms', onMessage('open')), end('me')], ['ms > me'])),
    },
    start: { process: 'main' },
  },
  {
    folder: 'call-error-caught',
    name: 'an error of a called process is caught at the call',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), call('c', 'leaf'), boundary('bad', 'c', onError('BAD')), end(), end('x')],
          ['s > c > e', 'bad > x'],
        ),
      ),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main' },
    handlers: fails('BAD', { why: 1 }),
  },
  {
    folder: 'call-error-end',
    name: 'an error end event of a called process',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), call('c', 'leaf'), boundary('bad', 'c', onError('BAD')), end(), end('x')],
          ['s > c > e', 'bad > x'],
        ),
      ),
      'q.bpmn': bpmn(leaf(onError('BAD'))),
    },
    start: { process: 'main' },
    handlers: works({ a: 1 }),
  },
  {
    folder: 'call-cancelled',
    name: 'a cancelled instance takes its called instance with it',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', 'leaf'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main' },
    steps: [{ cancel: {} }],
  },
  {
    folder: 'call-interrupted',
    name: 'a boundary timer ends the called instance',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), call('c', 'leaf'), boundary('late', 'c', after('PT1H')), user('u'), end(), end('x')],
          ['s > c > e', 'late > u > x'],
        ),
      ),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main' },
    steps: [{ advanceTime: 'PT2H' }],
  },
  {
    folder: 'call-nested',
    name: 'a call in a call, a message inside, a variable back through both',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), call('c', 'middle', { in: { id: '=key' }, out: { answer: '=answer' } }), end()],
          ['s > c > e'],
        ),
      ),
      'q.bpmn': bpmn(process('middle', [start('ms'), call('d', 'last'), end('me')], ['ms > d > me'])),
      'r.bpmn': bpmn(
        process('last', [start('ls'), catches('m', onMessage('tell', '=id')), end('le')], ['ls > m > le']),
      ),
    },
    start: { process: 'main', variables: { key: 'nest' } },
    steps: [{ publishMessage: { name: 'tell', correlationKey: 'nest', variables: { answer: 42 } } }],
  },
  {
    folder: 'call-version-of-latest',
    name: 'two calls one after the other of a process with a user task',
    files: {
      'p.bpmn': bpmn(
        process('main', [start(), call('c', 'task'), call('d', 'task'), end()], ['s > c > d > e']),
      ),
      'q.bpmn': bpmn(process('task', [start('ts'), user('u'), end('te')], ['ts > u > te'])),
    },
    start: { process: 'main' },
    steps: [
      { completeUserTask: { element: 'u', variables: { a: 1 } } },
      { completeUserTask: { element: 'u', variables: { b: 2 } } },
    ],
  },
  {
    folder: 'call-incident-inside',
    name: 'an incident inside a called process is resolved there',
    files: {
      'p.bpmn': bpmn(process('main', [start(), call('c', 'leaf'), end()], ['s > c > e'])),
      'q.bpmn': bpmn(leaf()),
    },
    start: { process: 'main' },
    handlers: { 'leaf-work': [{ fail: { retries: 0 } }, { complete: { ok: 1 } }] },
    steps: [{ resolveIncident: { element: 'work', retries: 1 } }],
  },
]
