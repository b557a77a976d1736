/** Modification of running instances: elements activated and terminated. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  boundary,
  bpmn,
  call,
  catches,
  end,
  eventSub,
  exclusive,
  onMessage,
  onSignal,
  parallel,
  process,
  service,
  start,
  sub,
  user,
} from '../bpmn.ts'

const two = bpmn(process('two', [start(), user('a'), user('b'), end()], ['s > a > b > e']))
const nested = bpmn(
  process(
    'nested',
    [
      start(),
      user('first'),
      sub('inner', [start('is'), user('a'), user('b'), end('ie')], ['is > a > b > ie'], { in: { x: '=y' } }),
      end(),
    ],
    ['s > first > inner > e'],
  ),
)

export const cases: AuthoredCase[] = [
  {
    folder: 'modify-move',
    name: 'a token is moved: one element is terminated, another activated',
    files: { 'p.bpmn': two },
    start: { process: 'two' },
    steps: [
      { modify: { activate: [{ element: 'b' }], terminate: ['a'] } },
      { completeUserTask: { element: 'b' } },
    ],
  },
  {
    folder: 'modify-back',
    name: 'a token is taken back, with variables',
    files: { 'p.bpmn': two },
    start: { process: 'two' },
    steps: [
      { completeUserTask: { element: 'a' } },
      { modify: { activate: [{ element: 'a', variables: { again: true } }], terminate: ['b'] } },
    ],
  },
  {
    folder: 'modify-activate-besides',
    name: 'a second token besides the first',
    files: { 'p.bpmn': two },
    start: { process: 'two' },
    steps: [{ modify: { activate: [{ element: 'b' }] } }, { completeUserTask: { element: 'b' } }],
  },
  {
    folder: 'modify-terminate-all',
    name: 'terminating the last element terminates the instance',
    files: { 'p.bpmn': two },
    start: { process: 'two' },
    steps: [{ modify: { terminate: ['a'] } }],
  },
  {
    folder: 'modify-into-subprocess',
    name: 'an element inside a subprocess that is not active: its scope is made, with its inputs',
    files: { 'p.bpmn': nested },
    start: { process: 'nested', variables: { y: 5 } },
    steps: [
      { modify: { activate: [{ element: 'b' }], terminate: ['first'] } },
      { completeUserTask: { element: 'b' } },
    ],
  },
  {
    folder: 'modify-inside-active-subprocess',
    name: 'an element inside a subprocess that is active: the scope is kept',
    files: { 'p.bpmn': nested },
    start: { process: 'nested', variables: { y: 5 } },
    steps: [
      { completeUserTask: { element: 'first' } },
      { modify: { activate: [{ element: 'b' }], terminate: ['a'] } },
      { completeUserTask: { element: 'b' } },
    ],
  },
  {
    folder: 'modify-terminate-subprocess',
    name: 'a subprocess is terminated with its content and the token moved out',
    files: {
      'p.bpmn': bpmn(
        process(
          'nested',
          [start(), sub('inner', [start('is'), user('a'), end('ie')], ['is > a > ie']), user('next'), end()],
          ['s > inner > next > e'],
        ),
      ),
    },
    start: { process: 'nested' },
    steps: [{ modify: { activate: [{ element: 'next' }], terminate: ['inner'] } }],
  },
  {
    folder: 'modify-activate-subprocess',
    name: 'a subprocess itself is activated',
    files: { 'p.bpmn': nested },
    start: { process: 'nested', variables: { y: 1 } },
    steps: [{ modify: { activate: [{ element: 'inner' }], terminate: ['first'] } }],
  },
  {
    folder: 'modify-unknown-element',
    name: 'an element that is not there: refused',
    files: { 'p.bpmn': two },
    start: { process: 'two' },
    steps: [{ fails: { modify: { activate: [{ element: 'nowhere' }] } } }],
  },
  {
    folder: 'modify-start-event',
    name: 'a start event cannot be activated',
    files: { 'p.bpmn': two },
    start: { process: 'two' },
    steps: [{ fails: { modify: { activate: [{ element: 's' }] } } }],
  },
  {
    folder: 'modify-boundary-event',
    name: 'a boundary event cannot be activated',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [start(), user('a'), boundary('late', 'a', after('PT1H')), end(), end('x')],
          ['s > a > e', 'late > x'],
        ),
      ),
    },
    start: { process: 'two' },
    steps: [{ fails: { modify: { activate: [{ element: 'late' }] } } }],
  },
  {
    folder: 'modify-gateway',
    name: 'an exclusive gateway is activated and decides',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [start(), user('a'), exclusive('g'), user('b'), user('c'), end()],
          ['s > a > g', 'g > b [=n = 1]', 'g > c [default]', 'b > e', 'c > e'],
        ),
      ),
    },
    start: { process: 'two' },
    steps: [{ modify: { activate: [{ element: 'g', variables: { n: 1 } }], terminate: ['a'] } }],
  },
  {
    folder: 'modify-join',
    name: 'activating a join passes it at once',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [start(), parallel('f'), user('a'), user('b'), parallel('j'), user('c'), end()],
          ['s > f > a > j > c > e', 'f > b > j'],
        ),
      ),
    },
    start: { process: 'two' },
    steps: [{ modify: { activate: [{ element: 'j' }], terminate: ['a', 'b'] } }],
  },
  {
    folder: 'modify-one-branch-before-join',
    name: 'one branch is terminated before a join: the join waits for ever',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [start(), parallel('f'), user('a'), user('b'), parallel('j'), end()],
          ['s > f > a > j > e', 'f > b > j'],
        ),
      ),
    },
    start: { process: 'two' },
    steps: [{ modify: { terminate: ['a'] } }, { completeUserTask: { element: 'b' } }],
  },
  {
    folder: 'modify-multi-instance',
    name: 'a multi-instance activity is activated',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [
            start(),
            user('a'),
            user('m', { assignee: '=i', multi: { collection: '=["x", "y"]', element: 'i' } }),
            end(),
          ],
          ['s > a > m > e'],
        ),
      ),
    },
    start: { process: 'two' },
    steps: [
      { modify: { activate: [{ element: 'm' }], terminate: ['a'] } },
      { completeUserTask: { element: 'm' } },
    ],
  },
  {
    folder: 'modify-inside-multi-instance',
    name: 'an element inside a multi-instance subprocess that is not active: refused',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [
            start(),
            user('a'),
            sub('m', [start('is'), user('u'), end('ie')], ['is > u > ie'], {
              multi: { collection: '=[1, 2]', element: 'i' },
            }),
            end(),
          ],
          ['s > a > m > e'],
        ),
      ),
    },
    start: { process: 'two' },
    steps: [{ fails: { modify: { activate: [{ element: 'u' }] } } }],
  },
  {
    folder: 'modify-terminate-multi-instance',
    name: 'a multi-instance activity is terminated',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [start(), user('m', { multi: { collection: '=[1, 2]', element: 'i' } }), user('b'), end()],
          ['s > m > b > e'],
        ),
      ),
    },
    start: { process: 'two' },
    steps: [{ modify: { activate: [{ element: 'b' }], terminate: ['m'] } }],
  },
  {
    folder: 'modify-with-incident',
    name: 'an element with an incident is left by modification',
    files: {
      'p.bpmn': bpmn(process('two', [start(), service('a', 'two-a'), user('b'), end()], ['s > a > b > e'])),
    },
    start: { process: 'two' },
    handlers: { 'two-a': [{ fail: { retries: 0 } }] },
    steps: [{ modify: { activate: [{ element: 'b' }], terminate: ['a'] } }],
  },
  {
    folder: 'modify-timer-and-message',
    name: 'activated events wait anew, terminated ones are deaf',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [start(), catches('t', after('PT1H')), catches('m', onMessage('go', '=id')), end()],
          ['s > t > m > e'],
        ),
      ),
    },
    start: { process: 'two', variables: { id: 'mtm' } },
    steps: [
      { modify: { activate: [{ element: 'm' }], terminate: ['t'] } },
      { advanceTime: 'PT2H' },
      { publishMessage: { name: 'go', correlationKey: 'mtm' } },
    ],
  },
  {
    folder: 'modify-call-activity',
    name: 'a call is terminated with what it called; another is activated',
    files: {
      'p.bpmn': bpmn(
        process('two', [start(), call('c', 'leaf'), call('d', 'leaf'), end()], ['s > c > d > e']),
      ),
      'q.bpmn': bpmn(process('leaf', [start('ls'), user('u'), end('le')], ['ls > u > le'])),
    },
    start: { process: 'two' },
    steps: [{ modify: { activate: [{ element: 'd' }], terminate: ['c'] } }],
  },
  {
    folder: 'modify-event-subprocess',
    name: 'an element inside an event subprocess is activated',
    files: {
      'p.bpmn': bpmn(
        process(
          'two',
          [
            start(),
            user('a'),
            end(),
            eventSub('h', [start('es', onSignal('z')), user('u'), end('ee')], ['es > u > ee']),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'two' },
    steps: [{ modify: { activate: [{ element: 'u' }] } }],
  },
]
