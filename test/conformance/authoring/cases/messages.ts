/** Messages: correlation, buffering, deduplication, instances that have ended. */
import type { AuthoredCase } from '../authored-case.ts'
import { bpmn, catches, end, onMessage, process, start, user } from '../bpmn.ts'
import { publish } from '../message-processes.ts'

const waits = bpmn(process('waits', [start(), catches('m', onMessage('go', '=id')), end()], ['s > m > e']))
const twice = bpmn(
  process(
    'twice',
    [start(), catches('m', onMessage('go', '=id')), catches('m2', onMessage('go', '=id')), end()],
    ['s > m > m2 > e'],
  ),
)

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
]
