/** Timers on boundaries, in event subprocesses and loops, across a cancelled instance. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  boundary,
  bpmn,
  catches,
  end,
  eventSub,
  every,
  exclusive,
  onMessage,
  process,
  script,
  service,
  start,
  sub,
  user,
} from '../bpmn.ts'
import { waits } from '../timer-processes.ts'

export const cases: AuthoredCase[] = [
  {
    folder: 'timer-boundary-interrupts',
    name: 'a deadline ends the task and its job',
    files: {
      'p.bpmn': bpmn(
        process(
          'limit',
          [
            start(),
            service('a', 'limit-a'),
            boundary('late', 'a', after('P3D')),
            script('mark', '=true', 'late'),
            end(),
            end('x'),
          ],
          ['s > a > e', 'late > mark > x'],
        ),
      ),
    },
    start: { process: 'limit' },
    steps: [{ advanceTime: 'P3DT1M' }],
  },
  {
    folder: 'timer-boundary-in-time',
    name: 'a task that ends in time takes its timer with it',
    files: {
      'p.bpmn': bpmn(
        process(
          'limit',
          [start(), user('a'), boundary('late', 'a', after('P3D')), user('next'), end(), end('x')],
          ['s > a > next > e', 'late > x'],
        ),
      ),
    },
    start: { process: 'limit' },
    steps: [{ advanceTime: 'P2D' }, { completeUserTask: { element: 'a' } }, { advanceTime: 'P2D' }],
  },
  {
    folder: 'timer-two-boundaries',
    name: 'a reminder and a deadline on one task',
    files: {
      'p.bpmn': bpmn(
        process(
          'limit',
          [
            start(),
            user('a'),
            boundary('remind', 'a', every('R/P1D'), { interrupting: false }),
            boundary('late', 'a', after('P3D')),
            end(),
            end('r'),
            end('x'),
          ],
          ['s > a > e', 'remind > r', 'late > x'],
        ),
      ),
    },
    start: { process: 'limit' },
    steps: [
      { advanceTime: 'P1DT1M' },
      { advanceTime: 'P1DT1M' },
      { advanceTime: 'P1DT1M' },
      { advanceTime: 'P1DT1M' },
    ],
  },
  {
    folder: 'timer-two-boundaries-at-once',
    name: 'two interrupting timers are due at the same moment: one of them ends the task',
    files: {
      'p.bpmn': bpmn(
        process(
          'limit',
          [
            start(),
            user('a'),
            boundary('x', 'a', after('PT1H')),
            boundary('y', 'a', after('PT1H')),
            end(),
            end('ex'),
            end('ey'),
          ],
          ['s > a > e', 'x > ex', 'y > ey'],
        ),
      ),
    },
    start: { process: 'limit' },
    steps: [{ advanceTime: 'PT2H' }],
  },
  {
    folder: 'timer-boundary-expression-fails',
    name: 'a boundary timer without a value: the task waits with an incident; resolved',
    files: {
      'p.bpmn': bpmn(
        process(
          'limit',
          [start(), user('a'), boundary('late', 'a', after('=d')), end(), end('x')],
          ['s > a > e', 'late > x'],
        ),
      ),
    },
    start: { process: 'limit' },
    steps: [{ resolveIncident: { element: 'a', variables: { d: 'P1D' } } }, { advanceTime: 'P2D' }],
  },
  {
    folder: 'timer-boundary-local-input',
    name: 'a boundary timer sees the inputs of its task',
    files: {
      'p.bpmn': bpmn(
        process(
          'limit',
          [
            start(),
            service('a', 'limit-a', { in: { d: '="PT" + string(n) + "H"' } }),
            boundary('late', 'a', after('=d')),
            end(),
            end('x'),
          ],
          ['s > a > e', 'late > x'],
        ),
      ),
    },
    start: { process: 'limit', variables: { n: 2 } },
    steps: [{ advanceTime: 'PT2H1M' }],
  },
  {
    folder: 'timer-event-subprocess',
    name: 'an event subprocess that a timer starts without interrupting',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            user('a'),
            end(),
            eventSub(
              'late',
              [
                start('es', after('PT1H'), { interrupting: false }),
                script('mark', '=true', 'late'),
                end('ee'),
              ],
              ['es > mark > ee'],
            ),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ advanceTime: 'PT2H' }, { advanceTime: 'PT2H' }, { completeUserTask: { element: 'a' } }],
  },
  {
    folder: 'timer-event-subprocess-cycle',
    name: 'an event subprocess by a cycle runs several times, and its scope waits for the last run',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            user('a'),
            end(),
            eventSub(
              'again',
              [start('es', every('R2/PT1H'), { interrupting: false }), user('check'), end('ee')],
              ['es > check > ee'],
            ),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [
      { advanceTime: 'PT61M' },
      { advanceTime: 'PT61M' },
      { completeUserTask: { element: 'a' } },
      { completeUserTask: { element: 'check' } },
    ],
  },
  {
    folder: 'timer-event-subprocess-interrupts',
    name: 'an interrupting timer of a subprocess ends it and goes on outside',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [
                start('is'),
                user('a'),
                end('ie'),
                eventSub('late', [start('es', after('PT1H')), end('ee')], ['es > ee']),
              ],
              ['is > a > ie'],
            ),
            user('next'),
            end(),
          ],
          ['s > inner > next > e'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ advanceTime: 'PT2H' }],
  },
  {
    folder: 'timer-loop',
    name: 'a loop over a timer: a new timer each round',
    files: {
      'p.bpmn': bpmn(
        process(
          'polls',
          [
            start(),
            exclusive('in'),
            catches('t', after('PT1H')),
            script('n', '=n + 1', 'n'),
            exclusive('g'),
            end(),
          ],
          ['s > in > t > n > g', 'g > in [=n < 3]', 'g > e [default]'],
        ),
      ),
    },
    start: { process: 'polls', variables: { n: 0 } },
    steps: [{ advanceTime: 'PT61M' }, { advanceTime: 'PT61M' }, { advanceTime: 'PT61M' }],
  },
  {
    folder: 'timer-cancelled-instance',
    name: 'a cancelled instance has no timers',
    files: { 'p.bpmn': waits(after('PT1H')) },
    start: { process: 'waits' },
    steps: [{ cancel: {} }, { advanceTime: 'PT2H' }],
  },
  {
    folder: 'message-then-timer-boundary',
    name: 'a message and a timer on one task: after the message the timer is gone',
    files: {
      'p.bpmn': bpmn(
        process(
          'limit',
          [
            start(),
            user('a'),
            boundary('m', 'a', onMessage('stop', '=id')),
            boundary('late', 'a', after('PT1H')),
            user('um'),
            user('ut'),
            end(),
          ],
          ['s > a > e', 'm > um', 'late > ut'],
        ),
      ),
    },
    start: { process: 'limit', variables: { id: 'mt' } },
    steps: [{ publishMessage: { name: 'stop', correlationKey: 'mt' } }, { advanceTime: 'PT2H' }],
  },
]
