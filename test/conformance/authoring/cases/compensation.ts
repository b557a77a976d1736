/** Compensation: order, scopes, loops, multi-instance, what was never completed. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  association,
  boundary,
  bpmn,
  compensate,
  end,
  exclusive,
  type Node,
  parallel,
  process,
  script,
  service,
  start,
  sub,
  throws,
  user,
} from '../bpmn.ts'

/** A task with its compensation: `a` with boundary `a_c` and handler `undo_a`. */
const undone = (id: string, work: Parameters<typeof service>[2] = {}): Node[] => [
  service(id, `do-${id}`, work),
  boundary(`${id}_c`, id, compensate(`${id}_c`)),
  service(`undo_${id}`, `undo-${id}`, { compensates: true }),
  association(`${id}_c`, `undo_${id}`),
]
const handlers = (...ids: string[]) =>
  Object.fromEntries(
    ids.flatMap((id) => [
      [`do-${id}`, [{ complete: {} }]],
      [`undo-${id}`, [{ complete: {} }]],
    ]),
  )

export const cases: AuthoredCase[] = [
  {
    folder: 'compensation-throw',
    name: 'a throw event compensates what was completed, then goes on',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [start(), ...undone('a'), ...undone('b'), throws('back', compensate('back')), end()],
          ['s > a > b > back > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: handlers('a', 'b'),
    order: [
      ['undo_a', 'e'],
      ['undo_b', 'e'],
    ],
  },
  {
    folder: 'compensation-end',
    name: 'a compensation end event',
    files: {
      'p.bpmn': bpmn(
        process('comp', [start(), ...undone('a'), end('back', compensate('back'))], ['s > a > back']),
      ),
    },
    start: { process: 'comp' },
    handlers: handlers('a'),
  },
  {
    folder: 'compensation-waits',
    name: 'the throw event waits for its handlers',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [start(), ...undone('a'), throws('back', compensate('back')), end()],
          ['s > a > back > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: { 'do-a': [{ complete: {} }] },
  },
  {
    folder: 'compensation-nothing',
    name: 'nothing to compensate: the throw event passes',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [
            start(),
            exclusive('g'),
            ...undone('a'),
            exclusive('m'),
            throws('back', compensate('back')),
            end(),
          ],
          ['s > g', 'g > a [=false]', 'g > m [default]', 'a > m > back > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: handlers('a'),
  },
  {
    folder: 'compensation-active-not',
    name: 'an activity that still runs is not compensated',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [
            start(),
            parallel('f'),
            ...undone('a'),
            ...undone('b'),
            throws('back', compensate('back')),
            end(),
            end('e2'),
          ],
          ['s > f > a > back > e', 'f > b > e2'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: { 'do-a': [{ complete: {} }], 'undo-a': [{ complete: {} }] },
  },
  {
    folder: 'compensation-one-activity',
    name: 'a throw event that names one activity',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [start(), ...undone('a'), ...undone('b'), throws('back', compensate('back', 'a')), end()],
          ['s > a > b > back > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: handlers('a', 'b'),
  },
  {
    folder: 'compensation-loop',
    name: 'an activity completed three times in a loop is compensated three times',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [
            start(),
            exclusive('in'),
            ...undone('a'),
            script('n', '=n + 1', 'n'),
            exclusive('g'),
            throws('back', compensate('back')),
            end(),
          ],
          ['s > in > a > n > g', 'g > in [=n < 3]', 'g > back [default]', 'back > e'],
        ),
      ),
    },
    start: { process: 'comp', variables: { n: 0 } },
    handlers: handlers('a'),
  },
  {
    folder: 'compensation-multi-instance',
    name: 'a multi-instance activity is compensated once for all',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [
            start(),
            ...undone('a', { multi: { collection: '=[1, 2, 3]', element: 'item' } }),
            throws('back', compensate('back')),
            end(),
          ],
          ['s > a > back > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: handlers('a'),
  },
  {
    folder: 'compensation-subprocess',
    name: 'what a completed subprocess did is compensated from outside',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [
            start(),
            sub('inner', [start('is'), ...undone('a'), ...undone('b'), end('ie')], ['is > a > b > ie']),
            throws('back', compensate('back')),
            end(),
          ],
          ['s > inner > back > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: handlers('a', 'b'),
  },
  {
    folder: 'compensation-subprocess-from-inside',
    name: 'thrown inside a subprocess: only its own activities',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [
            start(),
            ...undone('o'),
            sub(
              'inner',
              [start('is'), ...undone('a'), throws('back', compensate('back')), end('ie')],
              ['is > a > back > ie'],
            ),
            end(),
          ],
          ['s > o > inner > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: handlers('o', 'a'),
  },
  {
    folder: 'compensation-twice',
    name: 'thrown twice: what is compensated is not compensated again',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [
            start(),
            ...undone('a'),
            throws('back', compensate('back')),
            throws('again', compensate('again')),
            end(),
          ],
          ['s > a > back > again > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: handlers('a'),
  },
  {
    folder: 'compensation-handler-fails',
    name: 'a handler that fails: an incident, resolved, then on',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [start(), ...undone('a'), throws('back', compensate('back')), end()],
          ['s > a > back > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: {
      'do-a': [{ complete: {} }],
      'undo-a': [{ fail: { retries: 0 } }, { complete: { undone: true } }],
    },
    steps: [{ resolveIncident: { element: 'undo_a', retries: 1 } }],
  },
  {
    folder: 'compensation-cancelled',
    name: 'cancelled while a handler runs',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [start(), ...undone('a'), throws('back', compensate('back')), end()],
          ['s > a > back > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    handlers: { 'do-a': [{ complete: {} }] },
    steps: [{ cancel: {} }],
  },
  {
    folder: 'compensation-user-task',
    name: 'a user task as handler',
    files: {
      'p.bpmn': bpmn(
        process(
          'comp',
          [
            start(),
            script('a', '=1', 'x'),
            boundary('a_c', 'a', compensate('a_c')),
            user('undo_a', { compensates: true, assignee: 'li' }),
            association('a_c', 'undo_a'),
            throws('back', compensate('back')),
            end(),
          ],
          ['s > a > back > e'],
        ),
      ),
    },
    start: { process: 'comp' },
    steps: [{ completeUserTask: { element: 'undo_a', variables: { ok: 1 } } }],
  },
]
