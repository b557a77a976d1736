/** Multi-instance activities: parallel and sequential, collections, completion conditions, boundaries, failures. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  boundary,
  bpmn,
  call,
  end,
  onError,
  onMessage,
  process,
  receive,
  script,
  send,
  service,
  start,
  sub,
  user,
} from '../bpmn.ts'

const each = { collection: '=items', element: 'item' }
const collects = { ...each, outCollection: 'results', outElement: '=r' }
const p = (node: Parameters<typeof process>[1][number], ...more: Parameters<typeof process>[1]) =>
  bpmn(
    process(
      'multi',
      [start(), node, end(), ...more],
      ['s > a > e', ...(more.some(({ id }) => id === 'b') ? ['b > x'] : [])],
    ),
  )
const items = { process: 'multi', variables: { items: [1, 2, 3] } }

export const cases: AuthoredCase[] = [
  {
    folder: 'multi-parallel-results',
    name: 'parallel: results stand in the order of the input, whatever order they come in',
    files: { 'p.bpmn': p(user('a', { assignee: '=item', multi: collects })) },
    start: { process: 'multi', variables: { items: ['x', 'y', 'z'] } },
    steps: [
      { completeUserTask: { element: 'a', variables: { r: 1 } } },
      { completeUserTask: { element: 'a', variables: { r: 2 } } },
      { completeUserTask: { element: 'a', variables: { r: 3 } } },
    ],
  },
  {
    folder: 'multi-sequential',
    name: 'sequential: one after the other, with the loop counter',
    files: {
      'p.bpmn': p(
        user('a', {
          assignee: '=item',
          in: { n: '=loopCounter' },
          multi: { ...each, outCollection: 'results', outElement: '=[n, item]', sequential: true },
        }),
      ),
    },
    start: { process: 'multi', variables: { items: ['x', 'y', 'z'] } },
    steps: [{ completeUserTask: { element: 'a' } }, { completeUserTask: { element: 'a' } }],
  },
  {
    folder: 'multi-sequential-done',
    name: 'sequential to its end',
    files: { 'p.bpmn': p(service('a', 'multi-a', { multi: { ...collects, sequential: true } })) },
    start: items,
    handlers: { 'multi-a': [{ complete: { r: 'one' } }, { complete: { r: 'two' } }, { complete: {} }] },
  },
  {
    folder: 'multi-empty',
    name: 'an empty collection: the activity is passed at once, the result is empty',
    files: { 'p.bpmn': p(service('a', 'multi-a', { multi: collects })) },
    start: { process: 'multi', variables: { items: [] } },
  },
  {
    folder: 'multi-empty-sequential',
    name: 'an empty collection, sequential',
    files: { 'p.bpmn': p(service('a', 'multi-a', { multi: { ...collects, sequential: true } })) },
    start: { process: 'multi', variables: { items: [] } },
  },
  {
    folder: 'multi-collection-null',
    name: 'a collection that is null: an incident; resolved with a list',
    files: { 'p.bpmn': p(service('a', 'multi-a', { multi: each })) },
    start: { process: 'multi' },
    handlers: { 'multi-a': [{ complete: {} }] },
    steps: [{ resolveIncident: { element: 'a', variables: { items: [7] } } }],
  },
  {
    folder: 'multi-collection-number',
    name: 'a collection that is a number: an incident',
    files: { 'p.bpmn': p(service('a', 'multi-a', { multi: each })) },
    start: { process: 'multi', variables: { items: 3 } },
  },
  {
    folder: 'multi-no-element',
    name: 'without an element variable: as many as there are items',
    files: { 'p.bpmn': p(service('a', 'multi-a', { multi: { collection: '=[null, {a: 1}]' } })) },
    start: { process: 'multi' },
    handlers: { 'multi-a': [{ complete: { x: 1 } }, { complete: { x: 2, y: 2 } }] },
  },
  {
    folder: 'multi-variables-local',
    name: 'what inner instances write without a mapping goes to the process',
    files: { 'p.bpmn': p(service('a', 'multi-a', { multi: each })) },
    start: items,
    handlers: {
      'multi-a': [{ complete: { x: 1, item: 9 } }, { complete: { x: 2 } }, { complete: { x: 3 } }],
    },
  },
  {
    folder: 'multi-output-mapping',
    name: 'an output mapping of each inner instance, beside the collected output',
    files: {
      'p.bpmn': p(
        service('a', 'multi-a', {
          out: { last: '=r', r: '=r * item' },
          multi: { ...collects, sequential: true },
        }),
      ),
    },
    start: items,
    handlers: { 'multi-a': [{ complete: { r: 2 } }, { complete: { r: 3 } }] },
  },
  {
    folder: 'multi-until-parallel',
    name: 'parallel with a completion condition: the rest is terminated',
    files: { 'p.bpmn': p(user('a', { multi: { ...collects, until: '=r = "no"' } })) },
    start: items,
    steps: [
      { completeUserTask: { element: 'a', variables: { r: 'yes' } } },
      { completeUserTask: { element: 'a', variables: { r: 'no' } } },
    ],
  },
  {
    folder: 'multi-until-sequential',
    name: 'sequential with a completion condition: the rest never begins',
    files: { 'p.bpmn': p(user('a', { multi: { ...collects, sequential: true, until: '=r = "no"' } })) },
    start: items,
    steps: [{ completeUserTask: { element: 'a', variables: { r: 'no' } } }],
  },
  {
    folder: 'multi-until-counters',
    name: 'the counters that a completion condition sees',
    files: {
      'p.bpmn': p(
        user('a', {
          multi: {
            ...each,
            until:
              '=numberOfCompletedInstances / numberOfInstances > 0.5 and numberOfActiveInstances = 1 and numberOfTerminatedInstances = 0',
          },
        }),
      ),
    },
    start: items,
    steps: [{ completeUserTask: { element: 'a' } }, { completeUserTask: { element: 'a' } }],
  },
  {
    folder: 'multi-until-null',
    name: 'a completion condition that is null: an incident at the inner instance',
    files: { 'p.bpmn': p(user('a', { multi: { ...each, until: '=missing' } })) },
    start: items,
    steps: [{ completeUserTask: { element: 'a' } }],
  },
  {
    folder: 'multi-boundary-timer',
    name: 'an interrupting timer ends all inner instances',
    files: { 'p.bpmn': p(user('a', { multi: collects }), boundary('b', 'a', after('PT1H')), end('x')) },
    start: items,
    steps: [{ completeUserTask: { element: 'a', variables: { r: 1 } } }, { advanceTime: 'PT2H' }],
  },
  {
    folder: 'multi-boundary-non-interrupting',
    name: "a non-interrupting boundary is the body's: it fires once",
    files: {
      'p.bpmn': p(
        user('a', { multi: collects }),
        boundary('b', 'a', after('PT1H'), { interrupting: false }),
        end('x'),
      ),
    },
    start: items,
    steps: [{ advanceTime: 'PT2H' }, { completeUserTask: { element: 'a', variables: { r: 1 } } }],
  },
  {
    folder: 'multi-boundary-error',
    name: 'an error of one inner instance ends the body',
    files: {
      'p.bpmn': p(service('a', 'multi-a', { multi: collects }), boundary('b', 'a', onError('BAD')), end('x')),
    },
    start: items,
    handlers: { 'multi-a': [{ complete: { r: 1 } }, { error: { code: 'BAD' } }, { complete: { r: 3 } }] },
  },
  {
    folder: 'multi-boundary-message',
    name: 'the correlation key of a boundary on a multi-instance is evaluated once, outside the items',
    files: {
      'p.bpmn': p(user('a', { multi: collects }), boundary('b', 'a', onMessage('stop', '=id')), end('x')),
    },
    start: { process: 'multi', variables: { items: [1, 2], id: 'mb' } },
    steps: [{ publishMessage: { name: 'stop', correlationKey: 'mb', variables: { why: 1 } } }],
  },
  {
    folder: 'multi-subprocess',
    name: 'a multi-instance subprocess with a user task in each',
    files: {
      'p.bpmn': p(
        sub(
          'a',
          [start('is'), user('u', { assignee: '=string(item)' }), script('t', '=item + 10', 'r'), end('ie')],
          ['is > u > t > ie'],
          { multi: collects },
        ),
      ),
    },
    start: items,
    steps: [
      { completeUserTask: { element: 'u' } },
      { completeUserTask: { element: 'u' } },
      { completeUserTask: { element: 'u' } },
    ],
  },
  {
    folder: 'multi-subprocess-cancelled',
    name: 'a multi-instance subprocess, cancelled',
    files: {
      'p.bpmn': p(
        sub('a', [start('is'), user('u'), end('ie')], ['is > u > ie'], {
          multi: { ...each, sequential: true },
        }),
      ),
    },
    start: items,
    steps: [{ completeUserTask: { element: 'u' } }, { cancel: {} }],
  },
  {
    folder: 'multi-call',
    name: 'a multi-instance call: an instance for each item',
    files: {
      'p.bpmn': p(call('a', 'leaf', { multi: collects })),
      'q.bpmn': bpmn(
        process('leaf', [start('ls'), script('t', '=item * item', 'r'), end('le')], ['ls > t > le']),
      ),
    },
    start: items,
  },
  {
    folder: 'multi-call-error',
    name: 'an error of one called instance ends the others',
    files: {
      'p.bpmn': p(call('a', 'leaf', { multi: each }), boundary('b', 'a', onError('BAD')), end('x')),
      'q.bpmn': bpmn(process('leaf', [start('ls'), service('t', 'leaf-t'), end('le')], ['ls > t > le'])),
    },
    start: items,
    handlers: { 'leaf-t': [{ complete: {} }, { error: { code: 'BAD' } }] },
  },
  {
    folder: 'multi-receive',
    name: 'a multi-instance receive task: a key for each item',
    files: { 'p.bpmn': p(receive('a', 'go', '=item', { multi: collects })) },
    start: { process: 'multi', variables: { items: ['k1', 'k2'] } },
    steps: [
      { publishMessage: { name: 'go', correlationKey: 'k2', variables: { r: 2 } } },
      { publishMessage: { name: 'go', correlationKey: 'k1', variables: { r: 1 } } },
    ],
  },
  {
    folder: 'multi-script',
    name: 'a multi-instance script and a multi-instance send task',
    files: {
      'p.bpmn': bpmn(
        process(
          'multi',
          [
            start(),
            script('a', '=item * 2', 'r', { multi: collects }),
            send('b', 'multi-b', { multi: { ...each, sequential: true } }),
            end(),
          ],
          ['s > a > b > e'],
        ),
      ),
    },
    start: items,
    handlers: { 'multi-b': [{ complete: {} }] },
  },
  {
    folder: 'multi-nested',
    name: 'a multi-instance in a multi-instance',
    files: {
      'p.bpmn': p(
        sub(
          'a',
          [
            start('is'),
            script('t', '=cell + 1', 'q', {
              multi: { collection: '=item', element: 'cell', outCollection: 'r', outElement: '=q' },
            }),
            end('ie'),
          ],
          ['is > t > ie'],
          { multi: collects },
        ),
      ),
    },
    start: { process: 'multi', variables: { items: [[1, 2], [], [3]] } },
  },
  {
    folder: 'multi-incident-inside',
    name: 'an incident in one inner instance is resolved while the others go on',
    files: { 'p.bpmn': p(service('a', 'multi-a', { multi: collects })) },
    start: items,
    handlers: { 'multi-a': [{ complete: { r: 1 } }, { fail: { retries: 0 } }, { complete: { r: 3 } }] },
    steps: [{ resolveIncident: { element: 'a', retries: 1 } }],
  },
  {
    folder: 'multi-out-element-fails',
    name: 'an output element that fails: an incident after the job',
    files: {
      'p.bpmn': p(
        service('a', 'multi-a', {
          multi: { ...each, outCollection: 'results', outElement: '=assert(r, r != null)' },
        }),
      ),
    },
    start: { process: 'multi', variables: { items: [1] } },
    handlers: { 'multi-a': [{ complete: {} }] },
    steps: [{ setVariables: { variables: { r: 5 } } }, { resolveIncident: { element: 'a' } }],
  },
  {
    folder: 'multi-collection-changed',
    name: 'the collection is changed while a sequential body runs',
    files: {
      'p.bpmn': p(
        user('a', { multi: { ...each, outCollection: 'results', outElement: '=item', sequential: true } }),
      ),
    },
    start: { process: 'multi', variables: { items: ['x', 'y'] } },
    steps: [
      { setVariables: { variables: { items: ['x', 'z', 'w'] } } },
      { completeUserTask: { element: 'a' } },
      { completeUserTask: { element: 'a' } },
    ],
  },
  {
    folder: 'multi-candidates',
    name: 'candidates of each inner user task from its item',
    files: {
      'p.bpmn': p(
        user('a', {
          users: '=item.candidates',
          multi: { ...each, until: '=numberOfCompletedInstances >= 1' },
        }),
      ),
    },
    start: {
      process: 'multi',
      variables: { items: [{ candidates: ['li', 'wang'] }, { candidates: ['zhao'] }] },
    },
  },
]
