/** Scripts and mappings: what an expression gives, and how it fails; a few tasks that end otherwise. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  association,
  boundary,
  bpmn,
  compensate,
  end,
  parallel,
  process,
  script,
  service,
  start,
} from '../bpmn.ts'
import { one } from '../job-processes.ts'

export const cases: AuthoredCase[] = [
  {
    folder: 'input-merges',
    name: 'inputs into one context merge; a later input sees an earlier one',
    files: {
      'p.bpmn': one({ in: { 'o.a': '=n', 'o.b': '=o.a + 1', c: '=o.b' }, out: { o: '=o', c: '=c' } }),
    },
    start: { process: 'one', variables: { n: 1 } },
    handlers: { 'one-a': [{ complete: {} }] },
  },
  {
    folder: 'input-null',
    name: 'an input over a missing variable gives null',
    files: { 'p.bpmn': one({ in: { x: '=missing' }, out: { x: '=x' } }) },
    start: { process: 'one' },
    handlers: { 'one-a': [{ complete: {} }] },
  },
  {
    folder: 'input-static',
    name: 'a mapping without = is a text',
    files: { 'p.bpmn': one({ in: { x: 'plain text', n: '12' }, out: { x: '=x', n: '=n' } }) },
    start: { process: 'one' },
    handlers: { 'one-a': [{ complete: {} }] },
  },
  {
    folder: 'input-fails',
    name: 'an input mapping that fails is an incident before the job',
    files: { 'p.bpmn': one({ in: { x: '=assert(y, y != null)' } }) },
    start: { process: 'one' },
    steps: [{ resolveIncident: { element: 'a', variables: { y: 1 } } }],
  },
  {
    folder: 'output-fails',
    name: 'an output mapping that fails is an incident after the job; resolved with a variable',
    files: { 'p.bpmn': one({ out: { x: '=assert(y, y != null)' } }) },
    start: { process: 'one' },
    handlers: { 'one-a': [{ complete: {} }] },
    steps: [{ resolveIncident: { element: 'a', variables: { y: 1 } } }],
  },
  {
    folder: 'script-result',
    name: 'a script gives its result to the process scope, null included',
    files: {
      'p.bpmn': bpmn(
        process(
          'scripts',
          [
            start(),
            script('a', '=n + 1', 'm'),
            script('b', '=m * 2', 'm'),
            script('c', '=missing', 'none'),
            script('d', '={x: m, y: [n, m]}', 'both'),
            end(),
          ],
          ['s > a > b > c > d > e'],
        ),
      ),
    },
    start: { process: 'scripts', variables: { n: 1 } },
  },
  {
    folder: 'script-output',
    name: 'with an output mapping the result of a script stays local',
    files: {
      'p.bpmn': bpmn(
        process(
          'scripts',
          [start(), script('a', '=n + 1', 'm', { out: { r: '=m * 10' } }), end()],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'scripts', variables: { n: 1 } },
  },
  {
    folder: 'script-input',
    name: 'a script sees its inputs',
    files: {
      'p.bpmn': bpmn(
        process(
          'scripts',
          [start(), script('a', '=x + n', 'm', { in: { x: '=n * 100', n: '=5' } }), end()],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'scripts', variables: { n: 1 } },
  },
  {
    folder: 'script-fails',
    name: 'a script that fails is an incident',
    files: {
      'p.bpmn': bpmn(
        process('scripts', [start(), script('a', '=assert(x, x > 3)', 'm'), end()], ['s > a > e']),
      ),
    },
    start: { process: 'scripts', variables: { x: 1 } },
    steps: [{ resolveIncident: { element: 'a', variables: { x: 5 } } }],
  },
  {
    folder: 'cancel-while-job-is-out',
    name: 'cancelled while two jobs wait: both elements are terminated',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [start(), parallel('f'), service('a', 'two-a'), service('b', 'two-b'), parallel('j'), end()],
          ['s > f > a > j > e', 'f > b > j'],
        ),
      ),
    },
    start: { process: 'two' },
    handlers: { 'two-a': [{ complete: {} }] },
    steps: [{ cancel: {} }, { fails: { cancel: {} } }],
  },
  {
    folder: 'boundary-incident-cancelled',
    name: 'an incident of a task that a timer cancels is gone with it',
    files: {
      'p.bpmn': bpmn(
        process(
          'one',
          [start(), service('a', 'one-a'), boundary('late', 'a', after('PT1H')), end(), end('c')],
          ['s > a > e', 'late > c'],
        ),
      ),
    },
    start: { process: 'one' },
    handlers: { 'one-a': [{ fail: { retries: 0 } }] },
    steps: [{ advanceTime: 'PT2H' }],
  },
  {
    folder: 'variables-set-by-hand',
    name: 'setVariables: into the scope that holds the name, or local',
    files: { 'p.bpmn': one({ in: { local: '=1' }, out: { seen: '=[local, outer, fresh, own]' } }) },
    start: { process: 'one', variables: { outer: 1 } },
    steps: [
      { setVariables: { element: 'a', variables: { local: 2, outer: 2, fresh: 2 } } },
      { setVariables: { element: 'a', variables: { own: 3, outer: 3 }, local: true } },
      { setVariables: { variables: { top: true } } },
    ],
  },
  {
    folder: 'compensation-handler-not-on-path',
    name: 'an activity marked for compensation is never entered by a flow',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [
            start(),
            service('a', 'comp-a'),
            boundary('c', 'a', compensate('c')),
            service('undo', 'comp-undo', { compensates: true }),
            end(),
            association('c', 'undo'),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: { 'comp-a': [{ complete: {} }], 'comp-undo': [{ complete: {} }] },
  },
]
