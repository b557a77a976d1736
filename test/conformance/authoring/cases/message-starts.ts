/** Messages that start instances: uniqueness by correlation key, mappings, several processes. */
import type { AuthoredCase } from '../authored-case.ts'
import { bpmn, catches, end, exclusive, onMessage, process, start, user } from '../bpmn.ts'
import { publish } from '../message-processes.ts'

const opens = bpmn(process('opens', [start('s', onMessage('open')), user('u'), end()], ['s > u > e']))

export const cases: AuthoredCase[] = [
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
]
