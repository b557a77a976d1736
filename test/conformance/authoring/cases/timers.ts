/** Timers: dates, durations, cycles, cron, in the past, at start, across a long leap of the clock. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  after,
  at,
  boundary,
  bpmn,
  catches,
  end,
  every,
  exclusive,
  parallel,
  process,
  start,
  user,
} from '../bpmn.ts'
import { waits } from '../timer-processes.ts'

const now = '2026-01-05T00:00:00Z'
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
]
