/** Messages: correlation, buffering, deduplication, start events, uniqueness, receive tasks, event-based gateways. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  boundary,
  bpmn,
  catches,
  end,
  eventBased,
  eventSub,
  exclusive,
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

const waits = bpmn(process('waits', [start(), catches('m', onMessage('go', '=id')), end()], ['s > m > e']))
const twice = bpmn(
  process(
    'twice',
    [start(), catches('m', onMessage('go', '=id')), catches('m2', onMessage('go', '=id')), end()],
    ['s > m > m2 > e'],
  ),
)
const opens = bpmn(process('opens', [start('s', onMessage('open')), user('u'), end()], ['s > u > e']))
const publish = (name: string, correlationKey: string, more: object = {}) => ({
  publishMessage: { name, correlationKey, ...more },
})

export const cases: AuthoredCase[] = [
  {
    folder: 'message-correlates',
    name: 'a message of the right name and key goes on; its variables reach the process',
    files: { 'p.bpmn': waits },
    start: { process: 'waits', variables: { id: 'k1' } },
    steps: [
      publish('go', 'other', { variables: { x: 0 } }),
      publish('nogo', 'k1', { variables: { x: 0 } }),
      publish('go', 'k1', { variables: { x: 1 } }),
    ],
  },
  {
    folder: 'message-key-number',
    name: 'a correlation key that is a number is compared as text',
    files: { 'p.bpmn': waits },
    start: { process: 'waits', variables: { id: 42 } },
    steps: [publish('go', '42')],
  },
  {
    folder: 'message-key-null',
    name: 'a correlation key that is null is an incident; resolved with a key',
    files: { 'p.bpmn': waits },
    start: { process: 'waits' },
    steps: [{ resolveIncident: { element: 'm', variables: { id: 'later' } } }, publish('go', 'later')],
  },
  {
    folder: 'message-key-list',
    name: 'a correlation key that is a list is an incident',
    files: { 'p.bpmn': waits },
    start: { process: 'waits', variables: { id: [1] } },
  },
  {
    folder: 'message-name-expression',
    name: 'a message name by FEEL',
    files: {
      'p.bpmn': bpmn(
        process('waits', [start(), catches('m', onMessage('="go-" + kind', '=id')), end()], ['s > m > e']),
      ),
    },
    start: { process: 'waits', variables: { id: 'n1', kind: 'x' } },
    steps: [publish('go', 'n1'), publish('go-x', 'n1', { variables: { ok: true } })],
  },
  {
    folder: 'message-too-early',
    name: 'without time to live a message that comes too early is lost',
    files: {
      'p.bpmn': bpmn(
        process(
          'waits',
          [start(), user('u'), catches('m', onMessage('go', '=id')), end()],
          ['s > u > m > e'],
        ),
      ),
    },
    start: { process: 'waits', variables: { id: 'k3' } },
    steps: [publish('go', 'k3'), { completeUserTask: { element: 'u' } }],
  },
  {
    folder: 'message-buffered',
    name: 'a buffered message waits for its subscription',
    files: {
      'p.bpmn': bpmn(
        process(
          'waits',
          [start(), user('u'), catches('m', onMessage('go', '=id')), end()],
          ['s > u > m > e'],
        ),
      ),
    },
    start: { process: 'waits', variables: { id: 'k4' } },
    steps: [
      publish('go', 'k4', { timeToLive: 'PT1H', variables: { x: 1 } }),
      { completeUserTask: { element: 'u' } },
    ],
  },
  {
    folder: 'message-buffer-expires',
    name: 'a buffered message is lost when its time to live is over',
    messages: true,
    files: {
      'p.bpmn': bpmn(
        process(
          'waits',
          [start(), user('u'), catches('m', onMessage('go', '=id')), end()],
          ['s > u > m > e'],
        ),
      ),
    },
    start: { process: 'waits', variables: { id: 'k5' } },
    steps: [
      publish('go', 'k5', { timeToLive: 'PT10M' }),
      { advanceTime: 'PT15M' },
      { completeUserTask: { element: 'u' } },
    ],
  },
  {
    folder: 'message-buffer-oldest-first',
    name: 'buffered messages are taken oldest first, one for each event',
    files: {
      'p.bpmn': bpmn(
        process(
          'twice',
          [
            start(),
            user('u'),
            catches('m', onMessage('go', '=id'), { out: { first: '=n' } }),
            catches('m2', onMessage('go', '=id'), { out: { second: '=n' } }),
            end(),
          ],
          ['s > u > m > m2 > e'],
        ),
      ),
    },
    start: { process: 'twice', variables: { id: 'k6' } },
    steps: [
      publish('go', 'k6', { timeToLive: 'PT1H', variables: { n: 1 } }),
      publish('go', 'k6', { timeToLive: 'PT1H', variables: { n: 2 } }),
      { completeUserTask: { element: 'u' } },
    ],
  },
  {
    folder: 'message-once-per-process',
    name: 'one message goes to a process instance once, even when a second event waits for it',
    files: { 'p.bpmn': twice },
    start: { process: 'twice', variables: { id: 'k7' } },
    steps: [publish('go', 'k7', { timeToLive: 'PT1H' })],
  },
  {
    folder: 'message-to-one-instance-per-process',
    name: 'two instances of one process wait for the same key: one message, one instance',
    files: { 'p.bpmn': waits },
    start: [
      { process: 'waits', variables: { id: 'k8' } },
      { process: 'waits', variables: { id: 'k8' } },
    ],
    steps: [publish('go', 'k8')],
  },
  {
    folder: 'message-to-two-processes',
    name: 'instances of two processes both get the message',
    files: {
      'p.bpmn': waits,
      'q.bpmn': bpmn(
        process('waits2', [start(), catches('n', onMessage('go', '=id')), end('f')], ['s > n > f']),
      ),
    },
    start: [
      { process: 'waits', variables: { id: 'k9' } },
      { process: 'waits2', variables: { id: 'k9' } },
    ],
    steps: [publish('go', 'k9', { variables: { x: 1 } })],
  },
  {
    folder: 'message-buffered-for-two-instances',
    name: 'a buffered message that went to one instance is not given to the next of that process',
    files: { 'p.bpmn': waits },
    start: { process: 'waits', variables: { id: 'k10' } },
    steps: [
      publish('go', 'k10', { timeToLive: 'PT1H' }),
      { start: { process: 'waits', variables: { id: 'k10' } } },
    ],
  },
  {
    folder: 'message-dedupe-after-expiry',
    name: 'the same message id is taken again after the first has expired',
    files: { 'p.bpmn': twice },
    start: { process: 'twice', variables: { id: 'k11' } },
    steps: [
      publish('go', 'k11', { timeToLive: 'PT10M', messageId: 'same', variables: { a: 1 } }),
      { advanceTime: 'PT15M' },
      publish('go', 'k11', { timeToLive: 'PT10M', messageId: 'same', variables: { a: 2 } }),
    ],
  },
  {
    folder: 'message-dedupe-other-key',
    name: 'a message id is unique for a name and a key only',
    messages: true,
    files: { 'p.bpmn': waits },
    start: { process: 'waits', variables: { id: 'k12' } },
    steps: [
      publish('go', 'other', { timeToLive: 'PT1H', messageId: 'same' }),
      publish('go', 'k12', { timeToLive: 'PT1H', messageId: 'same' }),
      { fails: publish('go', 'other', { timeToLive: 'PT1H', messageId: 'same' }) },
    ],
  },
  {
    folder: 'message-dedupe-without-buffer',
    name: 'a message without time to live leaves no id behind',
    files: { 'p.bpmn': twice },
    start: { process: 'twice', variables: { id: 'k13' } },
    steps: [publish('go', 'k13', { messageId: 'same' }), publish('go', 'k13', { messageId: 'same' })],
  },
  {
    folder: 'message-for-finished-instance',
    name: 'a message for an instance that has ended goes nowhere',
    messages: true,
    files: { 'p.bpmn': waits },
    start: { process: 'waits', variables: { id: 'k14' } },
    steps: [publish('go', 'k14'), publish('go', 'k14')],
  },
  {
    folder: 'message-for-cancelled-instance',
    name: 'a cancelled instance does not take a message',
    files: { 'p.bpmn': waits },
    start: { process: 'waits', variables: { id: 'k15' } },
    steps: [{ cancel: {} }, publish('go', 'k15', { timeToLive: 'PT1H' })],
  },
  {
    folder: 'message-start',
    name: 'a message starts an instance with its variables',
    files: { 'p.bpmn': opens },
    steps: [publish('open', 'c1', { variables: { caseId: 'c1' } })],
  },
  {
    folder: 'message-start-unique',
    name: 'while an instance started by a key is alive, a second message of that key is buffered and starts one afterwards',
    files: { 'p.bpmn': opens },
    steps: [
      publish('open', 'c2', { timeToLive: 'PT1H', variables: { n: 1 } }),
      publish('open', 'c2', { timeToLive: 'PT1H', variables: { n: 2 } }),
      { completeUserTask: { element: 'u' } },
    ],
  },
  {
    folder: 'message-start-unique-lost',
    name: 'while an instance started by a key is alive, a message of that key without time to live is lost',
    files: { 'p.bpmn': opens },
    steps: [publish('open', 'c3'), publish('open', 'c3'), { completeUserTask: { element: 'u' } }],
  },
  {
    folder: 'message-start-unique-cancel',
    name: 'a cancelled instance gives its key free: the buffered message starts the next',
    files: { 'p.bpmn': opens },
    steps: [
      publish('open', 'c4', { timeToLive: 'PT1H' }),
      publish('open', 'c4', { timeToLive: 'PT1H' }),
      { cancel: {} },
    ],
  },
  {
    folder: 'message-start-empty-key',
    name: 'messages with an empty key start as many instances as there are messages',
    files: { 'p.bpmn': opens },
    steps: [publish('open', ''), publish('open', '')],
  },
  {
    folder: 'message-start-other-keys',
    name: 'different keys start different instances',
    files: { 'p.bpmn': opens },
    steps: [publish('open', 'a'), publish('open', 'b')],
  },
  {
    folder: 'message-start-two-processes',
    name: 'one message starts two processes',
    files: {
      'p.bpmn': opens,
      'q.bpmn': bpmn(process('opens2', [start('s2', onMessage('open')), end('e2')], ['s2 > e2'])),
    },
    steps: [publish('open', 'k')],
  },
  {
    folder: 'message-start-mapping',
    name: 'the output mapping of a message start',
    files: {
      'p.bpmn': bpmn(
        process(
          'opens',
          [start('s', onMessage('open'), { out: { id: '=case.id' } }), user('u'), end()],
          ['s > u > e'],
        ),
      ),
    },
    steps: [publish('open', 'k', { variables: { case: { id: 'x' }, rest: 1 } })],
  },
  {
    folder: 'message-start-and-wait',
    name: 'one message starts an instance and goes on in another',
    files: {
      'p.bpmn': opens,
      'q.bpmn': bpmn(
        process('goes', [start('s2'), catches('m', onMessage('open', '=id')), end('e2')], ['s2 > m > e2']),
      ),
    },
    start: { process: 'goes', variables: { id: 'k' } },
    steps: [publish('open', 'k')],
  },
  {
    folder: 'message-and-none-start',
    name: 'a process with a plain and a message start',
    files: {
      'p.bpmn': bpmn(
        process(
          'two-ways',
          [start('s'), start('m', onMessage('open')), exclusive('g'), end()],
          ['s > g > e', 'm > g'],
        ),
      ),
    },
    start: { process: 'two-ways' },
    steps: [publish('open', 'k')],
  },
  {
    folder: 'message-start-create-refused',
    name: 'a process with a message start only cannot be started by hand',
    files: { 'p.bpmn': opens },
    steps: [{ fails: { start: { process: 'opens', variables: {} } } }, publish('open', 'k')],
  },
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
