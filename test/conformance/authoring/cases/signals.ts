/** Signals, links and none events. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  boundary,
  bpmn,
  catches,
  end,
  eventSub,
  exclusive,
  linkTo,
  onSignal,
  process,
  start,
  throws,
  user,
} from '../bpmn.ts'

export const cases: AuthoredCase[] = [
  {
    folder: 'signal-to-many',
    name: 'a signal reaches everything that waits for it: instances, boundaries, starts',
    files: {
      'p.bpmn': bpmn(process('waits', [start(), catches('z', onSignal('alarm')), end()], ['s > z > e'])),
      'q.bpmn': bpmn(
        process(
          'works',
          [start(), user('u'), boundary('zb', 'u', onSignal('alarm')), end('f'), end('stopped')],
          ['s > u > f', 'zb > stopped'],
        ),
      ),
      'r.bpmn': bpmn(process('rises', [start('zs', onSignal('alarm')), end('g')], ['zs > g'])),
    },
    start: [{ process: 'waits' }, { process: 'waits' }, { process: 'works' }],
    steps: [{ broadcastSignal: { name: 'alarm', variables: { level: 2 } } }],
  },
  {
    folder: 'signal-not-buffered',
    name: 'a signal that nobody waits for is lost',
    files: {
      'p.bpmn': bpmn(
        process('waits', [start(), user('u'), catches('z', onSignal('alarm')), end()], ['s > u > z > e']),
      ),
    },
    start: { process: 'waits' },
    steps: [{ broadcastSignal: { name: 'alarm' } }, { completeUserTask: { element: 'u' } }],
  },
  {
    folder: 'signal-thrown',
    name: 'a throw event and an end event broadcast signals',
    files: {
      'p.bpmn': bpmn(
        process(
          'throws',
          [start(), throws('z', onSignal('one'), { in: { n: '=x + 1' } }), end('e', onSignal('two'))],
          ['s > z > e'],
        ),
      ),
      'q.bpmn': bpmn(
        process(
          'hears',
          [start('hs', onSignal('one')), catches('h2', onSignal('two')), end('he')],
          ['hs > h2 > he'],
        ),
      ),
    },
    start: { process: 'throws', variables: { x: 1 } },
    note: 'The second signal may come before the first listener waits for it: the broker broadcasts in the step of the throw.',
  },
  {
    folder: 'signal-name-expression',
    name: 'a signal name by FEEL',
    files: {
      'p.bpmn': bpmn(
        process('waits', [start(), catches('z', onSignal('="alarm-" + kind')), end()], ['s > z > e']),
      ),
    },
    start: { process: 'waits', variables: { kind: 'fire' } },
    steps: [{ broadcastSignal: { name: 'alarm-fire', variables: { a: 1 } } }],
  },
  {
    folder: 'signal-non-interrupting',
    name: 'a non-interrupting signal boundary and event subprocess, twice',
    files: {
      'p.bpmn': bpmn(
        process(
          'works',
          [
            start(),
            user('u'),
            boundary('zb', 'u', onSignal('alarm'), { interrupting: false }),
            end(),
            end('heard'),
            eventSub(
              'log',
              [start('es', onSignal('alarm'), { interrupting: false }), end('ee')],
              ['es > ee'],
            ),
          ],
          ['s > u > e', 'zb > heard'],
        ),
      ),
    },
    start: { process: 'works' },
    steps: [
      { broadcastSignal: { name: 'alarm', variables: { n: 1 } } },
      { broadcastSignal: { name: 'alarm', variables: { n: 2 } } },
      { completeUserTask: { element: 'u' } },
    ],
  },
  {
    folder: 'link-events',
    name: 'link events jump within a scope',
    files: {
      'p.bpmn': bpmn(
        process(
          'jumps',
          [
            start(),
            exclusive('g'),
            throws('out', linkTo('out', 'L')),
            throws('out2', linkTo('out2', 'L')),
            catches('in', linkTo('in', 'L')),
            user('u'),
            end(),
          ],
          ['s > g', 'g > out [=n = 1]', 'g > out2 [default]', 'in > u > e'],
        ),
      ),
    },
    start: { process: 'jumps', variables: { n: 1 } },
    steps: [{ completeUserTask: { element: 'u' } }],
  },
  {
    folder: 'none-throw',
    name: 'a throw event of no kind passes through, with its output',
    files: {
      'p.bpmn': bpmn(
        process(
          'passes',
          [start(), throws('n', undefined, { out: { y: '=x' } }), end('e', undefined, {})],
          ['s > n > e'],
        ),
      ),
    },
    start: { process: 'passes', variables: { x: 1 } },
  },
]
