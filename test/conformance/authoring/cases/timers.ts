/** Timers and signals: dates, durations, cycles, cron, in the past, at start, across a long leap of the clock. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  at,
  boundary,
  bpmn,
  catches,
  end,
  eventSub,
  every,
  exclusive,
  linkTo,
  onMessage,
  onSignal,
  parallel,
  process,
  script,
  service,
  start,
  sub,
  throws,
  user,
} from '../bpmn.ts'

const now = '2026-01-05T00:00:00Z'
const waits = (definition: Parameters<typeof catches>[1]) =>
  bpmn(process('waits', [start(), catches('t', definition), end()], ['s > t > e']))
const reminds = (cycle: string) =>
  bpmn(
    process(
      'reminds',
      [start(), user('u'), boundary('remind', 'u', every(cycle), { interrupting: false }), end(), end('r')],
      ['s > u > e', 'remind > r'],
    ),
  )

export const cases: AuthoredCase[] = [
  {
    folder: 'timer-duration',
    name: 'a duration: not before, then after',
    files: {
      'p.bpmn': bpmn(
        process(
          'waits',
          [
            start(),
            parallel('f'),
            catches('t', after('PT1H')),
            catches('t2', after('P1DT2H')),
            end(),
            end('e2'),
          ],
          ['s > f > t > e', 'f > t2 > e2'],
        ),
      ),
    },
    start: { process: 'waits' },
    steps: [{ advanceTime: 'PT59M' }, { advanceTime: 'PT2M' }],
  },
  {
    folder: 'timer-duration-expression',
    name: 'a duration by FEEL: a text and a duration',
    files: {
      'p.bpmn': bpmn(
        process(
          'waits',
          [
            start(),
            catches('t', after('=d')),
            catches('t2', after('=duration("PT" + string(h) + "H")')),
            end(),
          ],
          ['s > t > t2 > e'],
        ),
      ),
    },
    start: { process: 'waits', variables: { d: 'PT10M', h: 3 } },
    steps: [{ advanceTime: 'PT11M' }, { advanceTime: 'PT3H1M' }],
  },
  {
    folder: 'timer-duration-months',
    name: "a duration of months is the calendar's",
    now,
    files: { 'p.bpmn': bpmn(process('waits', [start(), catches('t', after('P1M')), end()], ['s > t > e'])) },
    start: { process: 'waits' },
    steps: [{ advanceTime: 'P30DT23H' }],
  },
  {
    folder: 'timer-duration-wrong',
    name: 'a duration that is no duration: an incident; resolved',
    files: { 'p.bpmn': waits(after('=d')) },
    start: { process: 'waits', variables: { d: 'soon' } },
    steps: [{ resolveIncident: { element: 't', variables: { d: 'PT0S' } } }, { advanceTime: 'PT1S' }],
  },
  {
    folder: 'timer-duration-null',
    name: 'a duration that is null: an incident',
    files: { 'p.bpmn': waits(after('=missing')) },
    start: { process: 'waits' },
  },
  {
    folder: 'timer-duration-zero',
    name: 'a duration of zero and a negative one fire at once',
    files: {
      'p.bpmn': bpmn(
        process(
          'waits',
          [start(), catches('t', after('PT0S')), catches('t2', after('=duration("-PT1H")')), end()],
          ['s > t > t2 > e'],
        ),
      ),
    },
    start: { process: 'waits' },
    steps: [{ advanceTime: 'PT1S' }],
  },
  {
    folder: 'timer-date',
    name: 'a date by FEEL with arithmetic',
    now,
    files: { 'p.bpmn': waits(at('=date and time(begun) + duration("P3D")')) },
    start: { process: 'waits', variables: { begun: '2026-01-05T09:00:00+08:00' } },
    steps: [{ advanceTime: 'P3DT2H' }],
  },
  {
    folder: 'timer-date-not-yet',
    name: 'a date that has not come',
    now,
    files: { 'p.bpmn': waits(at('=date and time(begun) + duration("P3D")')) },
    start: { process: 'waits', variables: { begun: '2026-01-05T09:00:00+08:00' } },
    steps: [{ advanceTime: 'P3DT59M' }],
  },
  {
    folder: 'timer-date-past',
    name: 'a date in the past fires at once',
    files: { 'p.bpmn': waits(at('2020-01-01T00:00:00Z')) },
    start: { process: 'waits' },
    steps: [{ advanceTime: 'PT1S' }],
  },
  {
    folder: 'timer-date-day',
    name: 'a day without a time is no date for a timer',
    files: { 'p.bpmn': waits(at('=day')) },
    start: { process: 'waits', variables: { day: '2026-01-06' } },
  },
  {
    folder: 'timer-date-text',
    name: 'a date as text of a variable',
    now,
    files: { 'p.bpmn': waits(at('=due')) },
    start: { process: 'waits', variables: { due: '2026-01-06T08:00:00+08:00' } },
    steps: [{ advanceTime: 'P1DT1S' }],
  },
  {
    folder: 'timer-start-date',
    name: 'a timer start at a date',
    now,
    files: {
      'p.bpmn': bpmn(
        process('begins', [start('s', at('2026-01-06T00:00:00Z')), user('u'), end()], ['s > u > e']),
      ),
    },
    steps: [{ advanceTime: 'P1DT1M' }],
  },
  {
    folder: 'timer-start-cycle',
    name: 'a timer start of two rounds',
    now,
    files: {
      'p.bpmn': bpmn(process('begins', [start('s', every('R2/PT1H')), user('u'), end()], ['s > u > e'])),
    },
    steps: [{ advanceTime: 'PT61M' }, { advanceTime: 'PT61M' }, { advanceTime: 'PT61M' }],
  },
  {
    folder: 'timer-start-and-none',
    name: 'a plain start beside a timer start',
    now,
    files: {
      'p.bpmn': bpmn(
        process(
          'begins',
          [start('s'), start('t', every('R1/PT1H')), exclusive('m'), end()],
          ['s > m > e', 't > m'],
        ),
      ),
    },
    start: { process: 'begins' },
    steps: [{ advanceTime: 'PT61M' }],
  },
  {
    folder: 'timer-cycle-three',
    name: 'R3/PT1H fires three times and no more',
    files: { 'p.bpmn': reminds('R3/PT1H') },
    start: { process: 'reminds' },
    steps: [
      { advanceTime: 'PT61M' },
      { advanceTime: 'PT61M' },
      { advanceTime: 'PT61M' },
      { advanceTime: 'PT61M' },
      { advanceTime: 'PT61M' },
    ],
  },
  {
    folder: 'timer-cycle-endless',
    name: 'R/P2D goes on until the task ends',
    files: { 'p.bpmn': reminds('R/P2D') },
    start: { process: 'reminds' },
    steps: [
      { advanceTime: 'P2DT1M' },
      { advanceTime: 'P2DT1M' },
      { completeUserTask: { element: 'u' } },
      { advanceTime: 'P2DT1M' },
    ],
  },
  {
    folder: 'timer-cycle-leap',
    name: 'a leap of the clock over several rounds of a cycle',
    files: { 'p.bpmn': reminds('R5/PT1H') },
    start: { process: 'reminds' },
    steps: [{ advanceTime: 'PT3H30M' }, { advanceTime: 'PT1M' }],
  },
  {
    folder: 'timer-cycle-expression',
    name: 'a cycle by FEEL',
    files: { 'p.bpmn': reminds('=cycle(2, duration("PT1H"))') },
    start: { process: 'reminds' },
    steps: [{ advanceTime: 'PT61M' }, { advanceTime: 'PT61M' }, { advanceTime: 'PT61M' }],
  },
  {
    folder: 'timer-cycle-start-date',
    name: 'a cycle that begins at an instant',
    now,
    files: { 'p.bpmn': reminds('R2/2026-01-07T00:00:00Z/P1D') },
    start: { process: 'reminds' },
    steps: [
      { advanceTime: 'P1D' },
      { advanceTime: 'P1DT1M' },
      { advanceTime: 'P1D' },
      { advanceTime: 'P1D' },
    ],
  },
  {
    folder: 'timer-cycle-zero',
    name: 'R0 never fires',
    files: { 'p.bpmn': reminds('R0/PT1H') },
    start: { process: 'reminds' },
    steps: [{ advanceTime: 'PT2H' }],
  },
  {
    folder: 'timer-cron',
    name: 'a cron cycle: every day at six',
    now,
    files: { 'p.bpmn': reminds('0 0 6 * * *') },
    start: { process: 'reminds' },
    steps: [
      { advanceTime: 'PT5H' },
      { advanceTime: 'PT1H1M' },
      { advanceTime: 'P1D' },
      { completeUserTask: { element: 'u' } },
    ],
  },
  {
    folder: 'timer-cron-weekday',
    name: 'a cron cycle: Mondays at nine',
    now: '2026-01-05T10:00:00Z',
    files: { 'p.bpmn': reminds('0 0 9 * * MON') },
    start: { process: 'reminds' },
    steps: [{ advanceTime: 'P6D' }, { advanceTime: 'P1D' }],
  },
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
