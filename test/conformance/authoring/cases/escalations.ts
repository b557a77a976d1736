/** Escalations and terminate ends: who catches what, and what ends with it. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  boundary,
  bpmn,
  call,
  end,
  eventSub,
  exclusive,
  onEscalation,
  onTerminate,
  parallel,
  plain,
  process,
  script,
  service,
  start,
  sub,
  throws,
  user,
} from '../bpmn.ts'
import { works } from '../leaf-process.ts'

export const cases: AuthoredCase[] = [
  {
    folder: 'terminate-end',
    name: 'a terminate end event ends what else goes on in its process',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), parallel('f'), user('a'), service('b', 'leaf-work'), end(), end('stop', onTerminate)],
          ['s > f > a > e', 'f > b > stop'],
        ),
      ),
    },
    start: { process: 'main' },
    handlers: works({ x: 1 }),
  },
  {
    folder: 'terminate-end-in-subprocess',
    name: 'inside a subprocess a terminate end ends that subprocess only; the flow goes on',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            parallel('f'),
            sub(
              'inner',
              [start('is'), parallel('g'), user('a'), plain('b'), end('ie'), end('stop', onTerminate)],
              ['is > g > a > ie', 'g > b > stop'],
            ),
            user('other'),
            user('next'),
            end(),
            end('e2'),
          ],
          ['s > f > inner > next > e', 'f > other > e2'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'terminate-end-in-call',
    name: 'a terminate end of a called process ends that instance only',
    files: {
      'p.bpmn': bpmn(
        process('main', [start(), call('c', 'leaf'), user('next'), end()], ['s > c > next > e']),
      ),
      'q.bpmn': bpmn(
        process(
          'leaf',
          [start('ls'), parallel('f'), user('a'), end('stop', onTerminate)],
          ['ls > f > a', 'f > stop'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'escalation-boundary',
    name: 'an escalation from a subprocess that goes on: non-interrupting boundary',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'inner',
              [start('is'), throws('esc', onEscalation('LATE')), user('a'), end('ie')],
              ['is > esc > a > ie'],
            ),
            boundary('told', 'inner', onEscalation('LATE'), { interrupting: false }),
            user('boss'),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'told > boss > x'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ completeUserTask: { element: 'a' } }, { completeUserTask: { element: 'boss' } }],
  },
  {
    folder: 'escalation-interrupting',
    name: 'an escalation with an interrupting boundary ends the subprocess',
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
                parallel('f'),
                throws('esc', onEscalation('LATE')),
                user('a'),
                user('b'),
                end('ie'),
                end('ie2'),
              ],
              ['is > f > esc > a > ie', 'f > b > ie2'],
            ),
            boundary('told', 'inner', onEscalation('LATE')),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'told > x'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'escalation-end',
    name: 'an escalation end event',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), end('ie', onEscalation('LATE'))], ['is > ie']),
            boundary('told', 'inner', onEscalation('LATE'), { interrupting: false }),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'told > x'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'escalation-uncaught',
    name: 'an escalation that nobody catches is no fault',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), throws('esc', onEscalation('LATE')), end('e', onEscalation('END'))],
          ['s > esc > e'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'escalation-through-call',
    name: 'an escalation of a called process reaches the call',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            call('c', 'leaf'),
            boundary('told', 'c', onEscalation('LATE'), { interrupting: false }),
            end(),
            end('x'),
          ],
          ['s > c > e', 'told > x'],
        ),
      ),
      'q.bpmn': bpmn(
        process(
          'leaf',
          [start('ls'), throws('esc', onEscalation('LATE')), user('u'), end('le')],
          ['ls > esc > u > le'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ completeUserTask: { element: 'u' } }],
  },
  {
    folder: 'escalation-catch-all',
    name: 'an escalation event without a code',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), throws('esc', onEscalation('ONE')), end('ie')], ['is > esc > ie']),
            boundary('any', 'inner', onEscalation(), { interrupting: false }),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'any > x'],
        ),
      ),
    },
    start: { process: 'main' },
  },
  {
    folder: 'escalation-event-subprocess',
    name: 'an escalation taken by an event subprocess of the process',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            throws('esc', onEscalation('LATE')),
            user('a'),
            end(),
            eventSub(
              'handle',
              [start('es', onEscalation('LATE'), { interrupting: false }), user('boss'), end('ee')],
              ['es > boss > ee'],
            ),
          ],
          ['s > esc > a > e'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ completeUserTask: { element: 'a' } }, { completeUserTask: { element: 'boss' } }],
  },
  {
    folder: 'escalation-in-loop',
    name: 'an escalation thrown twice, both times taken without interrupting',
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
                exclusive('in'),
                throws('esc', onEscalation('LATE')),
                script('n', '=n + 1', 'n'),
                exclusive('g'),
                end('ie'),
              ],
              ['is > in > esc > n > g', 'g > in [=n < 2]', 'g > ie [default]'],
            ),
            boundary('told', 'inner', onEscalation('LATE'), { interrupting: false }),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'told > x'],
        ),
      ),
    },
    start: { process: 'main', variables: { n: 0 } },
  },
]
