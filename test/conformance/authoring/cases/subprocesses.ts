/** Subprocesses and event subprocesses: which variables are whose, and what a boundary does to them. */
import type { AuthoredCase } from '../authored-case.ts'
import {
  boundary,
  bpmn,
  end,
  eventSub,
  onMessage,
  onSignal,
  parallel,
  plain,
  process,
  script,
  service,
  start,
  sub,
  user,
} from '../bpmn.ts'
import { works } from '../leaf-process.ts'

export const cases: AuthoredCase[] = [
  {
    folder: 'subprocess-scope',
    name: 'local variables of a subprocess are gone after it; others remain',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), service('a', 'leaf-work'), end('ie')], ['is > a > ie'], {
              in: { x: '=outer + 1' },
            }),
            end(),
          ],
          ['s > inner > e'],
        ),
      ),
    },
    start: { process: 'main', variables: { outer: 1 } },
    handlers: works({ x: 5, y: 6 }),
  },
  {
    folder: 'subprocess-output',
    name: 'the output mapping of a subprocess',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), service('a', 'leaf-work'), end('ie')], ['is > a > ie'], {
              in: { x: '=outer + 1' },
              out: { result: '=x * 2', y: '=y' },
            }),
            end(),
          ],
          ['s > inner > e'],
        ),
      ),
    },
    start: { process: 'main', variables: { outer: 1 } },
    handlers: works({ x: 5, y: 6 }),
  },
  {
    folder: 'subprocess-shadowed',
    name: 'three scopes with a variable of one name: each write goes to the nearest that has it',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub(
              'one',
              [
                start('s1'),
                sub(
                  'two',
                  [start('s2'), script('w', '=x + 1', 'x'), script('v', '=y + 1', 'y'), end('e2')],
                  ['s2 > w > v > e2'],
                  { in: { x: '=x * 10' } },
                ),
                script('after', '=[x, y]', 'seen'),
                end('e1'),
              ],
              ['s1 > two > after > e1'],
              { in: { y: '=100' } },
            ),
            end(),
          ],
          ['s > one > e'],
        ),
      ),
    },
    start: { process: 'main', variables: { x: 1, y: 2 } },
  },
  {
    folder: 'event-subprocess-non-interrupting-scope',
    name: 'a non-interrupting event subprocess keeps its scope open',
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
                eventSub(
                  'more',
                  [start('es', onMessage('more', '=id'), { interrupting: false }), user('b'), end('ee')],
                  ['es > b > ee'],
                ),
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
    start: { process: 'main', variables: { id: 'esn' } },
    steps: [
      { publishMessage: { name: 'more', correlationKey: 'esn', variables: { x: 1 } } },
      { completeUserTask: { element: 'a' } },
      { completeUserTask: { element: 'b' } },
    ],
  },
  {
    folder: 'event-subprocess-variables',
    name: 'variables of a message with an event subprocess: local by output mapping, else to the process',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            user('a'),
            end(),
            eventSub(
              'one',
              [
                start('es', onMessage('one', '=id'), { interrupting: false, out: { got: '=x' } }),
                user('b'),
                end('ee'),
              ],
              ['es > b > ee'],
            ),
            eventSub(
              'two',
              [start('es2', onMessage('two', '=id'), { interrupting: false }), user('c'), end('ee2')],
              ['es2 > c > ee2'],
            ),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'main', variables: { id: 'esv' } },
    steps: [
      { publishMessage: { name: 'one', correlationKey: 'esv', variables: { x: 1 } } },
      { publishMessage: { name: 'two', correlationKey: 'esv', variables: { y: 2 } } },
      { completeUserTask: { element: 'b' } },
      { completeUserTask: { element: 'c' } },
    ],
  },
  {
    folder: 'event-subprocess-twice-interrupting',
    name: 'two interrupting event subprocesses: after the first the second is deaf',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            user('a'),
            end(),
            eventSub('one', [start('es', onSignal('one')), user('b'), end('ee')], ['es > b > ee']),
            eventSub('two', [start('es2', onSignal('two')), user('c'), end('ee2')], ['es2 > c > ee2']),
          ],
          ['s > a > e'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ broadcastSignal: { name: 'one' } }, { broadcastSignal: { name: 'two' } }],
  },
  {
    folder: 'boundary-on-subprocess-non-interrupting',
    name: 'a non-interrupting boundary of a subprocess: the branch goes on after the subprocess has ended',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            sub('inner', [start('is'), user('a'), end('ie')], ['is > a > ie']),
            boundary('z', 'inner', onSignal('ring'), { interrupting: false }),
            user('b'),
            end(),
            end('x'),
          ],
          ['s > inner > e', 'z > b > x'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [
      { broadcastSignal: { name: 'ring' } },
      { completeUserTask: { element: 'a' } },
      { completeUserTask: { element: 'b' } },
    ],
  },
  {
    folder: 'boundary-output-mapping',
    name: "a boundary event's output mapping sees the message only through its own scope",
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            user('a'),
            boundary('m', 'a', onMessage('stop', '=id'), { out: { why: '=reason' } }),
            end(),
            end('x'),
          ],
          ['s > a > e', 'm > x'],
        ),
      ),
    },
    start: { process: 'main', variables: { id: 'bom', reason: 'old' } },
    steps: [
      { publishMessage: { name: 'stop', correlationKey: 'bom', variables: { reason: 'new', rest: 1 } } },
    ],
  },
  {
    folder: 'subprocess-in-parallel-cancel',
    name: 'cancelled in the middle of a join, with nested scopes',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [
            start(),
            parallel('f'),
            sub(
              'inner',
              [start('is'), sub('deep', [start('ds'), user('u'), end('de')], ['ds > u > de']), end('ie')],
              ['is > deep > ie'],
            ),
            plain('p'),
            parallel('j'),
            end(),
          ],
          ['s > f > inner > j > e', 'f > p > j'],
        ),
      ),
    },
    start: { process: 'main' },
    steps: [{ cancel: {} }],
  },
  {
    folder: 'subprocess-empty',
    name: 'a subprocess that is start and end only',
    files: {
      'p.bpmn': bpmn(
        process(
          'main',
          [start(), sub('inner', [start('is'), end('ie')], ['is > ie']), end()],
          ['s > inner > e'],
        ),
      ),
    },
    start: { process: 'main' },
    order: [
      ['ie', 'e'],
      ['inner', 'e'],
    ],
  },
]
