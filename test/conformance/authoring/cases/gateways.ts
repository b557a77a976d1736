/** Gateways: exclusive, inclusive, parallel; what they decide and what they wait for. */
import type { AuthoredCase } from '../authored-case.ts'
import { bpmn, end, exclusive, inclusive, parallel, plain, process, service, start, user } from '../bpmn.ts'

const choice = (conditions: string[]) =>
  bpmn(process('choice', [start(), exclusive('g'), end('a'), end('b'), end('c')], ['s > g', ...conditions]))

export const cases: AuthoredCase[] = [
  {
    folder: 'exclusive-default',
    name: 'no condition holds: the default flow is taken',
    files: { 'p.bpmn': choice(['g > a [=n = 1]', 'g > b [=n = 2]', 'g > c [default]']) },
    start: { process: 'choice', variables: { n: 7 } },
  },
  {
    folder: 'exclusive-last-flow-first',
    name: 'two conditions hold: the broker tries flows from the last in the file to the first',
    note: 'Models must not rely on this: the lint asks for conditions that exclude each other.',
    files: { 'p.bpmn': choice(['g > a [=n > 1]', 'g > b [=n > 2]', 'g > c [=n > 10]']) },
    start: { process: 'choice', variables: { n: 5 } },
  },
  {
    folder: 'exclusive-no-match',
    name: 'no condition holds and there is no default: a condition error',
    files: { 'p.bpmn': choice(['g > a [=n = 1]', 'g > b [=n = 2]', 'g > c [=n = 3]']) },
    start: { process: 'choice', variables: { n: 7 } },
  },
  {
    folder: 'exclusive-null-condition',
    name: 'a condition over a missing variable is no boolean: an incident',
    files: { 'p.bpmn': choice(['g > a [=missing]', 'g > b [=n = 2]', 'g > c [default]']) },
    start: { process: 'choice', variables: { n: 7 } },
  },
  {
    folder: 'exclusive-null-comparison',
    name: 'comparing a missing variable with a number',
    files: { 'p.bpmn': choice(['g > a [=missing > 3]', 'g > c [default]']) },
    start: { process: 'choice' },
  },
  {
    folder: 'exclusive-null-equality',
    name: 'a missing variable equals null',
    files: { 'p.bpmn': choice(['g > a [=missing = null]', 'g > b [=missing = 1]', 'g > c [default]']) },
    start: { process: 'choice' },
  },
  {
    folder: 'exclusive-not-boolean',
    name: 'a condition that gives a number is an incident',
    files: { 'p.bpmn': choice(['g > a [=n]', 'g > c [default]']) },
    start: { process: 'choice', variables: { n: 1 } },
  },
  {
    folder: 'exclusive-single-flow',
    name: 'a gateway with one flow and no condition passes through',
    files: { 'p.bpmn': bpmn(process('through', [start(), exclusive('g'), end()], ['s > g > e'])) },
    start: { process: 'through' },
  },
  {
    folder: 'exclusive-merge-is-no-join',
    name: 'two tokens through an exclusive merge stay two',
    files: {
      'p.bpmn': bpmn(
        process(
          'merge',
          [start(), parallel('f'), exclusive('m'), plain('t'), end()],
          ['s > f > m > t > e', 'f > m'],
        ),
      ),
    },
    start: { process: 'merge' },
  },
  {
    folder: 'exclusive-resolved-still-wrong',
    name: 'an incident resolved without a change comes again',
    files: { 'p.bpmn': choice(['g > a [=n = 1]', 'g > b [=n = 2]', 'g > c [=n = 3]']) },
    start: { process: 'choice', variables: { n: 7 } },
    steps: [
      { resolveIncident: { element: 'g' } },
      { resolveIncident: { element: 'g', variables: { n: 3 } } },
    ],
  },
  {
    folder: 'exclusive-loop',
    name: 'a loop of three rounds',
    files: {
      'p.bpmn': bpmn(
        process(
          'loop',
          [
            start(),
            exclusive('in'),
            service('work', 'loop-work', { out: { n: '=n + 1' } }),
            exclusive('g'),
            end(),
          ],
          ['s > in > work > g', 'g > in [=n < 3]', 'g > e [=n >= 3]'],
        ),
      ),
    },
    start: { process: 'loop', variables: { n: 0 } },
    handlers: { 'loop-work': [{ complete: {} }] },
  },
  {
    folder: 'inclusive-two-of-three',
    name: 'an inclusive fork takes every flow whose condition holds',
    files: {
      'p.bpmn': bpmn(
        process(
          'some',
          [start(), inclusive('g'), plain('a'), plain('b'), plain('c'), end('ea'), end('eb'), end('ec')],
          ['s > g', 'g > a [=n > 1]', 'g > b [=n > 2]', 'g > c [=n > 10]', 'a > ea', 'b > eb', 'c > ec'],
        ),
      ),
    },
    start: { process: 'some', variables: { n: 5 } },
  },
  {
    folder: 'inclusive-default',
    name: 'an inclusive fork without a true condition takes its default',
    files: {
      'p.bpmn': bpmn(
        process(
          'some',
          [start(), inclusive('g'), end('a'), end('b'), end('c')],
          ['s > g', 'g > a [=n > 1]', 'g > b [=n > 2]', 'g > c [default]'],
        ),
      ),
    },
    start: { process: 'some', variables: { n: 0 } },
  },
  {
    folder: 'inclusive-default-not-besides',
    name: 'the default is not taken besides a true condition',
    files: {
      'p.bpmn': bpmn(
        process(
          'some',
          [start(), inclusive('g'), end('a'), end('b'), end('c')],
          ['s > g', 'g > a [=n > 1]', 'g > b [=n > 2]', 'g > c [default]'],
        ),
      ),
    },
    start: { process: 'some', variables: { n: 2 } },
  },
  {
    folder: 'inclusive-no-match',
    name: 'an inclusive fork without a true condition and without a default: a condition error, resolved',
    files: {
      'p.bpmn': bpmn(
        process(
          'some',
          [start(), inclusive('g'), end('a'), end('b')],
          ['s > g', 'g > a [=n > 1]', 'g > b [=n > 2]'],
        ),
      ),
    },
    start: { process: 'some', variables: { n: 0 } },
    steps: [{ resolveIncident: { element: 'g', variables: { n: 9 } } }],
  },
  {
    folder: 'inclusive-null',
    name: 'one condition of an inclusive fork is null: an incident and no flow at all',
    files: {
      'p.bpmn': bpmn(
        process(
          'some',
          [start(), inclusive('g'), end('a'), end('b'), end('c')],
          ['s > g', 'g > a [=n > 1]', 'g > b [=missing]', 'g > c [default]'],
        ),
      ),
    },
    start: { process: 'some', variables: { n: 2 } },
  },
  {
    folder: 'parallel-wait-for-all',
    name: 'a join with one of its branches missing waits',
    files: {
      'p.bpmn': bpmn(
        process(
          'both',
          [start(), parallel('f'), service('a', 'both-a'), user('b'), parallel('j'), end()],
          ['s > f > a > j > e', 'f > b > j'],
        ),
      ),
    },
    start: { process: 'both' },
    handlers: { 'both-a': [{ complete: {} }] },
  },
  {
    folder: 'parallel-variables-merge',
    name: 'what two branches write meets in the process scope',
    files: {
      'p.bpmn': bpmn(
        process(
          'both',
          [start(), parallel('f'), service('a', 'both-a'), service('b', 'both-b'), parallel('j'), end()],
          ['s > f > a > j > e', 'f > b > j'],
        ),
      ),
    },
    start: { process: 'both', variables: { x: 0 } },
    handlers: { 'both-a': [{ complete: { x: 1, a: true } }], 'both-b': [{ complete: { b: [1, 2] } }] },
    order: [
      ['a', 'j'],
      ['b', 'j'],
      ['j', 'e'],
    ],
  },
  {
    folder: 'parallel-one-flow-twice',
    name: 'two tokens on the same flow of a join do not make it complete',
    note: 'A token of the second flow is asked for; the second token of the first flow is kept for the next completion.',
    files: {
      'p.bpmn': bpmn(
        process(
          'twice',
          [start(), parallel('f'), exclusive('m'), user('u'), parallel('j'), end()],
          ['s > f > m > j > e', 'f > m', 'f > u > j'],
        ),
      ),
    },
    start: { process: 'twice' },
    steps: [{ completeUserTask: { element: 'u' } }],
  },
  {
    folder: 'parallel-join-in-loop',
    name: 'a fork and join inside a loop start anew each round',
    files: {
      'p.bpmn': bpmn(
        process(
          'rounds',
          [
            start(),
            exclusive('in'),
            parallel('f'),
            service('a', 'rounds-a'),
            service('b', 'rounds-b'),
            parallel('j'),
            service('count', 'rounds-c', { out: { n: '=n + 1' } }),
            exclusive('g'),
            end(),
          ],
          ['s > in > f > a > j > count > g', 'f > b > j', 'g > in [=n < 3]', 'g > e [default]'],
        ),
      ),
    },
    start: { process: 'rounds', variables: { n: 0 } },
    handlers: {
      'rounds-a': [{ complete: {} }],
      'rounds-b': [{ complete: {} }],
      'rounds-c': [{ complete: {} }],
    },
  },
  {
    folder: 'parallel-fork-and-join-in-one',
    name: 'one parallel gateway joins two and forks three',
    files: {
      'p.bpmn': bpmn(
        process(
          'mixed',
          [start(), parallel('f'), plain('a'), plain('b'), parallel('j'), end('x'), end('y'), end('z')],
          ['s > f > a > j > x', 'f > b > j > y', 'j > z'],
        ),
      ),
    },
    start: { process: 'mixed' },
  },
  {
    folder: 'fork-without-gateway',
    name: 'an activity with two outgoing flows takes both, and an end event ends one token only',
    files: {
      'p.bpmn': bpmn(
        process('implicit', [start(), plain('t'), end('a'), user('u'), end('b')], ['s > t > a', 't > u > b']),
      ),
    },
    start: { process: 'implicit' },
    steps: [{ completeUserTask: { element: 'u' } }],
  },
  {
    folder: 'flow-condition-without-gateway',
    name: 'a condition on a flow that leaves an activity is not asked',
    files: {
      'p.bpmn': bpmn(
        process(
          'implicit',
          [start(), plain('t'), end('a'), end('b')],
          ['s > t', 't > a [=n = 1]', 't > b [=n = 2]'],
        ),
      ),
    },
    start: { process: 'implicit', variables: { n: 1 } },
  },
  {
    folder: 'end-without-end-event',
    name: 'a task without an outgoing flow ends its token',
    files: { 'p.bpmn': bpmn(process('open', [start(), plain('t')], ['s > t'])) },
    start: { process: 'open', variables: { n: 1 } },
  },
]
