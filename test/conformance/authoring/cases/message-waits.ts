/** Where a process waits for messages: receive tasks, event-based gateways, boundaries, event subprocesses. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  boundary,
  bpmn,
  catches,
  end,
  eventBased,
  eventSub,
  onMessage,
  onSignal,
  parallel,
  process,
  receive,
  script,
  service,
  start,
  sub,
  user,
} from '../bpmn.ts'
import { publish } from '../message-processes.ts'

export const cases: AuthoredCase[] = [
  {
    folder: 'receive-task',
    name: 'a receive task with a mapping',
    files: {
      'p.bpmn': bpmn(
        process('waits', [start(), receive('r', 'go', '=id', { out: { got: '=x' } }), end()], ['s > r > e']),
      ),
    },
    start: { process: 'waits', variables: { id: 'r1' } },
    steps: [publish('go', 'r1', { variables: { x: 3, y: 4 } })],
  },
  {
    folder: 'receive-task-boundary',
    name: 'a receive task that a timer ends no longer takes its message',
    files: {
      'p.bpmn': bpmn(
        process(
          'waits',
          [
            start(),
            receive('r', 'go', '=id'),
            boundary('late', 'r', after('PT1H')),
            end(),
            user('u'),
            end('f'),
          ],
          ['s > r > e', 'late > u > f'],
        ),
      ),
    },
    start: { process: 'waits', variables: { id: 'r2' } },
    steps: [{ advanceTime: 'PT2H' }, publish('go', 'r2')],
  },
  {
    folder: 'receive-task-local-key',
    name: 'the correlation key of a receive task may use its input',
    files: {
      'p.bpmn': bpmn(
        process(
          'waits',
          [start(), receive('r', 'go', '=key', { in: { key: '=id + "-x"' } }), end()],
          ['s > r > e'],
        ),
      ),
    },
    start: { process: 'waits', variables: { id: 'r3' } },
    steps: [publish('go', 'r3-x', { variables: { done: 1 } })],
  },
  {
    folder: 'event-based-message',
    name: 'an event-based gateway: the message wins over the timer',
    files: {
      'p.bpmn': bpmn(
        process(
          'race',
          [
            start(),
            eventBased('g'),
            catches('m', onMessage('go', '=id')),
            catches('t', after('PT1H')),
            end('a'),
            end('b'),
          ],
          ['s > g > m > a', 'g > t > b'],
        ),
      ),
    },
    start: { process: 'race', variables: { id: 'g1' } },
    steps: [publish('go', 'g1', { variables: { x: 1 } }), { advanceTime: 'PT2H' }],
  },
  {
    folder: 'event-based-timer',
    name: 'an event-based gateway: the timer wins, the message comes too late',
    files: {
      'p.bpmn': bpmn(
        process(
          'race',
          [
            start(),
            eventBased('g'),
            catches('m', onMessage('go', '=id')),
            catches('t', after('PT1H')),
            end('a'),
            user('b'),
          ],
          ['s > g > m > a', 'g > t > b'],
        ),
      ),
    },
    start: { process: 'race', variables: { id: 'g2' } },
    steps: [{ advanceTime: 'PT2H' }, publish('go', 'g2')],
  },
  {
    folder: 'event-based-two-messages',
    name: 'an event-based gateway of two messages and a signal; both messages are buffered: one is taken',
    files: {
      'p.bpmn': bpmn(
        process(
          'race',
          [
            start(),
            user('u'),
            eventBased('g'),
            catches('m', onMessage('go', '=id')),
            catches('n', onMessage('stop', '=id')),
            catches('z', onSignal('alarm')),
            end('a'),
            end('b'),
            end('c'),
          ],
          ['s > u > g > m > a', 'g > n > b', 'g > z > c'],
        ),
      ),
    },
    start: { process: 'race', variables: { id: 'g3' } },
    steps: [
      publish('stop', 'g3', { timeToLive: 'PT1H', variables: { x: 'stop' } }),
      { completeUserTask: { element: 'u' } },
      publish('go', 'g3'),
    ],
  },
  {
    folder: 'event-based-signal',
    name: 'an event-based gateway: the signal wins',
    files: {
      'p.bpmn': bpmn(
        process(
          'race',
          [
            start(),
            eventBased('g'),
            catches('m', onMessage('go', '=id')),
            catches('z', onSignal('alarm'), { out: { level: '=n' } }),
            end('a'),
            end('b'),
          ],
          ['s > g > m > a', 'g > z > b'],
        ),
      ),
    },
    start: { process: 'race', variables: { id: 'g4' } },
    steps: [{ broadcastSignal: { name: 'alarm', variables: { n: 3 } } }],
  },
  {
    folder: 'event-based-key-null',
    name: 'an event-based gateway with a null correlation key: an incident at the gateway, no timer is set',
    files: {
      'p.bpmn': bpmn(
        process(
          'race',
          [
            start(),
            eventBased('g'),
            catches('m', onMessage('go', '=id')),
            catches('t', after('PT1H')),
            end('a'),
            end('b'),
          ],
          ['s > g > m > a', 'g > t > b'],
        ),
      ),
    },
    start: { process: 'race' },
    steps: [{ advanceTime: 'PT2H' }],
  },
  {
    folder: 'event-based-receive-task',
    name: 'a receive task behind an event-based gateway',
    files: {
      'p.bpmn': bpmn(
        process(
          'race',
          [
            start(),
            eventBased('g'),
            catches('m', onMessage('go', '=id')),
            catches('t', after('PT1H')),
            catches('t2', after('PT30M')),
            end('a'),
            end('b'),
            end('c'),
          ],
          ['s > g > m > a', 'g > t > b', 'g > t2 > c'],
        ),
      ),
    },
    start: { process: 'race', variables: { id: 'g6' } },
    steps: [{ advanceTime: 'PT2H' }],
  },
  {
    folder: 'message-and-timer-at-once',
    name: 'two timers of one parallel split that are due at the same moment',
    files: {
      'p.bpmn': bpmn(
        process(
          'same',
          [
            start(),
            parallel('f'),
            catches('a', after('PT1H')),
            catches('b', after('PT1H')),
            parallel('j'),
            end(),
          ],
          ['s > f > a > j > e', 'f > b > j'],
        ),
      ),
    },
    start: { process: 'same' },
    steps: [{ advanceTime: 'PT1H' }, { advanceTime: 'PT1M' }],
  },
  {
    folder: 'message-boundary-and-completion',
    name: 'a withdrawn review: the interrupting message ends the whole subprocess',
    files: {
      'p.bpmn': bpmn(
        process(
          'review',
          [
            start(),
            sub('tier', [start('is'), user('u'), end('ie')], ['is > u > ie']),
            boundary('withdrawn', 'tier', onMessage('withdraw', '=id'), { out: { reason: '=why' } }),
            end(),
            end('w'),
          ],
          ['s > tier > e', 'withdrawn > w'],
        ),
      ),
    },
    start: { process: 'review', variables: { id: 'w1' } },
    steps: [publish('withdraw', 'w1', { variables: { why: 'mistake' } })],
  },
  {
    folder: 'message-non-interrupting-many',
    name: 'a non-interrupting message boundary takes each message',
    files: {
      'p.bpmn': bpmn(
        process(
          'review',
          [
            start(),
            user('u'),
            boundary('note', 'u', onMessage('note', '=id'), { interrupting: false }),
            script('add', '=append(notes, text)', 'notes'),
            end(),
            end('n'),
          ],
          ['s > u > e', 'note > add > n'],
        ),
      ),
    },
    start: { process: 'review', variables: { id: 'n1', notes: [] } },
    steps: [
      publish('note', 'n1', { variables: { text: 'a' } }),
      publish('note', 'n1', { variables: { text: 'b' } }),
      { completeUserTask: { element: 'u' } },
      publish('note', 'n1', { variables: { text: 'c' } }),
    ],
  },
  {
    folder: 'message-event-subprocess',
    name: 'an event subprocess started by a message ends what the process was doing',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            parallel('f'),
            user('a'),
            service('b', 'main-b'),
            parallel('j'),
            end(),
            eventSub(
              'stop',
              [start('es', onMessage('stop', '=id')), user('close'), end('ee')],
              ['es > close > ee'],
            ),
          ],
          ['s > f > a > j > e', 'f > b > j'],
        ),
      ),
    },
    start: { process: 'main', variables: { id: 'x1' } },
    steps: [publish('stop', 'x1', { variables: { by: 'li' } }), { completeUserTask: { element: 'close' } }],
  },
  {
    folder: 'message-event-subprocess-key',
    name: 'the correlation key of an event subprocess is evaluated when its scope begins',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            user('a'),
            end(),
            eventSub('stop', [start('es', onMessage('stop', '=id')), end('ee')], ['es > ee']),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'main', variables: { id: 'before' } },
    steps: [
      { setVariables: { variables: { id: 'after' } } },
      publish('stop', 'after'),
      publish('stop', 'before'),
    ],
  },
  {
    folder: 'message-event-subprocess-key-null',
    name: 'a null key of an event subprocess: the process does not begin; resolved',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            user('a'),
            end(),
            eventSub('stop', [start('es', onMessage('stop', '=id')), end('ee')], ['es > ee']),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'main' },
  },
]
